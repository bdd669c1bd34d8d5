"""What a reader meets on the pages of a report: nothing twice, nothing cut, every number of how many."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from documents import document
from studies import build_study

from caqda.coding.flags import flag
from caqda.reports import render, report
from caqda.reports.build import build
from caqda.reports.charts import Bars, Mark
from caqda.reports.config import Config
from caqda.reports.document import Cell, Document, Heading, PageBreak, Paragraph, Run, Table, stanzas
from caqda.reports.drawing import Box, draw
from caqda.reports.layout import unparted, whole, widths
from caqda.reports.sketch import sketch
from caqda.study import Study

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
K1 = "K1: Det gik godt nok. Ledelsen var tydelig, og den sagde det til os.\n"
LONG = "Ledelsen var tydelig, og den sagde det til os."


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "k2": "K2: Vi fik viden.\n"},
        codings=[
            ("ledelse", "k1", "Ledelsen var tydelig"),
            ("ledelse", "k1", LONG, "CD"),
            ("ledelse", "k1", "var tydelig", "CD"),
            ("viden", "k2", "Vi fik viden"),
        ],
        cases={"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "b"}, "K3": {"perspektiv": "b"}},
    )
    [key] = [row[0] for row in made.read("SELECT id FROM coding WHERE text = 'Ledelsen var tydelig'")]
    made.write_memo("Kort og godt.", coding=key, coder="AB")
    return made


def coding(study: Study, words: str) -> int:
    return int(study.read("SELECT id FROM coding WHERE text = ?", words)[0][0])


def in_word(told: Document) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(render(told, "docx"))) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def quotations(study: Study, code: str = "ledelse") -> list[str]:
    text = report(study, config=Config(parts=("codes",), by="perspektiv", codes=(code,)), format="md")
    return [line.removeprefix("> ") for line in text.splitlines() if line.startswith("> ")]


def test_what_two_coders_chose_within_each_other_is_quoted_once(study: Study) -> None:
    assert quotations(study) == [LONG]
    text = report(study, config=Config(parts=("codes",), by="perspektiv"), format="md")
    assert "kodet af CD · heraf tegn 22–42 kodet af AB · heraf tegn 31–42 kodet af CD" in text
    assert text.count("Kort og godt.") == 1
    assert "3 passager fra 1 case · 1 citat her" in text and "1 passage fra 1 case\n" in text
    flag(study, coding(study, "Ledelsen var tydelig"), "typical")
    assert quotations(study) == ["Ledelsen var tydelig", LONG]  # a flag stands for itself


def test_passages_that_cross_are_one_quotation_that_says_who_coded_what(tmp_path: Path) -> None:
    said = "Vi mødes hver uge, og vi deler det hele, og så går vi hjem igen."
    parts = [("Vi mødes hver uge, og vi deler", "AB"), ("og vi deler det hele", "CD"), ("hjem igen.", "CD")]
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": f"K1: {said}\n", "k2": "K2: Vi mødes aldrig.\n"},
        codings=[("viden", "k1", words, coder) for words, coder in parts],
        cases={"K1": {"perspektiv": "a"}, "K2": {"perspektiv": "a"}},
    ) as made:
        assert quotations(made, "viden") == ["Vi mødes hver uge, og vi deler det hele", "hjem igen."]
        text = report(made, config=Config(parts=("codes",), by="perspektiv"), format="md")
        assert "tegn 4–43 · heraf tegn 4–34 kodet af AB · heraf tegn 23–43 kodet af CD" in text
        assert "3 passager fra 1 af 2 cases · 2 citater her" in text
        [chapter] = json.loads(report(made, format="json", by="perspektiv"))["codes"]
        assert [one["text"] for one in chapter["quotations"]] == [words for words, _ in parts]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_passage_is_in_one_quotation_and_no_words_stand_in_two(tmp_path: Path, seed: int) -> None:
    random, said = Random(seed), " ".join(f"ord{at}" for at in range(400))
    starts = [random.randrange(0, 380) for _ in range(40)]
    parts = [
        (" ".join(f"ord{at}" for at in range(start, start + random.choice((3, 9, 20)))), random.choice("ABC"))
        for start in starts
    ]
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": f"K1: {said}\n"},
        codings=[("viden", "k1", words, coder) for words, coder in parts],
        cases={"K1": {}},
    ) as made:
        [chapter] = build(made, by="case").chapters
        told, passages = list(chapter.find().by_column()), list(chapter.find())
    inside = [(one.start, one.end) for whole in told for one in (whole.within or (whole,))]
    whole = [(one.start, one.end) for one in told if one.within and one.coders]
    assert sorted(inside + whole) == sorted((one.start, one.end) for one in passages)
    assert {one.text for one in passages if not any(one.text in other.text for other in told)} == set()
    longest = 0
    for one, after in pairwise(sorted(told, key=lambda one: (one.start, -one.end))):
        longest = max(longest, one.end)
        assert longest <= after.start or after.end - one.start > 1500


def test_a_group_says_how_many_of_its_quotations_stand_apart(study: Study) -> None:
    flag(study, coding(study, "var tydelig"), "contradicting")
    text = report(study, config=Config(parts=("codes",), by="perspektiv"), format="md")
    assert "3 passager fra 1 case, heraf 1 under modsigelser og grænsetilfælde · 1 citat her" in text
    assert "Hører til under a." in text


def test_a_bar_says_of_how_many_it_is() -> None:
    bars = Bars(("a", "b"), ("Cases",), ((Mark(2, "2 af 5", 5),), (Mark(3, "3 af 3", 3),)), "Cases")
    [sheet] = draw(bars)
    frames = [box.width for box in sheet.shapes if isinstance(box, Box) and not box.fill]
    filled = [box.width for box in sheet.shapes if isinstance(box, Box) and box.fill]
    assert filled[0] / frames[0] == pytest.approx(2 / 5) and filled[1] == frames[1]
    assert [line.count("█") for line in sketch(bars).splitlines() if "af" in line] != [0, 0]


def test_no_memo_is_told_twice(study: Study) -> None:
    study.write_memo("Om det hele.", coder="AB")
    study.write_memo("Om koden.", code=study.code_id("ledelse"), coder="AB")
    parts = ("codes", "memos", "codebook")
    text = report(study, config=Config(parts=parts, by="perspektiv"), format="md")
    for memo in ("Om det hele.", "Om koden.", "Kort og godt."):
        assert text.count(memo) == 1
    alone = report(study, config=Config(parts=("memos",)), format="md").replace("\\", "")
    assert "ledelse · k1:1 · AB" in alone and "Om koden." in alone


def test_the_columns_of_an_even_table_are_as_broad_as_each_other() -> None:
    rows = ((Cell("K1"), Cell("Ord " * 90), Cell("kort")), (Cell("K2"), Cell("–"), Cell("–")))
    first, *others = widths(Table("t", ("Case", "a", "b"), rows, even=True), 9000)
    assert len(set(others)) == 1 and first < others[0]
    assert sum((first, *others)) <= 9000
    assert widths(Table("t", ("Case", "a", "b"), rows), 9000)[1] > others[0]


def test_a_row_is_parted_only_where_it_is_high() -> None:
    columns = [1500, 3000]
    assert whole((Cell("K1"), Cell("Ord " * 80)), columns)
    assert not whole((Cell("K1"), Cell("Ord " * 1000)), columns)
    assert unparted("mål uden for rækkevidde", 2200)
    assert not unparted("koordinationsgruppe", 900)


def test_paragraphs_of_a_cell_are_paragraphs_in_word() -> None:
    cell = Cell(("Et.\n\nTo.", "\n\n", Run("3 passager", emphasis=True)))
    assert [len(stanzas(one)) for one in (cell.text, "a\nb", "")] == [3, 1, 1]
    body = in_word(document(Table("t", ("a", "b"), ((Cell("x"), cell),))))
    cells = [
        ["".join(text.text or "" for text in part.iter(f"{W}t")) for part in one.iter(f"{W}p")]
        for one in body.iter(f"{W}tc")
    ]
    assert cells[-1] == ["Et.", "To.", "3 passager"]


def test_tables_that_lie_on_their_side_follow_each_other_on_such_pages() -> None:
    wide = Table("Bred", tuple("abcdefghij"), (tuple(map(Cell, "abcdefghij")),))
    for between, lying in (((Heading(1, "Mere"),), 1), ((PageBreak(), Heading(1, "Mere")), 2)):
        body = in_word(document(Paragraph("Før."), wide, *between, wide, Paragraph("Efter.")))
        orients = [size.get(f"{W}orient", "portrait") for size in body.iter(f"{W}pgSz")]
        assert orients == ["portrait", *["landscape"] * lying, "portrait"]  # and none of them is empty


def test_of_many_groups_each_theme_has_a_table(tmp_path: Path) -> None:
    names = [f"P{at}" for at in range(8)]
    with build_study(
        tmp_path / "s.caqda",
        sources={name: f"{name}: Vi fik viden.\n" for name in names},
        codings=[("viden", name, "Vi fik viden") for name in names[:-1]],
        cases={name: {"gruppe": "a"} for name in names},
    ) as study:
        text = report(study, config=Config(parts=("themes",), by="case"), format="md")
        few = report(study, config=Config(parts=("themes",), by="gruppe"), format="md")
    assert "viden: citater" in text and "Ingen passager om temaet: P7" in text
    rows = [line for line in text.splitlines() if line.startswith("| P")]
    assert len(rows) == 7 and all(line.count("|") == 3 for line in rows)
    assert "| Tema | a |" in few
    assert "**7 af 8 cases** »Vi fik viden« *P0 · P0:1* »Vi fik viden« *P1 · P1:1* |" in few


def test_an_interview_names_the_coders_where_there_are_several(study: Study) -> None:
    config = Config(parts=("interviews",))
    text = report(study, config=config, format="md")
    assert "**ledelse** (CD): " in text and "**ledelse** (AB): " in text
    assert "**viden**: " in text  # only one has coded that interview
