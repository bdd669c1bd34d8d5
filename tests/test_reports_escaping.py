import json

from html_reading import blocks
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from caqda.reports.document import lines
from caqda.reports.escaping import (
    colour,
    json_text,
    markdown,
    markdown_lines,
    markdown_marks,
    markdown_paragraphs,
    markup_marks,
    markup_paragraphs,
)
from caqda.safety import for_markup, for_terminal

MARKS = "\\`*_[]<>|~$^{}#@&!:;=+-.()/\"'%, \t\n0123abivxwæ\u00a0\u200b\u202e\x1b"
TEXTS = st.text(
    st.sampled_from(MARKS) | st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp")), max_size=40
)


PIECES = (
    *"ab:.-*& \t", "a  b", "     ", "\n", "\n\n", "\n - ", "\n 1. ", "www.", "a://b", ":smile:", "<b>",
    '"', "\u200b",
)  # fmt: skip
PASSAGES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def shown(text):
    return " ".join(for_terminal(text).split())


@given(TEXTS)
def test_markdown_shows_a_text_as_it_was_written(text):
    lines = [line for line in text.split("\n") if line.strip()]
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render("\n\n".join(markdown_lines(text)))
    assert blocks(page) == [("p", shown(line)) for line in lines if shown(line)]


@given(TEXTS)
def test_markdown_in_a_cell_stays_in_it(text):
    page = MarkdownIt("gfm-like", {"linkify": False}).render(
        f"| a | b |\n| - | - |\n| x | {markdown(text)} |\n"
    )
    assert blocks(page) == [("th", "a"), ("th", "b"), ("td", "x"), ("td", shown(text))]


@given(PASSAGES, st.data())
def test_what_is_known_of_a_text_changes_nothing_in_a_stretch_of_it(whole, data):
    start = data.draw(st.integers(0, len(whole)))
    part = whole[start : data.draw(st.integers(start, len(whole)))]
    for text in (part, "\n".join(lines(part))):
        alone = [told for line in lines(text) for told in markdown_lines(line)]
        assert markdown_paragraphs(text, None) == markdown_paragraphs(text, markdown_marks(whole)) == alone
        entities = [for_markup(line) for line in lines(text)]
        assert markup_paragraphs(text, None) == markup_paragraphs(text, markup_marks(whole)) == entities


@given(st.text(max_size=40))
def test_json_text_is_the_same_json(text):
    said = json_text(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(said) == {"text": text}
    assert for_terminal(said) == said


def test_a_colour_that_is_none_is_grey():
    assert colour("#12aBcF") == "#12aBcF"
    for text in ("red", "#12", "#1234567", "#123456;x:y", ""):
        assert colour(text) == "#888888"
