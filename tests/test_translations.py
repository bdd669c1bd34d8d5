"""The Danish interface: its catalogue holds every sentence of the code, and what is shown is Danish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations
from babel.messages.catalog import Catalog

from caqda import help as manual
from caqda import wording


@pytest.fixture
def _danish() -> Iterator[None]:
    wording.use("da")
    yield
    wording.use("en")


def test_every_sentence_is_translated_and_the_compiled_catalogue_is_that() -> None:
    assert translations.faults() == []


@pytest.mark.parametrize(
    ("message", "translated", "whole"),
    [
        ("Coded: {names}", "Kodet: {names}", True),
        ("Coded: {names}", "Kodet: {navne}", False),
        ("Coded: {names}", "Kodet", False),
        ("Coded: {names}", "", False),
        (("{n} code", "{n} codes"), ("én kode", "{n} koder"), True),
        (("{n} code", "{n} codes"), ("{n} kode", "koder"), True),
        (("{n} code", "{n} codes"), ("{n} kode", ""), False),
        (("{n} code of {all}", "{n} codes of {all}"), ("{n} kode", "{n} koder af {all}"), False),
    ],
)
def test_a_translation_has_the_fields_and_forms_of_the_original(
    message: str | tuple[str, str], translated: str | tuple[str, str], whole: bool
) -> None:
    catalog = Catalog(locale="da")
    catalog.add(message, translated)
    (one,) = (one for one in catalog if one.id)
    assert (translations.faults_of(one) == []) is whole


@pytest.mark.usefixtures("_danish")
def test_numbers_choose_the_form() -> None:
    assert wording.ngettext("{n} coding", "{n} codings", 1).format(n=1) == "1 kodning"
    assert wording.ngettext("{n} coding", "{n} codings", 2).format(n=2) == "2 kodninger"
    assert wording._("") == ""


@pytest.mark.usefixtures("_danish")
def test_errors_and_help_are_danish(capsys: pytest.CaptureFixture[str]) -> None:
    from caqda.cli.app import run

    assert run(["sources", "findes-ikke.caqda"]) == 2
    assert "Der er ingen undersøgelse i findes-ikke.caqda" in capsys.readouterr().err
    assert run(["codebook", "merge", "--help"]) == 0
    assert "Gør to koder til én" in capsys.readouterr().out


PAGES = sorted(Path(manual.__file__).parent.glob("da/*.md"))


@pytest.mark.usefixtures("_danish")
def test_the_danish_page_of_keys_is_that_of_the_bindings() -> None:
    from caqda.tui.panels import manual_page

    assert manual.page("keys") == manual_page(), "CAQDA_LANGUAGE=da python -m caqda.tui.panels prints it"


@pytest.mark.usefixtures("_danish")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_danish_page_shows_what_the_english_one_shows(page: Path) -> None:
    danish = manual.page(page.stem)
    wording.use("en")
    english = manual.page(page.stem)
    assert danish != english
    assert shown(danish) == shown(english), f"bring {page} up to date"


def shown(text: str) -> set[str]:
    """The keys, commands and expressions that a page names."""
    found = re.findall(r"```\n(.*?)```|`([^`\n]+)`", text, re.DOTALL)
    told = {(block or code).strip().replace("mellemrum", "space") for block, code in found}
    return {"(none)" if one == "(ingen)" else one for one in told}


def test_what_fits_in_a_line_of_80_columns_does_so_in_danish() -> None:
    for one in translations.written():
        hints = isinstance(one.id, str) and ("  " in one.id.strip() or " · " in one.id)
        if hints and "\n" not in one.id and "{" not in one.id and len(one.id) < 79:
            assert len(one.string) < 79, one.string


@pytest.mark.usefixtures("_danish")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("crosstab --foo", "Der er ingen valgmulighed --foo"),
        ("frobnicate", "Der er ingen kommando 'frobnicate'"),
        ("crosstab --by", "Efter '--by' mangler der noget"),
        ("crosstab --unit hej", "'hej' kan ikke stå ved '--unit'; det kan 'cases', 'sources'"),
        ("query", "Der mangler '[STUDY] EXPRESSION'"),
        ("report --context x", "Ved '--context' skal der stå et helt tal"),
        ("report --min-cell -3", "Tallet ved '--min-cell' skal være mindst 0"),
        ("progress one two three", "Der er mere, end der er plads til (two three)"),
        ("keys --init=3", "Efter '--init' kan der intet stå"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_told_of_in_danish(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from caqda.cli.app import run

    assert run(line.split()) == 2
    assert capsys.readouterr().err.startswith(f"caqda: {said}")
