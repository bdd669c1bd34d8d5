"""Frequencies, profiles, timelines and new codes laid out for reading: headings, rows, and a caption."""

from __future__ import annotations

from math import isnan

from caqda.analysis.extent import coders_of
from caqda.analysis.frequencies import Frequencies
from caqda.analysis.profiles import Profiles
from caqda.analysis.saturation import Saturation
from caqda.analysis.scope import Scope
from caqda.analysis.tally import UNITS
from caqda.analysis.timeline import Timeline

Grid = tuple[list[str], list[list[str | int]], str]
"""Headings, rows, and the lines under them."""

COUNTS = ("codings", *UNITS)


def frequencies_grid(told: Frequencies, sort: str | None = None) -> Grid:
    """A row for each code, in the order of the codebook, or the most used first by one of ``COUNTS``."""
    rows = list(told.rows)
    if sort is not None:
        rows.sort(key=lambda row: -int(getattr(row, sort)))
    head = ["code", *COUNTS, "of cases", "of words"]
    lines: list[list[str | int]] = [
        [
            row.path if sort else "  " * row.depth + row.name,
            *(int(getattr(row, count)) for count in COUNTS),
            _share(row.cases, told.cases),
            _share(row.words, told.words),
        ]
        for row in rows
    ]
    levels = "Codes include their sub-codes." if told.roll_up else "Codes stand without their sub-codes."
    note = (
        f"A coding is one coder's; a passage coded twice is one. {levels} In all {told.cases} cases, "
        f"{told.sources} sources, {told.words:,} participant words."
    )
    return head, lines, _captioned(note, told.scope)


def similarity_grid(told: Profiles, measure: str = "jaccard") -> Grid:
    """A row for each case or source with every other, and how many codes it has."""
    alike = told.alike(measure)
    rows: list[list[str | int]] = [
        [name, int(told.has[at].sum()), *("" if isnan(value) else f"{value:.2f}" for value in alike[at])]
        for at, name in enumerate(told.names)
    ]
    meaning = {
        "jaccard": "the codes both have, of those that either has (Jaccard)",
        "match": "the codes that both have or both lack, of all (simple match)",
    }[measure]
    note = f"Each number is the share of {meaning}; {len(told.codes)} codes."
    return [told.of, "codes", *told.names], rows, _captioned(note, told.scope)


def timeline_grid(told: Timeline, together: bool = False) -> Grid:
    """A row for each code in each source where it is, or with all sources ``together``."""
    corpus = told.scope.corpus
    rows: list[list[str | int]] = []
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
    head = ["code", *([] if together else ["source"]), "passages", *map(str, range(1, told.parts + 1))]
    note = (
        f"Each source is cut into {told.parts} parts of equal length; each number counts the passages with "
        "a character in the part."
    )
    return head, rows, _captioned(note, told.scope)


def saturation_grid(told: Saturation, names: bool = True) -> Grid:
    """A row for each interview in each group: what it adds, and what random orders give as far."""
    rows: list[list[str | int]] = [
        [
            *([group.value if group.value is not None else "all"] if told.by else []),
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
    head = ["no.", "source", "new codes", "codes so far", "median", "9 of 10 orders"]
    note = (
        f"Interviews by {told.order}. The median and the band are those of {told.orders:,} random orders "
        f"(seed {told.seed}). Where no new code comes, these interviews brought none; what others would "
        "bring is not known."
    )
    head = [*([told.by] if told.by else []), *head, *(["new"] if names else [])]
    return head, rows, _captioned(note, told.scope)


def _captioned(note: str, scope: Scope) -> str:
    return f"{note}\nFilter: {scope.describe()}. Coders: {', '.join(coders_of(scope)) or 'none'}."


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""
