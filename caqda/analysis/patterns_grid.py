"""Frequencies, profiles, timelines and new codes laid out for reading."""

from __future__ import annotations

from caqda.analysis.facets import told_value
from caqda.analysis.frequencies import Frequencies
from caqda.analysis.grid import Cell, Figure, Grid
from caqda.analysis.notes import filtered, levels
from caqda.analysis.profiles import Profiles
from caqda.analysis.saturation import Saturation
from caqda.analysis.tally import UNITS
from caqda.analysis.timeline import Timeline
from caqda.wording import N_, _, numeral

COUNTS = (N_("codings"), *UNITS)


def frequencies_grid(told: Frequencies, sort: str | None = None) -> Grid:
    """A row for each code, in the order of the codebook, or the most used first by one of ``COUNTS``."""
    rows = list(told.rows)
    if sort is not None:
        rows.sort(key=lambda row: -int(getattr(row, sort)))
    lines: list[list[Cell]] = [
        [
            row.path if sort else "  " * row.depth + row.name,
            *(int(getattr(row, count)) for count in COUNTS),
            _share(row.cases, told.cases),
            _share(row.words, told.words),
        ]
        for row in rows
    ]
    note = _(
        "A coding is one coder's; a passage coded twice is one. {levels} In all: cases {cases}, sources "
        "{sources}, participant words {words}."
    ).format(levels=levels(told.roll_up), cases=told.cases, sources=told.sources, words=numeral(told.words))
    head = [_("code"), *map(_, COUNTS), _("of cases"), _("of words")]
    return Grid.of(_("How often each code is used"), head, lines, [note, filtered(told.scope)])


def similarity_grid(told: Profiles, measure: str = "jaccard") -> Grid:
    """A row for each case or source with every other, and how many codes it has."""
    alike = told.alike(measure)
    rows: list[list[Cell]] = [
        [name, int(told.has[at].sum()), *(Figure(float(value), 2) for value in alike[at])]
        for at, name in enumerate(told.names)
    ]
    note = {
        "jaccard": _(
            "Each number is the share of the codes both have, of those that either has (Jaccard). Codes: {n}."
        ),
        "match": _(
            "Each number is the share of the codes that both have or both lack, of all (simple match). "
            "Codes: {n}."
        ),
    }[measure].format(n=len(told.codes))
    title = {"case": _("How alike the cases are"), "source": _("How alike the sources are")}[told.of]
    return Grid.of(title, [_(told.of), _("codes"), *told.names], rows, [note, filtered(told.scope)])


def timeline_grid(told: Timeline, together: bool = False) -> Grid:
    """A row for each code in each source where it is, or with all sources ``together``."""
    corpus = told.scope.corpus
    rows: list[list[Cell]] = []
    for at, code in enumerate(told.codes):
        name = corpus.tree.paths[code]
        if together:
            rows.append([name, int(told.passages[at].sum()), *told.counts[at].sum(axis=0).tolist()])
            continue
        rows += [
            [
                name,
                corpus.sources[source].name,
                int(told.passages[at, place]),
                *told.counts[at, place].tolist(),
            ]
            for place, source in enumerate(told.sources)
            if told.passages[at, place]
        ]
    where = [] if together else [_("source")]
    head = [_("code"), *where, _("passages"), *map(str, range(1, told.parts + 1))]
    note = _(
        "Each source is cut into {parts} parts of equal length; each number counts the passages with a "
        "character in the part."
    ).format(parts=told.parts)
    title = _("Where in the sources each code falls")
    return Grid.of(title, head, rows, [note, filtered(told.scope)], labels=1 + len(where))


def saturation_grid(told: Saturation, names: bool = True) -> Grid:
    """A row for each interview in each group: what it adds, and what random orders give as far."""
    rows: list[list[Cell]] = [
        [
            *([told_value(group.value) if group.value is not None else _("all")] if told.by else []),
            at,
            step.source,
            len(step.new),
            step.known,
            step.median,
            f"{step.low}-{step.high}",
            *([", ".join(path.rpartition("/")[2] for path in step.new)] if names else []),
        ]
        for group in told.groups
        for at, step in enumerate(group.steps, 1)
    ]
    note = _(
        "Interviews by {order}. The median and the band are those of {orders} random orders (seed {seed}). "
        "Where no new code comes, these interviews brought none; what others would bring is not known."
    ).format(order=_(told.order), orders=numeral(told.orders), seed=told.seed)
    groups = [told.by] if told.by else []
    head = [_("no."), _("source"), _("new codes"), _("codes so far"), _("median"), _("9 of 10 orders")]
    head = [*groups, *head, *([_("new")] if names else [])]
    title = _("Which codes each interview adds")
    return Grid.of(title, head, rows, [note, filtered(told.scope)], labels=2 + len(groups))


def _share(part: int, whole: int) -> Cell:
    return Figure(part / whole, 1, percent=True) if whole else ""
