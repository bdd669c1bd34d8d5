"""The catalogue of translations, brought up to date with the code.

python -m tests.translations           takes in what is marked in the code, and compiles what is translated
python -m tests.translations --check   tells what is missing, and changes nothing

What is marked with ``_``, ``N_`` and ``ngettext`` is taken from the source; the help texts of commands, and
the words and panels of keys, from where they are bound.
"""

from __future__ import annotations

import re
import string
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "caqda"
PO = PACKAGE / "locale" / "da" / "LC_MESSAGES" / "caqda.po"
MO = PO.with_suffix(".mo")

_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_HEADER = "# The Danish interface of caqda. Update it with: python -m tests.translations"


def wanted() -> Catalog:
    """All messages of the code, without translations."""
    found = Catalog(locale="da", project="caqda", header_comment=_HEADER, fuzzy=False)
    # The order of the file system decides nothing.
    texts = sorted(
        extract_from_dir(PACKAGE, [("**.py", "python")], keywords=_KEYWORDS), key=lambda one: one[:2]
    )
    for name, _line, message, *_ in texts:
        found.add(message, locations=[(f"caqda/{name}", 0)])
    for place, message in (*_commands(), *_keys()):
        found.add(message, locations=[(place, 0)])
    return found


def _commands() -> list[tuple[str, str]]:
    import typer

    from caqda.cli.app import app
    from caqda.cli.helps import texts

    return [("caqda/cli", text) for _thing, _name, text in texts(typer.main.get_command(app))]


def _keys() -> list[tuple[str, str]]:
    from caqda.tui.keys import NAMES
    from caqda.tui.panels import PANELS

    titles = [one.title for one in PANELS] + [*NAMES.values(), "This screen", "This panel", "Everywhere"]
    words = [binding.description for one in PANELS for binding in one.bindings if binding.description]
    return [("caqda/tui", text) for text in (*titles, *words)]


def written() -> Catalog:
    """The catalogue as it is in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="da")


def faults() -> list[str]:
    """What is not as it should be, a line each."""
    code, there = wanted(), written()
    told = [f"not in the catalogue: {one.id}" for one in code if one.id and one.id not in there]
    told += [f"no longer in the code: {one.id}" for one in there if one.id and one.id not in code]
    told += [f"no longer in the code: {one}" for one in there.obsolete]
    for one in there:
        if one.id:
            told += faults_of(one)
    with MO.open("rb") as file:
        if _translations(read_mo(file)) != _translations(there):
            told.append("the .mo is not what the .po compiles to")
    return told


def faults_of(one: Message) -> list[str]:
    originals = one.id if isinstance(one.id, tuple) else (one.id,)
    forms = one.string if isinstance(one.string, tuple) else (one.string,)
    if one.fuzzy or not all(forms) or len(forms) != len(originals):
        return [f"not translated: {one.id}"]
    # A form for one thing may say so in a word, without its number.
    fields = [_fields(text) for text in originals]
    return [
        f"other fields in: {form}"
        for form, own in zip(forms, fields, strict=True)
        if not _fields(form) <= set().union(*fields) or own - _fields(form) - {"n"}
    ]


def _fields(text: str) -> set[str]:
    """The named fields of a sentence; braces that are none are left alone."""
    try:
        return {
            f"{name}:{spec}" if spec else name for _, name, spec, _ in string.Formatter().parse(text) if name
        }
    except ValueError:
        return set(re.findall(r"{(\w+)}", text))


def _translations(catalog: Catalog) -> set[str]:
    told = [(one.id, one.string) for one in catalog if one.id and any(one.string)]
    return {"\0".join(("".join(message), *translation)) for message, translation in told}


def compiled(catalog: Catalog) -> bytes:
    """The catalogue in the form that is read at run time."""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # says nothing
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update() -> None:
    """Take in what is new in the code, drop what is gone, and compile."""
    fresh = wanted()
    there = written() if PO.exists() else Catalog(locale="da")
    for one in fresh:
        if one.id and (known := there.get(one.id)) is not None and known.string:
            one.string = known.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, fresh, width=100, no_location=False, sort_output=False, include_lineno=False)
    # Without the dates of its making, the same code gives the same file.
    PO.write_bytes(
        re.sub(
            rb'(?m)^"(POT-Creation|PO-Revision|Generated|Report|Last|Project|Language-Team).*\n',
            b"",
            out.getvalue(),
        )
    )
    MO.write_bytes(compiled(written()))


if __name__ == "__main__":
    if "--check" not in sys.argv:
        update()
    left = faults()
    print(*left, sep="\n")
    sys.exit(bool(left))
