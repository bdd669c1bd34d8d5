"""The rows of the list of memos, and what is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text

from caqda import memos
from caqda.memos import Link, Note
from caqda.safety import for_terminal
from caqda.tui.quotes import one_line
from caqda.tui.widgets.rows import RowList
from caqda.wording import N_, _

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus

Abouts = dict[tuple[str, int], str]
"""What memos and links are about, by which of them it is and its id."""

WORDS = {
    "journal": N_("journal"),
    "study": N_("study"),
    "source": N_("source"),
    "case": N_("case"),
    "code": N_("code"),
    "coding": N_("coding"),
}


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo; ``key`` is its id, ``about`` what it is on."""

    key: int
    note: Note
    about: str


class MemoRows(RowList):
    """The memos, the latest first."""

    def draw(self, row: Any, width: int) -> Text:
        """Date, kind, what it is on, its first line, coder."""
        note: Note = row.note
        left = Text(f" {note.dated or note.changed[:10]}  ", self.look("rows--dim"))
        widest = max(len(_(word)) for word in WORDS.values())
        left.append(f"{_(WORDS[note.kind]):{widest}} ")
        if row.about:
            about, sign, paragraph = row.about.rpartition("/")[2].partition(" ¶ ")
            told, room = Text(about, "bold"), max(16, width // 3)
            told.truncate(room - len(sign + paragraph), overflow="ellipsis")
            told.append(sign + paragraph).truncate(room, pad=True)
            left.append(told).append("  ")
        left.append(one_line(note.heading))
        return self.between(left, f"{for_terminal(note.coder)} ", width)


def notes(corpus: Corpus) -> tuple[list[Note], Abouts]:
    """All memos, and what they and their links are about: places by their paragraphs."""
    found = memos.memos(corpus.study)
    abouts = {("memo", note.id): _about(corpus, note) for note in found}
    return found, abouts | {("link", link.id): _about(corpus, link) for note in found for link in note.links}


def _about(corpus: Corpus, thing: Note | Link) -> str:
    if thing.source is None or thing.start is None or thing.source not in corpus.sources:
        return one_line(thing.about)
    name = thing.about.removesuffix(f":{thing.start}")
    return one_line(f"{name} ¶ {corpus.paragraph_of(thing.source, thing.start)}")


def described(note: Note, abouts: Abouts) -> str:
    """A memo in one line: what it is on, whose it is, what it is linked to."""
    about = abouts.get(("memo", note.id), "") or (_("the study") if note.kind == "study" else _("journal"))
    links = ", ".join(abouts.get(("link", link.id), "") for link in note.links)
    if links:
        return _("{about}  ·  {coder}  ·  linked to {links}").format(
            about=about, coder=for_terminal(note.coder), links=links
        )
    return _("{about}  ·  {coder}").format(about=about, coder=for_terminal(note.coder))
