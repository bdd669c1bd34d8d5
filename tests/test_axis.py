from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from studies import build_study

from caqda.analysis.axis import Axis
from caqda.analysis.corpus import Corpus

FIRST = "Før. \nI: Hvad nu? Ja?\n\nK1: Nej. Det er, som det er.\n"
SECOND = "\n\nK1: Så. Vi ser.\n"


@pytest.mark.parametrize("letter", "ptsw")
def test_distances_count_the_units_that_begin_on_the_way(tmp_path: Path, letter: str) -> None:
    with build_study(tmp_path / "s.caqda", sources={"k1": FIRST, "k2": SECOND}, cases=["K1"]) as study:
        corpus = Corpus.read(study)
        axis = corpus.derive(Axis)
        for number, source in enumerate(axis.ids.tolist()):
            segments, turns = corpus.segments(source), corpus.turns(source)
            starts = {
                "p": segments.paragraphs[:, 0],
                "s": segments.sentences[:, 0],
                "w": segments.words[:, 0],
                "t": turns.start,
            }[letter].tolist()
            offsets = np.arange(corpus.sources[source].characters)
            unit = axis.unit(letter)(offsets + axis.base[number])
            for before, after in pairwise(offsets.tolist()):
                assert unit[after] - unit[before] == (after in starts)


def test_sources_lie_apart_in_natural_order(tmp_path: Path) -> None:
    texts = {"k10": ("abc", None), "k9": ("", None), "k2": ("de", None)}
    with build_study(tmp_path / "s.caqda", sources=texts) as study:
        corpus = Corpus.read(study)
        axis = Axis(corpus)
        assert [corpus.sources[key].name for key in axis.ids.tolist()] == ["k2", "k9", "k10"]
        assert (axis.base.tolist(), axis.limit.tolist()) == ([0, 3, 4], [2, 3, 7])
        assert axis.source_of(np.array([0, 1, 4, 6])).tolist() == [0, 0, 2, 2]
        assert corpus.derive(Axis) is corpus.derive(Axis)
