"""The codebook: read, and changed; merging and deleting tell what they touch and ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caqda.codebook import Codebook
from caqda.coding.choosing import meant as code_meant
from caqda.coding.choosing import new_path
from caqda.errors import ChangeError
from caqda.plain.desk import Item
from caqda.plain.words import FIELDS, INTO, NOTHING, TO, UNDER, meant
from caqda.plain.working import find_codes, move_end, one_code
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.plain.desk import Desk
    from caqda.plain.words import Words


def codebook(desk: Desk, said: str) -> None:
    """Read the codes with their counts; with letters, the definition of the one that is meant."""
    if said:
        certain = code_meant(desk.ranking, said)
        if certain:
            _read(desk, certain.code)
            return
        found = [choice.code for choice in find_codes(desk, said)]
    else:
        found = list(desk.corpus.tree.paths)
        desk.say(ngettext("{n} code:", "{n} codes:", len(found)).format(n=len(found)))
    if not found:
        raise ChangeError(_("There are no codes yet; 'new NAME' makes one on a passage."))
    desk.read_list(
        [Item(_counted(desk, key), lambda key=key: _read(desk, key)) for key in found],  # type: ignore[misc]
        lasting=True,
    )


def _counted(desk: Desk, key: int) -> str:
    """A code with the number of its own codings everywhere and here, and of its sub-codes."""
    corpus = desk.corpus
    told = corpus.codings
    everywhere = corpus.counts[key]
    parts = [corpus.codes[key].path]
    parts.append(ngettext("{n} coding", "{n} codings", everywhere).format(n=everywhere))
    if desk.place is not None:
        here = int(((told.source == desk.place.source) & (told.code == key)).sum())
        if here:
            parts.append(_("{n} in this source").format(n=here))
    if below := len(corpus.tree.children(key)):
        parts.append(ngettext("{n} sub-code", "{n} sub-codes", below).format(n=below))
    return ", ".join(parts)


def _read(desk: Desk, key: int) -> None:
    from caqda.codebook.entry import read_entry

    entry = read_entry(desk.study, key)
    desk.say(_counted(desk, key) + ".")
    parts = (
        (_("Definition: {text}"), entry.definition),
        (_("In full: {text}"), entry.full),
        (_("Include: {text}"), entry.include),
        (_("Exclude: {text}"), entry.exclude),
        *((_("Typical: {text}"), text) for text in entry.typical),
        *((_("Borderline: {text}"), text) for text in entry.borderline),
    )
    desk.say(*(line.format(text=" ".join(text.split())) for line, text in parts if text.strip()))
    if not entry.definition.strip():
        desk.say(_("It has no definition; 'define {code}: WORDS' writes one.").format(code=entry.name))
    for coder, memo in entry.memos:
        desk.say(_("Memo by {coder}: {memo}").format(coder=coder, memo=" ".join(memo.split())))


# -- changing --------------------------------------------------------------------------------------------


def add(desk: Desk, said: str) -> None:
    """Make a code, under its parent where one is written, on no passage yet."""
    if not said:
        raise ChangeError(_("Write the name of the new code, such as 'add ledelse/entydig'."))
    path = new_path(desk.corpus, said)
    if path in desk.corpus.tree.paths.values():
        raise ChangeError(_("There is a code “{path}” already.").format(path=path))
    Codebook(desk.study).add_path(path)
    desk.refresh()
    desk.say(_("New code: {path}.").format(path=path))


def rename(desk: Desk, said: str) -> None:
    """Give a code another name: 'rename CODE to NAME'."""
    code, name = _parted(desk, said, TO, _("Write 'rename CODE to NEW NAME'."))
    before = desk.corpus.codes[code].path
    Codebook(desk.study).rename(code, name)
    desk.refresh()
    desk.say(_("Renamed: {before} is {path} now.").format(before=before, path=desk.corpus.codes[code].path))


def move(desk: Desk, said: str) -> None:
    """Put a code under another, or at the top for 'CODE under -'; without 'under', move a coding's end."""
    if not _joints(said, UNDER):
        move_end(desk, said)
        return
    code, other = _parted(desk, said, UNDER, _("Write 'move CODE under OTHER', or 'move CODE under -'."))
    Codebook(desk.study).move(code, None if other == NOTHING else one_code(desk, other))
    desk.refresh()
    desk.say(_("Moved: {path}.").format(path=desk.corpus.codes[code].path))


def define(desk: Desk, said: str) -> None:
    """Write the definition of a code, or what its field is named: 'define CODE include: WORDS'."""
    from caqda.codebook.entry import read_entry

    named, colon, words = (part.strip() for part in said.partition(":"))
    if not colon or not named or not words:
        raise ChangeError(_("Write 'define CODE: WORDS', or 'define CODE include: WORDS'; - for none."))
    name, _space, last = named.rpartition(" ")
    field = meant(FIELDS, last) if name and code_meant(desk.ranking, named) is None else None
    code = one_code(desk, name if field else named)
    field = field or "definition"
    value: Any = "" if words == NOTHING else words
    if field in ("typical", "borderline"):
        value = [*getattr(read_entry(desk.study, code), field), words] if value else []
    Codebook(desk.study).define(code, **{field: value})
    desk.refresh()
    told = _("Nothing stands there any more: {code}.") if words == NOTHING else _("Written, {code}: {words}")
    desk.say(told.format(code=desk.corpus.codes[code].path, words=words))


def merge(desk: Desk, said: str) -> None:
    """Make one code of two: 'merge CODE into OTHER'; tells what goes over, and asks."""
    code, other = _parted(desk, said, INTO, _("Write 'merge CODE into OTHER'."))
    into = one_code(desk, other)
    told = Codebook(desk.study).touched(code)
    before, after = desk.corpus.codes[code].path, desk.corpus.codes[into].path

    def do() -> None:
        Codebook(desk.study).merge(code, into)
        desk.refresh()
        desk.say(_("Merged: {code} into {into}. 'undo' parts them.").format(code=before, into=after))

    desk.say(_("{touched} go over from {code} to {into}.").format(touched=told, code=before, into=after))
    desk.read_list([Item(_("merge them; anything else leaves them"), do)], lasting=False)


def delete(desk: Desk, said: str) -> None:
    """Delete a code with what lies under it; tells what goes, and asks."""
    code = one_code(desk, said)
    path, told = desk.corpus.codes[code].path, Codebook(desk.study).touched(code)

    def do() -> None:
        Codebook(desk.study).delete(code)
        desk.refresh()
        desk.say(_("Deleted: {code}. 'undo' brings it back.").format(code=path))

    desk.say(_("{touched} go with {code}.").format(touched=told, code=path))
    desk.read_list([Item(_("delete it; anything else keeps it"), do)], lasting=False)


def _joints(said: str, joint: Words) -> list[tuple[str, str]]:
    """The ways in which a joining word parts what was said, the last first."""
    parts, known = said.split(), [word for words in joint.values() for word in words if word]
    return [
        (" ".join(parts[:at]), " ".join(parts[at + 1 :]))
        for at in range(len(parts) - 2, 0, -1)
        if parts[at].casefold() in known
    ]


def _parted(desk: Desk, said: str, joint: Words, usage: str) -> tuple[int, str]:
    """A code, and what stands after the joining word; raises ChangeError with how it is written."""
    ways = _joints(said, joint)
    if not ways:
        raise ChangeError(usage)
    for left, right in ways:
        if certain := code_meant(desk.ranking, left):
            return certain.code, right
    return one_code(desk, ways[-1][0]), ways[-1][1]
