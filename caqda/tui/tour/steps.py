"""What the tour asks for, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from caqda.wording import N_


class Deed(Enum):
    """What can be seen to have been done."""

    CODED = "coded"
    UNDONE = "undone"
    ASKED = "asked"
    COMPARED = "compared"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Step:
    """What to press and why; ``done`` is what ends it, None where only the key for the next step does."""

    title: str
    words: str
    done: Deed | None = None


OFFER = N_(
    "New here? {app.tour:f8} begins a tour of five minutes; {app.tour-off:f9} puts this line away for good."
)

STEPS = (
    Step(
        N_("Code a sentence"),
        N_(
            "{transcript.next-turn:L} goes to the next turn: press it twice, to the first answer."
            " {transcript.select-sentence:s} selects the sentence, {coding.pick:c} opens "
            "the picker: type vid,"
            " and {picker.apply:enter} applies vidensdeling. The margin then says what it is about."
        ),
        Deed.CODED,
    ),
    Step(
        N_("Take it back"),
        N_(
            "{coding.undo:u} undoes it. Every change is on disk at once, and in a "
            "journal: you can undo tomorrow"
            " what you did today. {coding.redo:ctrl+r} makes it again."
        ),
        Deed.UNDONE,
    ),
    Step(
        N_("Code with two keys"),
        N_(
            "{transcript.next-sentence:)} goes to the next sentence, "
            "{transcript.select-sentence:s} selects it,"
            " and {coding.repeat:.} codes it with the code in hand. The keys {coding.number-1:1} to"
            " {coding.number-9:9} hold the codes you used last."
        ),
        Deed.CODED,
    ),
    Step(
        N_("Ask for passages"),
        N_(
            "{app.query:f3} opens the queries. Type vidensdeling and press enter: all "
            "its passages are listed,"
            " from everybody. {app.manual:f1} tells what else can be asked."
        ),
        Deed.ASKED,
    ),
    Step(
        N_("Compare the groups"),
        N_(
            "{app.crosstab:f4} opens the crosstab: in how many cases is each code, seen "
            "from each perspective?"
            " Press {list.choose:enter} on a number: the passages behind it are listed."
        ),
        Deed.COMPARED,
    ),
    Step(
        N_("Hand it in"),
        N_(
            "{app.report:f6} opens the report, and {report.write:w} writes it to the file named there. Each"
            " quotation in it tells its source, paragraph and speaker."
        ),
        Deed.REPORTED,
    ),
    Step(
        N_("That was the tour"),
        N_(
            "{app.code:f2} goes back to the interviews, {app.keys:?} lists the keys wherever you are,"
            " {app.manual:f1} is the manual, {app.quit:q} leaves. 'caqda new' begins a study of your own."
        ),
    ),
)
