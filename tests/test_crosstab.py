from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study

import caqda
from caqda.analysis.corpus import Corpus
from caqda.analysis.crosstab import Cell, Crosstab, crosstab
from caqda.analysis.query import query
from caqda.analysis.scope import Scope
from caqda.errors import QueryError, UnknownName
from caqda.language.segments import words

GROUP = """\
Overskrift
I: Hvad med ledelsen?
K1: Den er god nok.
K2: Den er slet ikke god.
B1: Vi mangler viden om hinanden.
X: Ja.
"""
SOLO = """\
I: Og hos jer?
B2: Viden deler vi ikke.
"""


def counted(told: Crosstab) -> dict[str, list[tuple[int, int, int, int]]]:
    """Each row's cells, and its total, as (cases, sources, passages, words)."""
    return {row.path: [plain(cell) for cell in (*row.cells, row.total)] for row in told.rows}


def plain(cell: Cell) -> tuple[int, int, int, int]:
    return cell.cases, cell.sources, cell.passages, cell.words


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with build_study(
        tmp_path_factory.mktemp("crosstab") / "s.caqda",
        sources={"gruppe": GROUP, "b2": SOLO, "note": ("Ledelse, viden.", "K1"), "bilag": ("Viden.", None)},
        codes=["ledelse", "ledelse/god", "ledelse/dårlig", "viden", "tom"],
        codings=[
            ("ledelse/god", "gruppe", "god nok"),
            ("ledelse/god", "gruppe", "god nok", "CD"),  # equal passages of one code are one
            ("ledelse", "gruppe", "god nok"),  # and one again when sub-codes are rolled up
            ("ledelse/dårlig", "gruppe", "slet ikke god.\nB1: Vi mangler"),  # two cases, two values
            ("ledelse/dårlig", "gruppe", "god nok.\nK2: Den er"),  # two cases, one value
            ("ledelse", "gruppe", "Hvad med ledelsen?"),  # the interviewer
            ("ledelse", "gruppe", "Overskrift"),  # before any turn
            ("ledelse", "note", "Ledelse"),
            ("viden", "gruppe", "viden om hinanden.\nX: Ja."),
            ("viden", "gruppe", "om hinanden", "CD"),  # words within the one before count once
            ("viden", "b2", "hos jer?\nB2: Viden", "CD"),
            ("viden", "bilag", "Viden."),
        ],
        cases={
            "K1": {"perspektiv": "kommunalt"},
            "K2": {"perspektiv": "kommunalt"},
            "B1": {"perspektiv": "boligsocialt"},
            "B2": {},
        },
        variables={"gruppe": {"år": "2020"}, "b2": {"år": "900"}},
        types={"år": "number"},
    ) as study:
        yield Corpus.read(study)


def test_a_passage_is_counted_where_a_researcher_looks_for_it(corpus: Corpus) -> None:
    told = crosstab(corpus, by="perspektiv")
    assert told.columns == ("boligsocialt", "kommunalt", "(none)")
    assert counted(told) == {
        #                 boligsocialt  kommunalt     (none)        total
        "ledelse":        [(1, 1, 1, 2), (2, 2, 4, 8), (0, 1, 2, 0), (3, 2, 6, 10)],
        "ledelse/god":    [(0, 0, 0, 0), (1, 1, 1, 2), (0, 0, 0, 0), (1, 1, 1, 2)],
        "ledelse/dårlig": [(1, 1, 1, 2), (2, 1, 2, 7), (0, 0, 0, 0), (3, 1, 2, 9)],
        "viden":          [(1, 1, 2, 3), (0, 0, 0, 0), (1, 2, 2, 3), (2, 3, 4, 6)],
        "tom":            [(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)],
    }  # fmt: skip
    # (none): B2's four words, X's one and the one of the appendix; the interviewer says none.
    assert [plain(total) for total in told.column_totals] == [(1, 1, 3, 5), (2, 2, 4, 11), (1, 3, 4, 6)]
    assert plain(told.total) == (4, 4, 10, 22)


def test_a_code_alone_does_not_count_its_sub_codes(corpus: Corpus) -> None:
    told = crosstab(corpus, codes=["ledelse", "god"], roll_up=False)
    assert (
        counted(told)
        == {
            "ledelse": [(0, 0, 0, 0), (1, 2, 2, 3), (0, 1, 2, 0), (1, 2, 4, 3)],
            "ledelse/god": [(0, 0, 0, 0), (1, 1, 1, 2), (0, 0, 0, 0), (1, 1, 1, 2)],
        }
        or told.row("ledelse").total.passages == 4
    )
    assert [row.depth for row in told.rows] == [0, 1]


def test_a_variable_of_the_source_applies_to_all_of_it(corpus: Corpus) -> None:
    told = crosstab(corpus, by="ÅR", codes=["ledelse"])
    assert (told.by, told.columns) == ("år", ("900", "2020", "(none)"))
    assert told.cell("ledelse", "2020").passages == 5
    assert plain(told.cell("ledelse", "(none)")) == (1, 1, 1, 1)


def test_columns_of_sources_and_of_cases(corpus: Corpus) -> None:
    by_source = crosstab(corpus, by="source", codes=["viden"])
    assert by_source.columns == ("b2", "bilag", "gruppe", "note")
    assert counted(by_source) == {
        "viden": [(1, 1, 1, 1), (0, 1, 1, 1), (1, 1, 2, 4), (0, 0, 0, 0), (2, 3, 4, 6)]
    }
    by_case = crosstab(corpus, by="case", codes=["ledelse"])
    assert by_case.columns == ("B1", "B2", "K1", "K2", "(none)")
    assert [cell.passages for cell in by_case.rows[0].cells] == [1, 0, 3, 2, 2]


def test_columns_of_coders_count_what_each_coded(corpus: Corpus) -> None:
    told = crosstab(corpus, by="coder", codes=["viden", "god"])
    assert told.columns == told.coders == ("AB", "CD")
    assert counted(told) == {
        "viden": [(1, 2, 2, 5), (2, 2, 2, 3), (2, 3, 4, 6)],
        "ledelse/god": [(1, 1, 1, 2), (1, 1, 1, 2), (1, 1, 1, 2)],
    }
    # CD coded in two sources, in which four cases say nineteen words.
    assert plain(told.column_total("CD")) == (4, 2, 3, 19)
    assert [passage.coders for passage in told.cell_passages("god", "CD")] == [("AB", "CD")]


def test_shares_say_of_what_they_are_shares(corpus: Corpus) -> None:
    told = crosstab(corpus)
    assert told.share("ledelse", "kommunalt", "cases") == 1
    assert told.share("ledelse", "kommunalt", "words") == 8 / 11
    assert told.share("ledelse", unit="sources") == 2 / 4
    assert told.share("viden", "boligsocialt", of="row") == 2 / 4
    assert told.share("tom", "boligsocialt", of="row") is None
    assert told.share("viden", "boligsocialt", of="words") == 1000 * 2 / 5
    assert told.share("viden", unit="words", of="words") == pytest.approx(1000 * 6 / 22)
    with pytest.raises(QueryError, match="choose one of column, row, words"):
        told.share("viden", of="table")


def test_a_share_tells_of_no_number_that_is_kept_back(corpus: Corpus) -> None:
    told = crosstab(corpus, min_cell=2)
    for row in told.rows:
        for column in (*told.columns, None):
            for of, whole in (("column", (None, column)), ("row", (row, None))):
                kept = [one for one in (told.shown(row, column), told.shown(*whole)) if isinstance(one, str)]
                found = told.share(row, column, of=of)
                assert found == kept[0] if kept else not isinstance(found, str)
    assert any(isinstance(told.share(row, "kommunalt"), str) for row in told.rows)


def test_a_cell_leads_to_its_passages(corpus: Corpus) -> None:
    told = crosstab(corpus)
    assert [passage.text for passage in told.cell_passages("ledelse", "(none)")] == [
        "Overskrift", "Hvad med ledelsen?",
    ]  # fmt: skip
    found = told.cell_passages("ledelse", "kommunalt")[0]
    assert (found.codes, found.coders) == (("ledelse", "ledelse/god"), ("AB", "CD"))
    assert len(told.cell_passages("ledelse")) == 6


def test_the_table_as_scripts_read_it(corpus: Corpus) -> None:
    told = crosstab(Scope.of(corpus, coders="CD"), codes=["god"], unit="cases").to_json("words")
    assert told.pop("statistics")["rows"][0]["cases"] == {"boligsocialt": 0, "kommunalt": 1}
    assert told == {
        "by": "perspektiv",
        "columns": ["boligsocialt", "kommunalt", "(none)"],
        "unit": "words",
        "filter": "coders: CD",
        "coders": ["CD"],
        "min_cell": 0,
        "rows": [
            {
                "code": "ledelse/god",
                "cells": {
                    "boligsocialt": {"cases": 0, "sources": 0, "passages": 0, "words": 0},
                    "kommunalt": {"cases": 1, "sources": 1, "passages": 1, "words": 2},
                    "(none)": {"cases": 0, "sources": 0, "passages": 0, "words": 0},
                },
                "total": {"cases": 1, "sources": 1, "passages": 1, "words": 2},
            }
        ],
        "column_totals": {
            "boligsocialt": {"cases": 1, "sources": 1, "passages": 1, "words": 5},
            "kommunalt": {"cases": 2, "sources": 2, "passages": 1, "words": 11},
            "(none)": {"cases": 1, "sources": 3, "passages": 1, "words": 6},
        },
        "total": {"cases": 4, "sources": 4, "passages": 3, "words": 22},
    }


def test_a_scope_narrows_what_the_columns_consist_of(corpus: Corpus) -> None:
    told = crosstab(Scope.of(corpus, where="perspektiv = kommunalt", sources="gruppe"))
    assert told.columns == ("kommunalt",)
    assert plain(told.column_total("kommunalt")) == (2, 1, 3, 9)
    assert plain(told.cell("dårlig")) == (2, 1, 2, 7)  # what B1 says in a shared passage is out
    assert [row.path for row in crosstab(Scope.of(corpus, codes="ledelse")).rows] == [
        "ledelse", "ledelse/god", "ledelse/dårlig",
    ]  # fmt: skip


def test_a_passage_that_fits_only_as_a_whole_keeps_its_cases(corpus: Corpus) -> None:
    told = crosstab(Scope.of(corpus, where="case = K2 and case = B1"), codes=["dårlig"])
    assert counted(told) == {"ledelse/dårlig": [(1, 1, 1, 2), (1, 1, 1, 3), (2, 1, 1, 5)]}


def test_rows_of_queries_and_of_a_level(corpus: Corpus) -> None:
    asked = ["viden and turn where case = B1", "text:Viden"]
    told = crosstab(corpus, queries=asked)
    assert [(row.code, row.path) for row in told.rows] == [(0, text) for text in asked]
    assert counted(told) == {
        #                boligsocialt  kommunalt     (none)        total
        asked[0]:       [(1, 1, 1, 3), (0, 0, 0, 0), (0, 0, 0, 1), (1, 1, 1, 4)],
        asked[1]:       [(0, 0, 0, 0), (0, 0, 0, 0), (1, 2, 2, 2), (1, 2, 2, 2)],
    }  # fmt: skip
    assert [passage.text for passage in told.cell_passages(asked[0])] == ["viden om hinanden.\nX: Ja."]
    assert [row.path for row in crosstab(corpus, level=2).rows] == ["ledelse/god", "ledelse/dårlig"]
    both = crosstab(corpus, level=1, queries=["ledelse"])
    assert [row.path for row in both.rows] == ["ledelse", "viden", "tom"]  # a code is not there twice
    with pytest.raises(QueryError, match="no codes at level 3; the deepest is 2"):
        crosstab(corpus, level=3)
    with pytest.raises(QueryError, match="turn turn"):
        crosstab(corpus, queries=["turn turn"])


def test_columns_of_codes_and_of_queries(corpus: Corpus) -> None:
    told = crosstab(corpus, by="ledelse/", codes=["ledelse", "viden"])
    assert (told.by, told.columns) == ("ledelse/", ("god", "dårlig"))
    assert counted(told) == {
        "ledelse": [(1, 1, 2, 2), (3, 1, 3, 9), (3, 2, 6, 10)],
        "viden": [(0, 0, 0, 0), (0, 0, 0, 0), (2, 3, 4, 6)],
    }
    assert [plain(total) for total in told.column_totals] == [(1, 1, 2, 2), (3, 1, 3, 9)]
    assert [passage.text for passage in told.cell_passages("ledelse", "god")] == [
        "god nok", "god nok.\nK2: Den er",
    ]  # fmt: skip
    assert told.shared_cases == 1
    named = crosstab(corpus, columns=["ledelse/god", "turn where case = B1", "ledelse/god"], codes=["viden"])
    assert (named.by, named.columns) == ("query", ("god", "turn where case = B1"))
    assert [cell.passages for cell in named.rows[0].cells] == [0, 2]
    with pytest.raises(QueryError, match="no codes beneath"):
        crosstab(corpus, by="viden/")
    with pytest.raises(QueryError, match="either values"):
        crosstab(corpus, by="perspektiv", columns=["viden"])


def test_what_does_not_exist_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UnknownName, match='did you mean "perspektiv"'):
        crosstab(corpus, by="perspektive")
    with pytest.raises(UnknownName, match="lidelse"):
        crosstab(corpus, codes=["lidelse"])
    with pytest.raises(QueryError, match="cases, sources, passages, words"):
        crosstab(corpus, unit="tegn")
    told = crosstab(corpus, codes=["viden"])
    with pytest.raises(UnknownName, match="not a row"):
        told.row("god")
    with pytest.raises(UnknownName, match="not a column"):
        told.cell("viden", "politi")


def test_an_empty_study_has_an_empty_table(tmp_path: Path) -> None:
    with build_study(tmp_path / "s.caqda", codes=["a"]) as study:
        for by in ("source", "case", "coder"):
            told = caqda.crosstab(study, by=by)
            assert (told.columns, plain(told.rows[0].total), plain(told.total)) == ((), (0,) * 4, (0,) * 4)


# -- brute force over characters ---------------------------------------------------------------------------

CODES = ["t", "t/u", "t/u/x", "t/v", "w"]
CASES = ["K1", "K2", "K3"]
VALUES = st.sampled_from([None, "a", "b"])
Voice = tuple[str, str | None]


@dataclass
class Told:
    """A random study, as a person would tell it."""

    sources: dict[str, list[tuple[str, int]]]  # turns: label and number of words
    of_cases: dict[str, str | None]
    of_sources: dict[str, str | None]
    codings: list[tuple[str, str, int, int, str]]

    def text(self, source: str) -> str:
        return "Til.\n" + "".join(f"{label}: {'ja og ' * count}.\n" for label, count in self.sources[source])

    def turns(self, source: str) -> list[tuple[str, int, int]]:
        found, at = [], 5
        for label, count in self.sources[source]:
            end = at + len(label) + 4 + 6 * count
            found.append((label, at, end))
            at = end
        return found

    def voice(self, source: str, label: str) -> Voice:
        return source, label if label in CASES else None

    def values(self, voice: Voice) -> set[str]:
        said = {self.of_sources[voice[0]], self.of_cases.get(voice[1] or "")}
        return {value for value in said if value is not None} or {"(none)"}

    def voices(self, source: str, start: int, end: int) -> set[Voice]:
        met = {self.voice(source, who) for who, low, high in self.turns(source) if low < end and start < high}
        return {voice for voice in met if voice[1]} or {(source, None)}

    def said_words(self, source: str) -> list[tuple[Voice, int, int]]:
        text = self.text(source)
        return [
            (self.voice(source, who), start, end)
            for who, low, high in self.turns(source)
            if who != "I"
            for start, end in words(text)
            if low + len(who) + 2 <= start < high
        ]

    def cell(self, codes: set[str], value: str | None) -> tuple[int, int, int, int]:
        """What a row of codes counts in the column of a value; in all, where it is None."""
        spans = {(source, start, end) for code, source, start, end, _ in self.codings if code in codes}

        def fits(voice: Voice) -> bool:
            return value is None or value in self.values(voice)

        there = {span: {voice for voice in self.voices(*span) if fits(voice)} for span in spans}
        found = {span for span, voices in there.items() if voices}
        covered = {(source, at) for source, start, end in spans for at in range(start, end)}
        said = [
            (source, start)
            for source in self.sources
            for voice, start, end in self.said_words(source)
            if fits(voice) and any((source, at) in covered for at in range(start, end))
        ]
        cases = {case for voices in there.values() for _, case in voices if case}
        return len(cases), len({source for source, _, _ in found}), len(found), len(said)

    def both(self, codes: set[str], others: set[str]) -> tuple[int, int, int, int]:
        """What a row of codes counts in a column of other codes: what the text of both is."""
        mine = {(source, start, end) for code, source, start, end, _ in self.codings if code in codes}
        covers = [
            {
                (source, at)
                for code, source, start, end, _ in self.codings
                if code in family
                for at in range(start, end)
            }
            for family in (codes, others)
        ]
        common = covers[0] & covers[1]
        stretches: list[tuple[str, int, int]] = []
        for source, at in sorted(common):
            if stretches and stretches[-1][::2] == (source, at):
                stretches[-1] = (source, stretches[-1][1], at + 1)
            else:
                stretches.append((source, at, at + 1))
        found = [one for one in mine if any((one[0], at) in common for at in range(*one[1:]))]
        said = [
            start
            for source in self.sources
            for _, start, end in self.said_words(source)
            if any((source, at) in common for at in range(start, end))
        ]
        cases = {case for stretch in stretches for _, case in self.voices(*stretch) if case}
        return len(cases), len({source for source, _, _ in stretches}), len(found), len(said)


@st.composite
def told_studies(draw: st.DrawFn) -> Told:
    turns = st.lists(
        st.tuples(st.sampled_from(["I", "X", *CASES]), st.integers(0, 3)), min_size=1, max_size=5
    )
    names = ["s1", "s2"]
    told = Told(
        {name: draw(turns) for name in names},
        {name: draw(VALUES) for name in CASES},
        {name: draw(st.sampled_from([None, None, "a", "b"])) for name in names},
        [],
    )
    for _ in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from(names))
        start = draw(st.integers(0, len(told.text(source)) - 1))
        end = min(len(told.text(source)), start + draw(st.sampled_from([1, 4, 7, 15, 40])))
        told.codings.append(
            (draw(st.sampled_from(CODES)), source, start, end, draw(st.sampled_from(["AB", "CD"])))
        )
    told.codings = sorted(set(told.codings))
    return told


@settings(max_examples=25, deadline=None)
@given(told_studies(), st.booleans())
def test_every_cell_is_what_counting_by_hand_gives(told: Told, roll_up: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = build_study(
            Path(folder) / "s.caqda",
            sources={name: told.text(name) for name in told.sources},
            codes=CODES,
            codings=told.codings,
            cases={name: {"v": value} if value else {} for name, value in told.of_cases.items()},
            variables={name: {"v": value} for name, value in told.of_sources.items() if value},
        )
        with study:
            corpus = Corpus.read(study)
            if not corpus.variables:
                return
            table = crosstab(corpus, by="v", roll_up=roll_up)
            by_coder = crosstab(corpus, by="coder", roll_up=roll_up)
            for at, name in enumerate(by_coder.columns):
                theirs = crosstab(Scope.of(corpus, coders=name), by="v", roll_up=roll_up)
                assert [row.cells[at] for row in by_coder.rows] == [row.total for row in theirs.rows]
            [asked] = crosstab(corpus, by="v", queries=["=w or =t/u"]).rows
            for column, cell in zip((*table.columns, None), (*asked.cells, asked.total), strict=True):
                assert plain(cell) == told.cell({"w", "t/u"}, column)
            for row in table.rows:
                codes = {
                    code
                    for code in CODES
                    if code == row.path or (roll_up and code.startswith(row.path + "/"))
                }
                assert plain(row.total) == told.cell(codes, None)
                for column, cell in zip(table.columns, row.cells, strict=True):
                    assert plain(cell) == told.cell(codes, column)
                    found = table.cell_passages(row, column)
                    assert len(found) == cell.passages
                    if roll_up and column != "(none)":
                        asked = query(corpus, f'{row.path} where v = "{column}"')
                        assert asked == found
                regions = crosstab(corpus, codes=[row.path], roll_up=roll_up, columns=["t", "=w"])
                assert [plain(cell) for cell in regions.rows[0].cells] == [
                    told.both(codes, {code for code in CODES if code[0] == "t"}), told.both(codes, {"w"}),
                ]  # fmt: skip
                assert [len(regions.cell_passages(row.path, name)) for name in ("t", "=w")] == [
                    cell.passages for cell in regions.rows[0].cells
                ]
                hidden = {"a", "b", "(none)"} - {*table.columns}
                assert all(told.cell(codes, column)[2] == 0 for column in hidden)
                sizes = [cell.passages for cell in row.cells]
                assert max(sizes, default=0) <= row.total.passages <= sum(sizes)
