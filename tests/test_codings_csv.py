"""Codings as a table: what goes out comes in again, and what is wrong is said with its row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import build_study

from caqda.errors import InputError
from caqda.exchange.codings_csv import Summary, apply, export
from caqda.exchange.tables import read_table
from caqda.study import Study

TEXTS = {
    "k1": ("K1: Vi deler viden, altså 👩🏽‍🔬.\nDet er æøå.\n", None),
    "=k2": ('K2: Nej.\n\nJo, "måske".\n', None),
}
CODES = ["ledelse", "ledelse/entydig, klar", "viden", "-minus"]
HEADER = "source,start,end,code,coder,memo\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with build_study(tmp_path / "s.caqda", TEXTS, CODES) as made:
        yield made


def fresh(folder: str, name: str) -> Study:
    return build_study(Path(folder) / f"{name}.caqda", TEXTS, CODES)


def sound(study: Study) -> bool:
    return study.journal.faults() == []


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
) | st.sampled_from(["=1+1", "'=x", 'a "b", c', "a\n\nb", "\r\n", " -x", "a;b\tc", "'", "@"])
NAMES = st.sampled_from(["AB", "CD", "=EF", "Øå, jr."])
PASSAGES = st.tuples(st.sampled_from(sorted(TEXTS)), st.integers(0, 18), st.integers(1, 5))


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.tuples(PASSAGES, st.sampled_from(CODES), NAMES),
        st.lists(st.tuples(NAMES, WORDS), max_size=3),
        max_size=6,
    )
)
def test_export_and_apply_are_inverse(
    told: dict[tuple[tuple[str, int, int], str, str], list[tuple[str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh(folder, "a") as a, fresh(folder, "b") as b:
        with a.change("x", "x"):
            for ((source, start, length), code, coder), memos in told.items():
                coding = a.apply(code, source, start, start + length, coder=coder)
                for by, memo in memos:
                    a.write_memo(memo, coding=coding, coder=by)
        table = export(a)
        summary = apply(b, table, "t.csv")
        assert export(b) == table
        assert (summary.applied, summary.already_there) == (len(told), 0)
        for there in (a, b):
            assert apply(there, table, "t.csv").already_there == len(told)
            assert export(there) == table
            assert sound(there)


def test_through_a_file_nothing_changes_either(study: Study, tmp_path: Path) -> None:
    study.apply("viden", "k1", 4, 9, memo='=a, "b"\nc;d')
    path = tmp_path / "c.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(export(study).encode(encoding))
        assert dict(read_table(path).rows[0][1])["memo"] == '\'=a, "b"\nc;d'


def test_the_table_is_what_was_promised(study: Study) -> None:
    study.apply("viden", "k1", 4, 9, memo="min")
    study.apply("ledelse/entydig, klar", "=k2", 0, 3, coder="CD")
    assert export(study) == (HEADER + '\'=k2,0,3,"ledelse/entydig, klar",CD,\n' + "k1,4,9,viden,AB,min\n")


def test_another_coders_memo_is_a_row_of_its_own(study: Study) -> None:
    coding = study.apply("viden", "k1", 4, 9, memo="min")
    study.write_memo("din", coding=coding, coder="CD")
    assert export(study) == (
        "source,start,end,code,coder,memo,memo_by\nk1,4,9,viden,AB,min,\nk1,4,9,viden,AB,din,CD\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "source,start,end,code\nk1,4,9,viden\n",
        "\ufeffsource;start;end;code\r\nk1;4;9;viden\r\n",
        "code\tend\tstart\tsource\tnote\nviden\t9\t4\tk1\thej\n",
        "source,start,end,code,text\nk1,4,9,viden,Vi de\n",
        "source,start,end,code,text\nk1,4,9,viden,\n",
        "source,start,end,code,coder\nk1,4,9,viden,\n",
        "source,start,end,code\n k1 , 4 ,9, VIDEN \n",
    ],
)
def test_columns_in_any_order_and_only_those_needed(study: Study, text: str) -> None:
    assert apply(study, text, "t.csv") == Summary(1, 0, 0, 1, ("AB",))
    assert export(study) == HEADER + "k1,4,9,viden,AB,\n"


def test_a_coder_can_be_named_for_the_rows_without(study: Study) -> None:
    apply(study, "source,start,end,code,coder\nk1,4,9,viden,\nk1,4,9,viden,EF\n", "t.csv", coder="CD")
    assert export(study) == HEADER + "k1,4,9,viden,CD,\nk1,4,9,viden,EF,\n"


def test_the_coding_keeps_the_text_it_was_made_on(study: Study) -> None:
    apply(study, HEADER + "k1,26,30,viden,AB,\n", "t.csv")
    assert study.read("SELECT text FROM coding") == [("👩🏽‍🔬",)]


def test_a_memo_that_is_there_is_added_to_not_replaced(study: Study) -> None:
    coding = study.apply("viden", "k1", 4, 9, memo="min egen")
    assert apply(study, HEADER + "k1,4,9,viden,AB,egen\n", "t.csv").memos == 1
    assert apply(study, HEADER + "k1,4,9,viden,AB,egen\n", "t.csv").memos == 0
    assert [row[:2] for row in study.memos(coding=coding)] == [("AB", "min egen\n\negen")]


def test_one_transaction_that_can_be_undone(study: Study) -> None:
    study.apply("viden", "k1", 4, 9)
    before, position = export(study), study.journal.position()[0]
    apply(study, HEADER + "k1,4,9,viden,NN,x\nk1,0,3,viden,AB,\n", "dir/t.csv")
    after = export(study)
    assert study.journal.position()[0] == position + 1
    assert study.journal.log(1)[0].summary == "2 rows of codings applied from t.csv"
    study.journal.undo()
    assert export(study) == before
    study.journal.redo()
    assert export(study) == after
    assert sound(study)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", 'row 1: the header has no column "source"'),
        ("source,start,end,kode\n", 'row 1: the header has no column "code"; is it "kode"?'),
        (
            HEADER + "k1,4,9,viden,AB,\nk11,4,9,viden,AB,\n",
            'row 3: There is no source "k11"; did you mean "k1"',
        ),
        (
            HEADER + 'k1,4,9,viden,AB,"a\nb"\nk1,4,9,vide,AB,\n',
            'row 3: There is no code "vide"; did you mean',
        ),
        (HEADER + "k1,4,9,,AB,\n", "row 2: the code is missing"),
        (HEADER + "k1,fire,9,viden,AB,\n", 'row 2: the start is "fire", which is not a whole number'),
        (HEADER + "k1,4,9.5,viden,AB,\n", 'row 2: the end is "9.5", which is not a whole number'),
        (HEADER + "k1,4,,viden,AB,\n", 'row 2: the end is "", which is not a whole number'),
        (HEADER + "k1,-4,9,viden,AB,\n", "row 2: the passage -4 to 9 is negative"),
        (HEADER + "k1,9,4,viden,AB,\n", "row 2: the passage 9 to 4 is reversed"),
        (HEADER + "\nk1,4,4,viden,AB,\n", "row 3: the passage 4 to 4 is empty"),
        (
            HEADER + "k1,4,999,viden,AB,\n",
            "row 2: the passage 4 to 999 goes beyond the text, which ends at 44",
        ),
        (
            "source,start,end,code,text\nk1,4,9,viden,noget andet\n",
            'row 2: the text is "noget andet", but the source has "Vi de" at 4-9',
        ),
        (HEADER + "k1,4,9,viden,A\u202eB,\n", 'row 2: the coder "A·B" has a hidden character'),
        (HEADER + "\x1b[31m,4,9,viden,A,\n", "row 2: There is no source"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(study: Study, rows: str, said: str) -> None:
    study.apply("viden", "k1", 0, 3)
    before, position = export(study), study.journal.position()
    with pytest.raises(InputError) as caught:
        apply(study, rows or "a,b\n", "codings.csv")
    assert said in str(caught.value)
    assert str(caught.value).startswith("codings.csv, row ")
    assert (export(study), study.journal.position()) == (before, position)


def test_it_is_seen_within_a_change_under_way(study: Study) -> None:
    from caqda.codebook import Codebook

    with study.change("both", "a code and codings"):
        Codebook(study).add("ny")
        apply(study, HEADER + "k1,4,9,ny,AB,\n", "t.csv")
    assert export(study) == HEADER + "k1,4,9,ny,AB,\n"
