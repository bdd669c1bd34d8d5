"""The colours that codes are given."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.codebook.colours import PALETTE, clean_colour, next_colour, shade

# How colours are seen without one kind of cone, on linear RGB (Machado, Oliveira and Fernandes, 2009).
EYES = {
    "all cones": np.eye(3),
    "no green cones": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    ),
    "no red cones": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, eyes: np.ndarray) -> np.ndarray:
    """A colour in CIE Lab, where a distance of 10 is plain to see."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(XYZ @ np.clip(eyes @ linear, 0.001, 1) / np.array([0.9505, 1, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", EYES)
def test_the_palette_can_be_told_apart_by_all_eyes(eyes: str) -> None:
    seen = [lab(colour, EYES[eyes]) for colour in PALETTE]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 20


def test_the_next_colour_is_one_used_least() -> None:
    taken: list[str] = []
    for _ in range(2 * len(PALETTE)):
        taken.append(next_colour(taken))
    assert taken == [*PALETTE, *PALETTE]


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.integers(0, 30))
def test_a_shade_is_a_colour_and_another_one(colour: str, number: int) -> None:
    assert clean_colour(shade(colour, number)) != colour
