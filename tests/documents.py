"""A document with a block of every kind, for the tests of its renderers."""

from caqda.reports.charts import Bars, HeatMap, Mark, Timeline
from caqda.reports.document import (
    Cell,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    Later,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Remark,
    Run,
    Speech,
    Table,
    Value,
)
from caqda.reports.provenance import Provenance

ORIGIN = Provenance(
    study="prøve",
    uuid="4a05b1ed-f004-404f-b97d-46ee85e231cb",
    position=7,
    hash="ab" * 32,
    version="0.1.0",
    date="2020-01-01",
    coders=("AB",),
    scope="all codings",
    filters=(),
    sources=1,
    constructed=0,
)


def number(value, unit=""):
    return Cell(str(value), (Value(value, unit),))


def quote(words="Vi deler, hvad vi ved.", **told):
    start = told.pop("start", 0)
    return Quote(
        **{
            "id": "k1:2",
            "speeches": (Speech("K1", words),),
            "who": "K1, leder",
            "place": "tegn 0–22",
            "source": "k1",
            "start": start,
            "end": start + len(words),
            "text": words,
            **told,
        }
    )


def table(**told):
    return Table(
        **{
            "caption": "Cases pr. kode",
            "head": ("Kode", "kommunalt", "I alt"),
            "rows": (
                (Cell("ledelse", link="kode", colour="#aa0000"), number(1), number(3)),
                (
                    Cell("entydig", full="ledelse/entydig", level=1, colour="#00aa00"),
                    Cell("1 (2)", (Value(1, "cases"), Value(2, "passager"))),
                    Cell("50 %", (Value(0.5, "%"),)),
                ),
            ),
            "foot": ((Cell("Cases"), number(1), number(3)),),
            "notes": (("Udtryk: ", Run("ledelse", code=True)), "Kodet af: AB"),
            "anchor": "tabel",
            "name": "Overblik",
            **told,
        }
    )


CHARTS = (
    Chart(
        "Passager pr. kode",
        Bars(
            ("ledelse", "viden"),
            ("kommunalt", "boligsocialt"),
            ((Mark(4, "4"), Mark(2, "2")), (Mark(0, "0"), Mark(None, "<3"))),
            "passager",
        ),
        "Ledelse fylder mest hos de kommunale.",
        anchor="figur",
    ),
    Chart(
        "Koder efter perspektiv",
        HeatMap(("ledelse", "viden"), ("kommunalt",), ((Mark(4, "4"),), (Mark(None, "<3"),)), "passager"),
        "Ledelse står fire steder.",
    ),
    Chart(
        "Koder gennem interviewet",
        Timeline(("ledelse",), (((0, 40), (60, 100)),), 200, ((0, "1"), (100, "2"))),
        "Ledelse fylder i første halvdel.",
    ),
)


def document(*blocks, **told):
    """A document of the blocks."""
    return Document(
        **{"title": "Prøverapport", "language": "da", "provenance": ORIGIN, "blocks": blocks, **told}
    )


def everything(**told):
    """One of every block."""
    return document(
        Paragraph("Materialet er konstrueret.", "notice"),
        Heading(1, "Om", "om"),
        Facts((("Dato", "1. januar"), ("Se", ("tabellen ", Run("her", link="tabel"))))),
        Contents("Indhold"),
        PageBreak(),
        Heading(1, "Fund", "fund"),
        Heading(2, "Ledelse", "kode", aside="1 passage", colour="#aa0000", short="ledelse"),
        Paragraph("Hvem der bestemmer.\nOg hvordan.", "lead"),
        Paragraph(("Et ", Run("vigtigt", strong=True), " og ", Run("fint", emphasis=True), " fund.")),
        Paragraph(Run("Hvem gennemførte interviewene?", blank=True)),
        table(),
        Later(
            lambda: (
                Heading(3, "kommunalt", "kode-0"),
                quote(
                    before="I: Hvordan?",
                    after="I: Tak.",
                    flag="typisk",
                    also=("Se ", Run("tabellen", link="tabel")),
                    remarks=(Remark("Memo (AB)", "Centralt sted."),),
                    anchor="k1-2",
                ),
                quote("Nej.\nJo.", speeches=(Speech("K1", "Nej."), Speech("S1", "Jo.")), id="s1:9"),
            )
        ),
        Listing(("først", ("så ", Run("tabellen", link="tabel")))),
        Listing(("en", "to"), numbered=True),
        *CHARTS,
        Remark("Memo (AB)", "En tanke.\n\nOg en til."),
        **told,
    )
