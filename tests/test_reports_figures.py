"""Charts of what was counted."""

import pytest
from studies import build_study

from caqda.analysis.table import Asked, table
from caqda.errors import QueryError
from caqda.reports import parts, render
from caqda.reports.charts import Bars, HeatMap, Timeline
from caqda.reports.config import Config
from caqda.reports.document import Chart
from caqda.reports.figures import chart
from caqda.reports.tables import document

K1 = "I: Hvordan?\nK1: Godt nok. Vi deler.\nI: Og?\nK1: Ledelsen er god.\n"
S1 = "I: Hvem?\nS1: Vi deler intet.\n"


@pytest.fixture
def study(tmp_path):
    with build_study(
        tmp_path / "s.caqda",
        sources={"k1": K1, "s1": S1},
        codes=["viden", "viden/deling", "ledelse", "tom"],
        codings=[
            ("viden/deling", "k1", "Vi deler."),
            ("viden/deling", "s1", "Vi deler intet."),
            ("viden/deling", "k1", "Godt nok."),
            ("ledelse", "k1", "Ledelsen er god."),
            ("ledelse", "k1", "Ledelsen er god.", "MS"),
        ],
        cases={"K1": {"perspektiv": "kommunalt"}, "S1": {"perspektiv": "boligsocialt"}},
    ) as opened:
        yield opened


def drawn(study, kind, **asked):
    return chart(table(study, Asked(by=("perspektiv",), unit="passages", **asked)), kind)


def test_a_crosstab_is_drawn_with_its_numbers_and_without_its_total(study):
    heat = drawn(study, "heat")
    assert isinstance(heat.figure, HeatMap)
    assert heat.figure.labels == ("viden", "deling", "ledelse", "tom")
    assert heat.figure.columns == ("boligsocialt", "kommunalt")
    assert [[mark.number for mark in row] for row in heat.figure.marks] == [[1, 2], [1, 2], [0, 1], [0, 0]]
    assert heat.alternative == ("The largest number is 2: viden, kommunalt. 3 of 8 places have none.")
    bars = drawn(study, "bars", transposed=True)
    assert isinstance(bars.figure, Bars)
    assert bars.figure.labels == ("boligsocialt", "kommunalt")
    assert [mark.text for mark in bars.figure.marks[1]] == ["2", "2", "1", "0"]


def test_what_a_table_keeps_back_its_chart_keeps_back(study):
    marks = drawn(study, "bars", min_cell=3).figure.marks
    assert {(mark.number, mark.text) for row in marks for mark in row if mark.text.startswith("<")} == {
        (None, "<3")
    }


def test_a_matrix_of_codes_is_drawn_too(study):
    told = chart(table(study, Asked(kind="cooccurrence", measure="both")), "heat")
    assert told.figure.labels == told.figure.columns == ("viden", "deling", "ledelse", "tom")


def test_another_kind_of_chart_is_met_with_those_there_are(study):
    with pytest.raises(QueryError, match="heat, bars"):
        drawn(study, "pie")


def test_a_timeline_shows_where_in_a_source_its_codes_stand(study):
    blocks = parts.document(study, Config(parts=("interviews",), interviews=("k1",), language="en"))
    [told] = [one for one in blocks if isinstance(one, Chart)]
    places = [
        (K1.index(words), K1.index(words) + len(words))
        for words in ("Godt nok.", "Vi deler.", "Ledelsen er god.")
    ]
    figure = told.figure
    assert isinstance(figure, Timeline)
    assert figure.labels == ("deling", "ledelse")
    assert figure.spans == (tuple(places[:2]), (places[2],))
    assert figure.length == len(K1)
    assert figure.ticks == ((0, "1"), (12, "2"), (36, "3"), (43, "4"))
    assert told.alternative == "deling in 2 passages; ledelse in 1 passage."


def test_a_written_table_has_its_chart(study):
    told = table(study, Asked(by=("perspektiv",)))
    assert b"<svg" in render(document(told, chart="heat"), "html")
    assert b"<svg" not in render(document(told), "html")
