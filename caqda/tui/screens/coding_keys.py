"""The keys of the coding screen. Those of moving and selecting are the transcript's own.

None of them needs AltGr on a Danish keyboard.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from caqda.wording import N_


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"coding.{name}")


BINDINGS: list[BindingType] = [
    _key("c,enter", "pick", N_("Code it: pick a code by a few letters, or make one"), "pick"),
    *(
        _key(str(slot), f"number({slot})", N_("Code it with the code on that number key"), f"number-{slot}")
        for slot in range(1, 10)
    ),
    _key("full_stop", "repeat", N_("Code it with the code in hand (the one applied last)"), "repeat"),
    _key("i", "in_vivo", N_("In vivo: the words themselves become a code"), "in-vivo"),
    _key("x,delete", "remove", N_("Remove a coding under the cursor"), "remove"),
    _key("greater_than_sign", "end(1)", N_("Push the end of the coding by a word"), "push-end"),
    _key("less_than_sign", "end(-1)", N_("Pull the end of the coding by a word"), "pull-end"),
    _key("comma", "start(-1)", N_("Start the coding a word earlier"), "start-earlier"),
    _key("semicolon", "start(1)", N_("Start the coding a word later"), "start-later"),
    _key("R", "move_ends", N_("Move the ends of the coding, with the change in sight"), "move-ends"),
    _key("u", "undo", N_("Undo"), "undo"),
    _key("ctrl+r,U", "redo", N_("Redo"), "redo"),
    _key("m", "memo", N_("Memo on the coding under the cursor, or on the source"), "memo"),
    _key("M", "memos", N_("All memos and the journal"), "memos"),
    _key("slash", "search", N_("Search in this source"), "search"),
    _key("number_sign,A", "go", N_("Go to a paragraph by its number, or to a time"), "go"),
    _key("a", "live", N_("Live crosstab of the code in hand: show or fold"), "live"),
    _key("r", "log", N_("Log of the last changes: show or fold"), "log"),
    _key("f", "focus_code", N_("Show the code in hand only, the others dimmed: on or off"), "focus"),
    _key("F", "pin", N_("Keep the code in hand under a number key"), "pin"),
    _key("C", "next_sentence", N_("Code the next sentence with the code in hand"), "next-sentence"),
    _key("exclamation_mark", "flag", N_("Flag the coding: typical, borderline, contradicting"), "flag"),
    _key("percent_sign", "confidential", N_("Mark as confidential: passage, source, case"), "confidential"),
    _key("X", "next_uncoded", N_("Next passage without a coding of yours, in any source"), "next-uncoded"),
    _key("Z", "survey", N_("From answer to answer, through all sources: on or off"), "survey"),
    _key("space", "answer(1)", N_("Next answer (after Z)"), "next-answer"),
    _key("backspace", "answer(-1)", N_("Previous answer (after Z)"), "previous-answer"),
    _key("apostrophe", "bookmark('bookmark')", N_("Bookmark here: on or off"), "bookmark"),
    _key("quotation_mark", "bookmarks", N_("List of bookmarks and of what is for later"), "bookmarks"),
    _key("d", "bookmark('later')", N_("Flag the passage for later: on or off"), "later"),
    _key("I", "next_later", N_("Next passage that is flagged for later"), "next-later"),
    _key("Q", "progress", N_("What is left today: progress of each source and the study"), "progress"),
    _key("W", "source(1)", N_("Next source"), "next-source"),
    _key("B", "source(-1)", N_("Previous source"), "previous-source"),
    _key("V", "group", N_("Group the sources by the next variable"), "group"),
    _key("D", "display", N_("How the transcript is set: spacing, width, margin, map, colours"), "display"),
    _key("z", "fold", N_("Fold the side panels away, or show them"), "fold"),
    _key("tab", "panel(1)", N_("Next panel"), "next-panel"),
    _key("shift+tab", "panel(-1)", N_("Previous panel"), "previous-panel"),
    _key("escape", "home", N_("Back to the transcript; again: hits and the panel below go"), "home"),
]
