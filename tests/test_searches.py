"""What searches found is kept, and is found anew where the texts are others."""

from __future__ import annotations

from pathlib import Path

from studies import build_study

from caqda.analysis.corpus import Corpus
from caqda.analysis.query import query
from caqda.analysis.searches import Searches
from caqda.sources import import_files


def test_the_latest_searches_are_made_once_in_each_text() -> None:
    made: list[tuple[str, str]] = []

    def find(search: str, text: str) -> list[tuple[int, int]]:
        made.append((search, text))
        return [(1, 2)] if search == "a" else []

    searches = Searches()
    for search in ("a", "b", "a"):
        for text in ("x", "y", "x"):
            told = searches.spans(search, text, lambda: find(search, text))  # noqa: B023
            assert told.shape == ((1, 2) if search == "a" else (0, 2))
    assert made == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    for number in range(70):
        searches.spans(number, "x", list)
    searches.spans("a", "x", lambda: find("a", "x"))
    assert made[-1] == ("a", "x") and len(made) == 5


def test_a_word_is_looked_for_anew_when_texts_come(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", sources={"k1": "I: Samarbejde?\nK1: Ja.\n"}) as study:
        before = Corpus.read(study)
        assert [found.text for found in query(before, "word:samarbejde")] == ["Samarbejde"]
        more = tmp_path / "k2.txt"
        more.write_text("I: Hvad nu?\nK2: Samarbejdet går godt.\n")
        import_files(study, [more])
        after = Corpus.read(study, before)
        assert [found.text for found in query(after, "word:samarbejde")] == ["Samarbejde", "Samarbejdet"]
        assert [found.text for found in query(before, "word:samarbejde")] == ["Samarbejde"]
