"""Office files against their standards: what is not valid is 'repaired' on opening, or refused."""

import docx
import pytest
from documents import document, everything, number, table
from openxml_audit import OdfValidator, OpenXmlValidator, ValidationSeverity

from caqda import demo
from caqda.reports import report, write
from caqda.reports.config import PARTS, Config
from caqda.reports.document import Cell, Listing, Records, Table

ABSENT = ("relationships/theme'", "relationships/fontTable'")
"""Parts that Office makes itself where a file has none."""

WIDE = Table("Bred", tuple("abcdefghij"), ((Cell("a", level=2), *(number(at) for at in range(9))),))
CASES = {
    "everything": everything(
        subtitle="Under", author="Et team", records=Records(("id", "n"), lambda: [("=1", 2)])
    ),
    "odd": document(
        WIDE, table(rows=(), foot=(), notes=()), Listing(("a",), numbered=True), WIDE, language="en"
    ),
    "empty": document(),
}


def problems(path):
    validator = OdfValidator() if path.suffix == ".odt" else OpenXmlValidator()
    result = validator.validate(str(path))
    errors = [str(one) for one in result.errors if one.severity is ValidationSeverity.ERROR]
    return [error for error in errors if not any(part in error for part in ABSENT)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", ["docx", "odt", "xlsx"])
def test_a_file_is_as_its_standard_says(tmp_path, case, form):
    path = tmp_path / f"r.{form}"
    write(CASES[case], path)
    assert problems(path) == []


def test_a_report_in_a_template_is_as_its_standard_says(tmp_path):
    template = tmp_path / "skabelon.docx"
    docx.Document().save(template)
    path = tmp_path / "r.docx"
    write(CASES["everything"], path, template=template)
    assert set(problems(path)) <= set(problems(template))


def test_a_report_of_all_parts_is_as_its_standard_says(tmp_path):
    """Its thousands of elements each with its children in the order that Word demands of them."""
    chosen = {"codes": ("samarbejde",), "interviews": ("05-foelgegruppe-birkeparken",)}
    config = Config(parts=PARTS, by="perspektiv", **chosen)
    with demo.build(tmp_path / "demo.caqda") as study:
        for form in ("docx", "odt"):
            path = tmp_path / f"r.{form}"
            report(study, path, config=config)
            assert problems(path) == []
