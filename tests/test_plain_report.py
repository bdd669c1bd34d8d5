"""A report in Markdown, as the preview shows it."""

from __future__ import annotations

from caqda.tui.widgets.plain_report import laid, parts

NUMBERS = """\
**Tabel 1:** Cases

| Kode | beboere | kommunalt |
| --- | ---: | ---: |
| samarbejde/vidensdeling | 2 (13) | \\<5 |
| området | 0 | 12 (3) |

Udtryk: `a \\| b`"""


def shown(markdown: str, width: int) -> list[str]:
    return laid(parts(markdown), width).split("\n")


def test_the_numbers_of_a_table_stand_under_their_heads() -> None:
    assert shown(NUMBERS, 60) == [
        "Tabel 1: Cases",
        "",
        "Kode                     beboere  kommunalt",
        "───────────────────────────────────────────",
        "samarbejde/vidensdeling   2 (13)         <5",
        "området                        0     12 (3)",
        "",
        "Udtryk: a | b",
    ]


def test_in_a_narrow_window_names_go_on_in_the_next_line() -> None:
    lines = shown(NUMBERS, 32)
    at = next(number for number, line in enumerate(lines) if line.startswith("samarbejde/"))
    assert [line.split() for line in lines[at : at + 3]] == [
        ["samarbejde/"],
        ["vidensdeling", "2", "(13)", "<5"],
        ["området", "0", "12", "(3)"],
    ]
    assert max(map(len, lines)) <= 32


def test_codes_stand_under_the_one_above_them_that_has_a_row() -> None:
    rows = ("samarbejde", "samarbejde/vidensdeling", "samarbejde/vidensdeling/sparring", "ledelse/entydig")
    table = "\n".join(["| Kode | Cases |", "| --- | ---: |", *(f"| {row} | 1 |" for row in rows)])
    assert shown(table, 60)[2:] == [
        "samarbejde           1",
        "  vidensdeling       1",
        "    sparring         1",
        "ledelse/entydig      1",
    ]
    assert shown(table, 20)[3:7] == [
        "  vidensdeling     1",
        "    sparring       1",
        "ledelse/",
        "entydig            1",
    ]


def test_where_no_columns_fit_each_row_is_a_sentence() -> None:
    assert "- samarbejde/vidensdeling: beboere 2 (13) · kommunalt <5" in shown(NUMBERS, 20)


def test_long_texts_stand_below_the_name_of_their_row() -> None:
    text = "»Det var godt, og det blev ved med at være godt.« *K1*<br>»Ja.«"
    lines = shown(f"| case | citater | memo |\n| --- | --- | --- |\n| K1 | {text} |  |\n| K2 | a | b |", 60)
    assert lines == [
        "K1",
        "citater: »Det var godt, og det blev ved med at være godt.« K1",
        "»Ja.«",
        "",
        "K2",
        "citater: a",
        "memo: b",
    ]


def test_a_drawing_stands_as_it_is_and_marks_of_the_text_itself_are_kept() -> None:
    lines = shown("# En \\*rapport\\*\n```text\na │██ *2* \\\n| b |\n```\n- **Dato:** i dag", 60)
    assert lines == ["# En *rapport*", "a │██ *2* \\", "| b |", "- Dato: i dag"]
