"""What became of the definitions of codes, as the journal has it."""

from __future__ import annotations

from caqda.study import Study


def definitions(study: Study) -> dict[int, tuple[tuple[str, str, str], ...]]:
    """For each code that was defined anew: the times (ISO 8601), who did it, and the words, in order.

    A code that has only ever had one definition is not among them.
    """
    found: dict[int, list[tuple[str, str, str]]] = {}
    for entry, steps in study.journal.changes("code", besides="apply codings"):
        for step in steps:
            if step.after is not None and "definition" in step.after:
                found.setdefault(step.id, []).append((entry.time, entry.coder, step.after["definition"]))
    return {code: tuple(told) for code, told in found.items() if len(told) > 1}
