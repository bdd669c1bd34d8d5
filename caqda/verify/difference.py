"""What a quotation says and what was said, side by side: word for word, with its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+(?:['\-]\w+)*|[^\w\s]")
_CLOSERS = ".,;:!?…"


@dataclass(frozen=True, slots=True)
class Step:
    """A piece that is the ``same``, only in the interview (``left out``) or only quoted (``put in``)."""

    kind: str
    text: str


def same(quoted: str, said: str) -> bool:
    """Whether a quotation is as it was said, but for its first capital and the mark at its end."""
    return _bare(quoted) == _bare(said)


def difference(quoted: str, said: str) -> tuple[Step, ...]:
    """The steps from what was said to what is quoted, in order. Both are plain texts."""
    from rapidfuzz.distance import Indel

    before, after = _tokens(said), _tokens(quoted)
    steps: list[Step] = []
    for step in Indel.opcodes([token for token, _ in before], [token for token, _ in after]):
        if step.tag == "equal":
            steps.append(Step("same", _text(after[step.dest_start : step.dest_end])))
            continue
        if step.src_end > step.src_start:
            steps.append(Step("left out", _text(before[step.src_start : step.src_end])))
        if step.dest_end > step.dest_start:
            steps.append(Step("put in", _text(after[step.dest_start : step.dest_end])))
    return tuple(steps)


def shown(steps: Sequence[Step]) -> str:
    """Steps as one line: ``[-left out-]``, ``{+put in+}``."""
    forms = {"same": "{}", "left out": "[-{}-]", "put in": "{{+{}+}}"}
    return "".join(
        step.text.replace(step.text.strip(), forms[step.kind].format(step.text.strip()), 1) for step in steps
    ).strip()


def _bare(text: str) -> str:
    text = text.strip().rstrip(_CLOSERS + "\"'-").strip().lstrip("\"'-… ")
    return text[:1].casefold() + text[1:]


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words and marks, each with the space before it."""
    found, end = [], 0
    for token in _TOKEN.finditer(text):
        found.append((token[0], text[end : token.start()]))
        end = token.end()
    return found


def _text(tokens: Sequence[tuple[str, str]]) -> str:
    return "".join(space + token for token, space in tokens)
