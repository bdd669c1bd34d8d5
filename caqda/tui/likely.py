"""Which codes are likely to be wanted next: those applied last, and those of this interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def likelihoods(
    recent: Sequence[int], here: Mapping[int, int], everywhere: Mapping[int, int]
) -> dict[int, float]:
    """A weight from 0 to 1 for each code that was used; recency counts most."""
    most_here, most = max(here.values(), default=0), max(everywhere.values(), default=0)
    found = {code: 0.1 * number / most for code, number in everywhere.items() if number}
    for code, number in here.items():
        found[code] = found.get(code, 0.0) + 0.2 * number / most_here
    for place, code in enumerate(recent[:20]):
        found[code] = found.get(code, 0.0) + 0.7 * 0.85**place
    return found
