"""The colours of codes: what a person may write, and what a new code is given."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterable

from caqda.errors import ChangeError
from caqda.quoting import quoted
from caqda.wording import _

PALETTE = (
    "#5ab4ff", "#b4d200", "#5a00ff", "#a55a5a", "#0fe178", "#a500a5",
    "#5ad2e1", "#963c78", "#965aff", "#96961e", "#3cd2a5", "#784b0f",
)  # fmt: skip
"""Two of each sixth of the colour circle, as far apart as may be for all eyes, the farthest first."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_DARKEST, _LIGHTEST = 0.22, 0.80
_STEPS = (0.10, -0.10, 0.18, -0.18, 0.05, -0.05, 0.14, -0.14)


def clean_colour(colour: str) -> str:
    """The colour as ``#rrggbb`` in small letters; raises ChangeError where it is none."""
    given = colour.strip().lower()
    if not _HEX.fullmatch(given):
        raise ChangeError(
            _("{colour} is not a colour; write it as #rrggbb, such as {such}.").format(
                colour=quoted(colour), such=PALETTE[0]
            )
        )
    return given if len(given) == 7 else "#" + "".join(2 * digit for digit in given[1:])


def next_colour(taken: Iterable[str]) -> str:
    """The first colour of the palette that is used least."""
    uses = Counter(taken)
    return min(PALETTE, key=lambda colour: uses[colour])


def shade(colour: str, number: int) -> str:
    """The colour of the sub-code with that number (from 0) under a code of ``colour``: lighter or darker."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    step = _STEPS[number % len(_STEPS)]
    if not _DARKEST <= light + step <= _LIGHTEST:
        step = -step / 2
    parts = colorsys.hls_to_rgb(hue, min(_LIGHTEST, max(_DARKEST, light + step)), strength)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
