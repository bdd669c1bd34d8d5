"""Asking: queries whose answers are numbered, crosstabs read out row by row, the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.plain import speech
from caqda.plain.desk import Item
from caqda.plain.reading import to_passage
from caqda.plain.words import UNITS, meant
from caqda.plain.working import find_codes
from caqda.wording import _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.crosstab import Crosstab, Row
    from caqda.analysis.query import Passage
    from caqda.plain.desk import Desk


def query(desk: Desk, said: str) -> None:
    """Ask in the query language; a number goes to a passage of the answer."""
    from caqda.analysis.query import query as ask

    if not said:
        raise ChangeError(_("Write an expression, such as 'query samskabelse where år = 2020'."))
    _passages(desk, ask(desk.corpus, said))


def _passages(desk: Desk, found: list[Passage]) -> None:
    """How many passages there are in how many sources, and a numbered line for each."""
    sources = len({passage.source for passage in found})
    passages = ngettext("{n} passage", "{n} passages", len(found)).format(n=len(found))
    desk.say(
        ngettext("{passages} in {n} source.", "{passages} in {n} sources.", sources).format(
            passages=passages, n=sources
        )
    )
    if found:
        desk.read_list([_item(desk, passage) for passage in found], lasting=True)


def _item(desk: Desk, passage: Passage) -> Item:
    told = _("{source}, paragraph {number}, {speaker}: {text}").format(
        source=passage.source_name,
        number=passage.paragraph,
        speaker=passage.speaker or _("no speaker"),
        text=speech.short(passage.text),
    )
    if passage.codes and desk.verbosity == "full":
        told += " " + _("Codes: {names}.").format(names=", ".join(passage.codes))
    return Item(told, lambda: to_passage(desk, passage.source, (passage.start, passage.end)))


def crosstab(desk: Desk, said: str) -> None:
    """Read codes by a variable, a row on each line: 'crosstab perspektiv words samskabelse'."""
    from caqda.analysis.comparing import default_by
    from caqda.analysis.crosstab import crosstab as tabulate
    from caqda.analysis.crosstab_grid import caption

    corpus, unit, by, rest = desk.corpus, "cases", "", said.split()
    if rest and _variable(desk, rest[0]):
        by = _variable(desk, rest.pop(0))
    if rest and (named := meant(UNITS, rest[0])):
        unit = named
        rest.pop(0)
    codes = [" ".join(rest).strip('"')] if rest else None
    table = tabulate(corpus, by=by or default_by(corpus), codes=codes, unit=unit)
    lines = caption(table, unit).replace("; ", ";\n").splitlines()
    desk.say(*(lines[:1] if desk.verbosity == "brief" else lines))

    def item(row: Row) -> Item:
        return Item(_row(table, row, unit), lambda: _passages(desk, table.cell_passages(row)))

    if table.rows:
        desk.read_list([item(row) for row in table.rows], lasting=True)


def _variable(desk: Desk, said: str) -> str:
    known = [*desk.corpus.variables, "source", "case", "coder"]
    return next((name for name in known if name.casefold() == said.casefold()), "")


def _row(table: Crosstab, row: Row, unit: str) -> str:
    """One row, each number with its column and unit, and of how many where the unit has a whole."""
    cells = []
    for column in (*table.columns, None):
        number, whole = table.shown(row, column, unit), table.shown(None, column, unit)
        line = _("{column} {number} of {whole} {unit}")
        name = _("total") if column is None else column
        cells.append(line.format(column=name, number=number, whole=whole, unit=_(unit)))
    return f"{row.path}: {'; '.join(cells)}."


def codebook(desk: Desk, said: str) -> None:
    """Read the codes with their counts; with letters, the definition of the one that is meant."""
    from caqda.coding.choosing import meant as code_meant

    if said:
        certain = code_meant(desk.ranking, said)
        if certain:
            _define(desk, certain.code)
            return
        found = [choice.code for choice in find_codes(desk, said)]
    else:
        found = list(desk.corpus.tree.paths)
        desk.say(ngettext("{n} code:", "{n} codes:", len(found)).format(n=len(found)))
    if not found:
        raise ChangeError(_("There are no codes yet; 'new NAME' makes one on a passage."))
    desk.read_list(
        [Item(_counted(desk, key), lambda key=key: _define(desk, key)) for key in found],  # type: ignore[misc]
        lasting=True,
    )


def _counted(desk: Desk, key: int) -> str:
    """A code with the number of its own codings here and everywhere, and of its sub-codes."""
    corpus = desk.corpus
    told = corpus.codings
    everywhere = corpus.counts[key]
    parts = [corpus.codes[key].path]
    parts.append(ngettext("{n} coding", "{n} codings", everywhere).format(n=everywhere))
    if desk.place is not None:
        here = int(((told.source == desk.place.source) & (told.code == key)).sum())
        parts.append(_("{n} in this source").format(n=here))
    if below := len(corpus.tree.children(key)):
        parts.append(ngettext("{n} sub-code", "{n} sub-codes", below).format(n=below))
    return ", ".join(parts)


def _define(desk: Desk, key: int) -> None:
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
        desk.say(_("It has no definition."))
    for coder, memo in entry.memos:
        desk.say(_("Memo by {coder}: {memo}").format(coder=coder, memo=" ".join(memo.split())))


def results(desk: Desk, _said: str) -> None:
    """Read the last list again from its beginning."""
    if not desk.items:
        raise ChangeError(_("There is no list; query, sources and codebook read one."))
    desk.heard = 0
    desk.more()


def more(desk: Desk, said: str) -> None:
    """Read on in the last list, or all that is left of it."""
    desk.more(everything=said.casefold() in ("all", "alle", "alt"))
