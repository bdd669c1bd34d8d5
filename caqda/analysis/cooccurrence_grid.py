"""Codes by codes laid out for reading: as a list of pairs, or as a matrix of one measure."""

from __future__ import annotations

from caqda.analysis.cooccurrence import Cooccurrence
from caqda.analysis.extent import labels
from caqda.analysis.grid import Cell, Figure, Grid
from caqda.analysis.notes import filtered
from caqda.wording import N_, _, numeral

_MEANING = {
    "both": N_("Each number counts {counted} with both codes; on the diagonal, with the code."),
    "jaccard": N_(
        "Each number is {counted} with both codes, of those with either (Jaccard, the c-coefficient)."
    ),
    "share": N_("Each number is the share of the row's {counted} that have the column's code too."),
    "lift": N_("Each number is how many times as much has both codes as chance placing would give."),
    "characters": N_("Each number counts the characters that both codes cover; on the diagonal, the code."),
}
_MEETING = {
    "overlap": N_("Two codes meet where their passages overlap. Passages with any of the codes: {n}."),
    "sentence": N_("Two codes meet where their passages are in the same sentence. Sentences in all: {n}."),
    "paragraph": N_("Two codes meet where their passages are in the same paragraph. Paragraphs in all: {n}."),
    "turn": N_("Two codes meet where their passages are in the same turn. Turns in all: {n}."),
    "source": N_("Two codes meet where their passages are in the same source. Sources in all: {n}."),
}


def pairs_grid(told: Cooccurrence, by: str = "jaccard", limit: int = 0) -> Grid:
    """A row for each pair of codes that meet, largest measure first.

    ``limit`` is how many are shown, 0 for all.
    """
    names = labels(told.scope, told.codes)
    both, shared, share = told.both, told.jaccard, told.share
    lift, characters = told.lift, told.characters
    rows: list[list[Cell]] = [
        [
            names[a],
            names[b],
            int(both[a, b]),
            Figure(float(shared[a, b]), 3),
            Figure(float(share[a, b]), percent=True),
            Figure(float(share[b, a]), percent=True),
            Figure(float(lift[a, b]), 2),
            int(characters[a, b]),
        ]
        for a, b in told.pairs(by)[: limit or None]
    ]
    head = [
        _("code"), _("with"), _("both"), _("jaccard"), _("of the first"), _("of the second"), _("lift"),
        _("characters"),
    ]  # fmt: skip
    return Grid.of(_("Codes that meet"), head, rows, [caption(told)], labels=2)


def matrix_grid(told: Cooccurrence, measure: str = "both") -> Grid:
    """A row for each code, one measure with every other."""
    names = labels(told.scope, told.codes)
    found = told.measure(measure)
    whole = measure in ("both", "characters")
    rows: list[list[Cell]] = [
        [name, *(int(value) if whole else Figure(float(value), 3) for value in found[at])]
        for at, name in enumerate(names)
    ]
    return Grid.of(_("Codes by codes"), [_("code"), *names], rows, [caption(told, measure)])


def caption(told: Cooccurrence, measure: str = "") -> str:
    """What the numbers count, the filter and the coders: a line each."""
    if measure:
        meaning = _(_MEANING[measure])
    elif told.within == "overlap":
        meaning = _(
            "Both counts {counted}; jaccard is both, of either (the c-coefficient); then the share of each "
            "code's own; lift is how many times as much has both as chance placing would give, by characters."
        )
    else:
        meaning = _(
            "Both counts {counted}; jaccard is both, of either (the c-coefficient); then the share of each "
            "code's own; lift is how many times as much has both as chance placing would give."
        )
    where = _(_MEETING[told.within]).format(n=numeral(told.whole))
    return "\n".join([where, meaning.format(counted=_(told.counted)), filtered(told.scope)])
