"""A table as it is asked for: of which kind, of what, laid out how.

An :class:`Asked` is what commands, screens and saved tables have in common; :func:`table` answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from caqda.analysis.cooccurrence import Cooccurrence, cooccurrence
from caqda.analysis.cooccurrence_grid import matrix_grid, pairs_grid
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Crosstab, crosstab
from caqda.analysis.crosstab_grid import crosstab_grid
from caqda.analysis.frequencies import Frequencies, frequencies
from caqda.analysis.grid import Cell, Grid, beside, flush
from caqda.analysis.parser import as_word
from caqda.analysis.patterns_grid import frequencies_grid, saturation_grid, similarity_grid, timeline_grid
from caqda.analysis.profiles import profiles
from caqda.analysis.query import Passage, query
from caqda.analysis.saturation import ORDERS, SEED, Saturation, saturation
from caqda.analysis.scope import Scope
from caqda.analysis.statistics_grid import residuals_grid, statistics_grid
from caqda.analysis.timeline import PARTS, Timeline, timeline
from caqda.errors import ChangeError, QueryError
from caqda.study import Study
from caqda.wording import LANGUAGES, _, speaking

KINDS = ("crosstab", "cooccurrence", "frequencies", "similarity", "timeline", "saturation")
ROLLED_UP = ("crosstab", "frequencies", "timeline")
"""The kinds in which a code counts what its sub-codes are on, unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked for. What a kind of table has no use for, it passes over.

    ``codes``, ``sources``, ``cases``, ``coders`` and ``where`` filter, as in a scope. Then come what the
    functions of the same names take: :func:`crosstab` (``by`` to ``chi_square``), :func:`cooccurrence`
    (``within``, and ``measure``: ``pairs``, or what a matrix shows), :func:`profiles` (``of`` and
    ``measure``), :func:`timeline` (``together``, ``parts``) and :func:`saturation` (``group`` to ``seed``).
    ``largest`` puts pairs, and codes by frequency, in the order of a measure, ``limit`` keeps the first.
    At last, how it is laid out: ``sort`` is the head of a column, ``narrow`` what stands in the names of
    the rows.
    """

    kind: str = "crosstab"
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    where: str = ""
    roll_up: bool | None = None
    by: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    level: int = 0
    queries: tuple[str, ...] = ()
    bins: Mapping[str, tuple[str, ...]] | tuple[str, ...] = ()
    none: bool = True
    min_cell: int = 0
    unit: str = "cases"
    share: str = ""
    statistics: bool = False
    chi_square: bool = False
    within: str = "overlap"
    measure: str = ""
    of: str = "case"
    together: bool = False
    parts: int = PARTS
    group: str = ""
    order: str = ""
    orders: int = ORDERS
    seed: int = SEED
    largest: str = ""
    limit: int = 0
    transposed: bool = False
    sort: str = ""
    smallest_first: bool = False
    narrow: str = ""

    @property
    def rolls_up(self) -> bool:
        """Whether codes count what their sub-codes are on."""
        return self.kind in ROLLED_UP if self.roll_up is None else self.roll_up

    def to_json(self) -> dict[str, Any]:
        """What is asked for otherwise than usual."""
        usual = Asked()
        told = {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}
        return {"kind": self.kind} | told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Asked:
        """What :meth:`to_json` wrote; ChangeError where a later caqda wrote what this one does not know."""
        known = {one.name: one for one in fields(cls)}
        unknown = [name for name in told if name not in known]
        if unknown or told.get("kind", "crosstab") not in KINDS:
            raise ChangeError(_("This table was saved by a newer caqda; open it with that one."))
        return cls(**{name: _frozen(value) for name, value in told.items()})

    def scope(self, study: Study | Corpus) -> Scope:
        """What of a study is looked at."""
        return Scope.of(
            study,
            codes=self.codes,
            sources=self.sources,
            cases=self.cases,
            coders=self.coders,
            where=self.where,
        )


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _frozen(part) for name, part in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, eq=False)
class Table:
    """A table that was counted, and laid out as it was asked for.

    ``counted`` is the grid before it was transposed, sorted and narrowed; ``rows`` are the places of the
    rows of ``grid`` in it (of its columns, where it is transposed), ``sorted_by`` the column of ``grid`` that
    they are sorted by. ``told`` is what was counted, such as a :class:`Crosstab`.
    """

    asked: Asked
    scope: Scope = field(repr=False)
    told: Any = field(repr=False)
    counted: Grid = field(repr=False)
    grid: Grid
    rows: tuple[int, ...] = field(repr=False)
    sorted_by: int | None = field(default=None, repr=False)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where in ``counted`` a number of the grid stands: its row, and its column after the labels."""
        there, column = self.rows[row], column - self.grid.labels
        return (column, there) if self.asked.transposed else (there, column)

    def name(self, row: int, column: int) -> str:
        """What a number of the grid is of: the names of its row and its column."""
        mine, grid = self.grid.rows[row], self.grid
        names = [str(cell).strip() for cell in mine[: grid.labels]]
        return ", ".join(name for name in (*names, grid.head[column]) if name)

    def passages(self, row: int, column: int) -> list[Passage] | None:
        """The passages behind a number of the grid; None where none are, as in a likeness of two cases."""
        find = _KINDS[self.asked.kind].passages
        return find(self, *self.place(row, column)) if find is not None else None

    def pages(self) -> list[Grid]:
        """The table, and the statistics that were asked for."""
        pages = [self.grid]
        if isinstance(self.told, Crosstab):
            pages += [statistics_grid(self.told)] if self.asked.statistics else []
            pages += [residuals_grid(self.told)] if self.asked.chi_square else []
        return pages

    def flat(self) -> Grid:
        """The pages beside each other, as CSV holds one table.

        Its heads are English whatever the language of the interface, so that a program finds them; what
        stands under it is for people.
        """
        notes = beside(self.pages()).notes
        with speaking("en"):
            told = _oriented(self.told, self.asked)
            rows = [told.rows[at] for at in self.rows]
            if self.sorted_by is not None:
                rows = [tuple(map(flush, row)) for row in rows]
            flat = beside(replace(self, grid=replace(told, rows=tuple(rows))).pages())
        return replace(flat, notes=notes)

    def to_json(self) -> dict[str, Any]:
        """The keys that scripts rely on; as it was counted, whatever its layout."""
        return _KINDS[self.asked.kind].to_json(self.told, self.asked)


def table(study: Study | Corpus | Scope, asked: Asked) -> Table:
    """Count a table and lay it out. Raises UnknownName and QueryError.

    A column to sort by that the table does not have (any more) is passed over.
    """
    if asked.kind not in _KINDS:
        raise QueryError(
            _('There is no table of the kind "{kind}"; choose one of {choices}.').format(
                kind=asked.kind, choices=", ".join(KINDS)
            )
        )
    scope = study if isinstance(study, Scope) else asked.scope(study)
    kind = _KINDS[asked.kind]
    told = kind.count(scope, asked)
    counted = kind.lay_out(told, asked)
    sorted_by = _sorted_by(told, asked)
    grid, rows = _laid_out(counted, asked, sorted_by)
    return Table(asked, scope, told, counted, grid, rows, sorted_by)


def _oriented(told: Any, asked: Asked) -> Grid:
    """The grid in the language of the interface, with rows as columns where that is asked for."""
    grid = _KINDS[asked.kind].lay_out(told, asked)
    return grid.transposed() if asked.transposed else grid


def _sorted_by(told: Any, asked: Asked) -> int | None:
    """The column to sort by, in whatever language it was named; None where there is none (any more)."""
    for spoken in LANGUAGES if asked.sort else ():
        with speaking(spoken):
            head = _oriented(told, asked).head
        if asked.sort in head:
            return head.index(asked.sort)
    return None


def _laid_out(counted: Grid, asked: Asked, sorted_by: int | None) -> tuple[Grid, tuple[int, ...]]:
    """The grid as it was asked for, and where its rows stood; their places go along as a last column."""
    grid = counted.transposed() if asked.transposed else counted
    places = [(*row, at) for at, row in enumerate(grid.rows)]
    marked = Grid(grid.title, (*grid.head, ""), tuple(places), grid.notes, grid.labels)
    if sorted_by is not None:
        marked = marked.sorted(sorted_by, largest_first=not asked.smallest_first)
    if asked.narrow.strip():
        marked = marked.narrowed(asked.narrow)
    rows = tuple(row[:-1] for row in marked.rows)
    return Grid(grid.title, grid.head, rows, grid.notes, grid.labels), tuple(map(_place, marked.rows))


def _place(row: tuple[Cell, ...]) -> int:
    assert isinstance(row[-1], int)
    return row[-1]


# -- kinds of tables -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    count: Callable[[Scope, Asked], Any]
    lay_out: Callable[[Any, Asked], Grid]
    to_json: Callable[[Any, Asked], dict[str, Any]]
    passages: Callable[[Table, int, int], list[Passage]] | None = None


def _crosstab(scope: Scope, asked: Asked) -> Crosstab:
    by = None if asked.columns or not asked.by else asked.by[0] if len(asked.by) == 1 else asked.by
    return crosstab(
        scope,
        by=by,
        roll_up=asked.rolls_up,
        unit=asked.unit,
        bins=asked.bins,
        none=asked.none,
        min_cell=asked.min_cell,
        level=asked.level or None,
        queries=asked.queries,
        columns=asked.columns,
    )


def _in_crosstab(table: Table, row: int, column: int) -> list[Passage]:
    told: Crosstab = table.told
    name = told.columns[column] if column < len(told.columns) else None
    return told.cell_passages(told.rows[row], name)


def _cooccurrence(scope: Scope, asked: Asked) -> Cooccurrence:
    return cooccurrence(scope, asked.within, roll_up=asked.rolls_up)


def _cooccurrence_grid(told: Cooccurrence, asked: Asked) -> Grid:
    if asked.measure in ("", "pairs"):
        return pairs_grid(told, asked.largest or "jaccard", asked.limit)
    return matrix_grid(told, asked.measure)


def _cooccurrence_json(told: Cooccurrence, asked: Asked) -> dict[str, Any]:
    data = told.to_json(asked.largest or "jaccard")
    return data | {"pairs": data["pairs"][: asked.limit or None]}


def _met(table: Table, row: int, column: int) -> list[Passage]:
    """The passages of a code that meet another one's."""
    told: Cooccurrence = table.told
    if table.asked.measure in ("", "pairs"):
        first, second = told.pairs(table.asked.largest or "jaccard")[row]
    else:
        first, second = row, column
    one, other = (_atom(table, told.codes[at]) for at in (first, second))
    relation = {"overlap": "overlapping", "source": "inside"}.get(told.within, f"near:0{told.within[0]}")
    if first == second:
        return query(table.scope, one)
    if told.within == "source":
        other = f"(source containing {other})"
    return query(table.scope, f"{one} {relation} {other}")


def _frequencies(scope: Scope, asked: Asked) -> Frequencies:
    return frequencies(scope, roll_up=asked.rolls_up)


def _of_code(table: Table, row: int, column: int) -> list[Passage]:
    told, count = list(table.told.rows), table.asked.largest
    if count:
        told.sort(key=lambda one: -int(getattr(one, count)))
    return query(table.scope, _atom(table, table.scope.code_id(told[row].path)))


def _timeline_grid(told: Timeline, asked: Asked) -> Grid:
    return timeline_grid(told, asked.together)


def _in_part(table: Table, row: int, column: int) -> list[Passage]:
    """The passages of a code in a source, or in a part of it; the first column is of the whole."""
    told: Timeline = table.told
    if table.asked.together:
        code, sources = told.codes[row], set(told.sources)
    else:
        lines = [(at, place) for at in range(len(told.codes)) for place in range(len(told.sources))]
        at, place = [(at, place) for at, place in lines if told.passages[at, place]][row]
        code, sources = told.codes[at], {told.sources[place]}
    found = [one for one in query(table.scope, _atom(table, code)) if one.source in sources]
    if not column:
        return found
    return [one for one in found if column - 1 in _parts(told, table.scope.corpus, one)]


def _parts(told: Timeline, corpus: Corpus, passage: Passage) -> range:
    length = corpus.sources[passage.source].characters
    first, last = (place * told.parts // length for place in (passage.start, passage.end - 1))
    return range(first, last + 1)


def _saturation(scope: Scope, asked: Asked) -> Saturation:
    return saturation(
        scope,
        asked.group or None,
        asked.order or None,
        roll_up=asked.rolls_up,
        orders=asked.orders,
        seed=asked.seed,
    )


def _new_in(table: Table, row: int, column: int) -> list[Passage]:
    """The passages of the codes that an interview is the first to have."""
    told: Saturation = table.told
    value, step = [(group.value, step) for group in told.groups for step in group.steps][row]
    if not step.new:
        return []
    find = table.scope.corpus.tree.find
    codes = " or ".join(_atom(table, find(path)) for path in step.new)
    where = f"source = {as_word(step.source)}"
    if told.by and value is not None:
        where += f" and {as_word(told.by)} = {as_word(value)}"
    return query(table.scope, f"({codes}) where {where}")


def _atom(table: Table, code: int) -> str:
    """A code as the table counts it: with its sub-codes, or alone."""
    return ("" if table.asked.rolls_up else "=") + as_word(table.scope.corpus.tree.paths[code])


_KINDS = {
    "crosstab": _Kind(
        _crosstab,
        lambda told, asked: crosstab_grid(told, asked.unit, asked.share or None),
        lambda told, asked: told.to_json(asked.unit, chi_square=asked.chi_square),
        _in_crosstab,
    ),
    "cooccurrence": _Kind(_cooccurrence, _cooccurrence_grid, _cooccurrence_json, _met),
    "frequencies": _Kind(
        _frequencies,
        lambda told, asked: frequencies_grid(told, asked.largest or None),
        lambda told, asked: told.to_json(),
        _of_code,
    ),
    "similarity": _Kind(
        lambda scope, asked: profiles(scope, asked.of, roll_up=asked.rolls_up),
        lambda told, asked: similarity_grid(told, asked.measure or "jaccard"),
        lambda told, asked: told.to_json(),
    ),
    "timeline": _Kind(
        lambda scope, asked: timeline(scope, roll_up=asked.rolls_up, parts=asked.parts),
        _timeline_grid,
        lambda told, asked: told.to_json(),
        _in_part,
    ),
    "saturation": _Kind(
        _saturation, lambda told, asked: saturation_grid(told), lambda told, asked: told.to_json(), _new_in
    ),
}
