"""The keys of the transcript itself: moving and selecting. What is done to a selection, the screen binds.

On a Danish keyboard ``[ ] { }`` need AltGr, so each has a twin within reach: ``J K`` for paragraphs, ``L H``
for turns (the capitals of the keys that move by row and character: the same hand, a longer step), ``+ -`` for
codings. ``]`` and ``[`` wait for a second key: ``t`` for a turn, ``c`` for a coding.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _move(keys: str, kind: str, step: int, name: str, words: str) -> Binding:
    return Binding(keys, f"move('{kind}', {step})", words, id=f"transcript.{name}", show=False)


def _extend(keys: str, kind: str, step: int, name: str, words: str) -> Binding:
    return Binding(keys, f"move('{kind}', {step}, True)", words, id=f"transcript.{name}", show=False)


def _other(keys: str, action: str, name: str, words: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, id=f"transcript.{name}", show=show)


BINDINGS: list[BindingType] = [
    _move("down,j", "row", 1, "down", "Row down"),
    _move("up,k", "row", -1, "up", "Row up"),
    _move("right,l", "grapheme", 1, "right", "Character right"),
    _move("left,h", "grapheme", -1, "left", "Character left"),
    _move("w,ctrl+right", "word", 1, "next-word", "Next word"),
    _move("b,ctrl+left", "word", -1, "previous-word", "Previous word"),
    _move("right_parenthesis", "sentence", 1, "next-sentence", "Next sentence"),
    _move("left_parenthesis", "sentence", -1, "previous-sentence", "Previous sentence"),
    _move("right_curly_bracket,J", "paragraph", 1, "next-paragraph", "Next paragraph"),
    _move("left_curly_bracket,K", "paragraph", -1, "previous-paragraph", "Previous paragraph"),
    _move("L", "turn", 1, "next-turn", "Next turn"),
    _move("H", "turn", -1, "previous-turn", "Previous turn"),
    _move("plus", "coding", 1, "next-coding", "Next coding"),
    _move("minus", "coding", -1, "previous-coding", "Previous coding"),
    _other("right_square_bracket", "prefix(1)", "next", "] then t: next turn, c: next coding"),
    _other("left_square_bracket", "prefix(-1)", "previous", "[ then t: previous turn, c: previous coding"),
    _move("home", "edge", -1, "row-start", "Start of the row"),
    _move("end", "edge", 1, "row-end", "End of the row"),
    _move("g,ctrl+home", "text", -1, "top", "Start of the text"),
    _move("G,ctrl+end", "text", 1, "bottom", "End of the text"),
    _move("ctrl+d", "half", 1, "half-down", "Half a page down"),
    _move("ctrl+u", "half", -1, "half-up", "Half a page up"),
    _move("pagedown", "page", 1, "page-down", "Page down"),
    _move("pageup", "page", -1, "page-up", "Page up"),
    _extend("shift+down", "row", 1, "extend-down", "Extend by a row"),
    _extend("shift+up", "row", -1, "extend-up", "Extend back by a row"),
    _extend("shift+right", "grapheme", 1, "extend-right", "Extend by a character"),
    _extend("shift+left", "grapheme", -1, "extend-left", "Extend back by a character"),
    _extend("shift+home", "edge", -1, "extend-row-start", "Extend to the start of the row"),
    _extend("shift+end", "edge", 1, "extend-row-end", "Extend to the end of the row"),
    _other("v", "select_freely", "select-freely", "Select freely: the moves extend", show=True),
    _other("o", "other_end", "other-end", "Move the other end of the selection"),
    _other(
        "0", "letters", "letters", "Letters on the sentences in sight: one selects it, one more to an end"
    ),
    _other("e", "grow('word')", "select-word", "Select the word; again: the next too"),
    _other("s", "grow('sentence')", "select-sentence", "Select the sentence; again: the next too", show=True),
    _other("p", "grow('paragraph')", "select-paragraph", "Select the paragraph; again: the next too"),
    _other("t", "grow('turn')", "select-turn", "Select the turn; again: the next too"),
    _other("E", "shrink('word')", "drop-word", "Selection without its last word"),
    _other("S", "shrink('sentence')", "drop-sentence", "Selection without its last sentence"),
    _other("P", "shrink('paragraph')", "drop-paragraph", "Selection without its last paragraph"),
    _other("T", "shrink('turn')", "drop-turn", "Selection without its last turn"),
    _other("y", "widen", "widen", "Widen the selection: word, sentence, paragraph, turn"),
    _other("Y", "narrow", "narrow", "Narrow the selection: turn, paragraph, sentence, word"),
    _other("escape", "drop_selection", "drop-selection", "Drop the selection"),
    _other("n", "hit(1)", "next-hit", "Next hit"),
    _other("N", "hit(-1)", "previous-hit", "Previous hit"),
]

SEQUENCES = {"t": "turn", "c": "coding"}
"""What the second key after ``]`` or ``[`` moves by."""
