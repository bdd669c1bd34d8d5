"""The sentences around a passage."""

from __future__ import annotations

import pytest
from studies import build_study

from caqda.analysis.around import sentences_around
from caqda.analysis.corpus import Corpus

TEXT = "I: Gik det?\nK1: Det gik godt nok. Ledelsen var meget tydelig. Det var rart.\nI: Nå.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    path = tmp_path_factory.mktemp("around") / "s.caqda"
    long = "K1: " + "ord og " * 100 + "midt" + " og ord" * 100 + ".\n"
    return Corpus.read(build_study(path, sources={"k1": TEXT, "long": long}, cases=["K1"]))


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("meget", "Ledelsen var ", " tydelig."),
        ("Ledelsen var meget tydelig.", "K1: Det gik godt nok. ", " Det var rart."),
        ("Ledelsen var", "K1: Det gik godt nok. ", " meget tydelig."),
        ("K1: Det gik godt nok.", "", " Ledelsen var meget tydelig."),
        ("Det var rart.", "Ledelsen var meget tydelig. ", ""),
        ("Det gik godt nok. Ledelsen", "K1: ", " var meget tydelig."),
        ("Gik det?\nK1: Det", "I: ", " gik godt nok."),
        (TEXT, "", ""),
    ],
)
def test_the_sentence_or_those_beside_it(corpus: Corpus, words: str, before: str, after: str) -> None:
    start = TEXT.index(words)
    source = corpus.source_named("k1").id
    assert sentences_around(corpus, source, start, start + len(words)) == (before, after)


def test_a_long_sentence_is_cut_at_words(corpus: Corpus) -> None:
    source = corpus.source_named("long").id
    start = corpus.text(source).index("midt")
    before, after = sentences_around(corpus, source, start, start + 4, 20)
    assert (before, after) == ("… og ord og ord og ", " og ord og ord og …")
