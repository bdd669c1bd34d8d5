from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caqda.importers.speakers import find_turns
from caqda.language import segments


@dataclass(frozen=True)
class Label:
    start: int
    speech: int


def pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def paragraphs(text: str) -> list[str]:
    return pieces(text, segments.paragraphs(text))


def words(text: str) -> list[str]:
    return pieces(text, segments.words(text))


def sentences(text: str, language: str = "da") -> list[str]:
    return pieces(text, segments.sentences(text, language, ()))


def test_a_paragraph_is_a_line_with_the_blank_lines_after_it():
    assert paragraphs("a\nb\n\n \t\nc\n") == ["a\n", "b\n\n \t\n", "c\n"]
    assert paragraphs("\n \na\n") == ["\n \na\n"]
    assert paragraphs("  a") == ["  a"]
    assert paragraphs("") == paragraphs("\n \n\u00a0\n") == []


TEXTS = st.text("ab.? \n\t\u00a0\u200bø") | st.text()


@given(TEXTS)
def test_paragraphs_cover_the_text_and_hold_one_line_each(text):
    found = paragraphs(text)
    assert "".join(found) == (text if text.strip() else "")
    for paragraph in found:
        assert len([line for line in paragraph.split("\n") if line.strip()]) == 1
    for paragraph in found[1:]:
        assert paragraph.split("\n")[0].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det er K1: rødgrød!", ["Det", "er", "K1", "rødgrød"]),
        (
            "en far-søn-aften, boligorg.'s don't d’Or",
            ["en", "far-søn-aften", "boligorg", "s", "don't", "d’Or"],
        ),
        ("nul- til seksårige – ja-", ["nul", "til", "seksårige", "ja"]),
        (
            "kl. 12:30 koster det 1.000,50 kr., 3. gang",
            ["kl", "12:30", "koster", "det", "1.000,50", "kr", "3", "gang"],
        ),
        ("sam\u00adarbejde e\u0301t q\u0323ue", ["sam\u00adarbejde", "e\u0301t", "q\u0323ue"]),
        ("_fed_ **to** 😀 ... – «»", ["fed", "to"]),
        ("слово 言葉", ["слово", "言葉"]),
        ("", []),
    ],
)
def test_words(text, found):
    assert words(text) == found
    assert segments.count_words(text) == len(found)


@given(st.text())
def test_every_letter_is_in_a_word(text):
    spans = segments.words(text)
    inside = {at for start, end in spans for at in range(start, end)}
    assert all(at in inside for at, char in enumerate(text) if char.isalnum())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "marked",
    [
        "Det er godt.|Og det er nyt!|Er det?|Ja.",
        "Vi har f.eks. haft bl.a. ca. 30 unge, dvs. mange, jf. aftalen.|Det er nok.",
        "Mødet er kl. 12.30 den 3. juni i nr. 4.|Det ved vi.",
        "Det var i 2020.|Så kom der 5 mio. kr. i alt.|Det hjalp.",
        "Den 2. gang gik det, den 3. Juni også.",
        "Vi har børn, unge osv.|Men også m.fl. og m.m. i området.",
        "Spørg Dr. Hansen, hr. Jensen og H.C. Andersen.|Det hjælper.",
        "Det ved I.|Men vi ved det ikke.",
        "Det har hun ret i.|Mere siger jeg ikke, og vi gik ned til en å.|Anne kom.",
        "Plan B.|Det var plan B.|Og så kom J. Hansen.",
        "Altså ... jeg tænkte … nej...|Det gik ikke.",
        "»Går det?« spurgte hun.|»Det går.«|Så gik hun.",
        '"Nå!" sagde han.|"Det går ikke."|"Jo."|Så var det det.',
        "Det siger de (uden at mene det!) hver gang.|(griner) Ja.|(Det er rigtigt.)|Nej.",
        "Hvad?!|Nej!!!|Jo.",
        "Det er rart (?) med hjælp.",
        "Det var slut.|Og så gik vi.",
        "Han gik.|så kom hun.",
        "Se www.dr.dk eller version 2.1.3 for mere.|Det hjælper.",
        "3. Mål er vigtige.|Ja.",
        "Ja.|– Nej.|*Måske.*|**Jo.**",
        "Det er 👍!|😀 Ja.",
        "Vi kendte afd. leder og soc. rådgiver.",
    ],
)
def test_danish_sentences(marked):
    assert sentences(marked.replace("|", " ")) == marked.split("|")


def test_a_full_stop_that_lost_its_space_still_ends_a_sentence():
    assert sentences("Det var slut.Og så gik vi.") == ["Det var slut.", "Og så gik vi."]


@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Smith came at 3 p.m. with e.g. a dog, i.e. his own.|It barked.",
        "I ... I don't know.|Do you?|No.|No. 5 is it.",
        "We had apples, pears etc.|They were good.",
        "The U.S. Army said no.|He agreed.",
    ],
)
def test_english_sentences(marked):
    assert sentences(marked.replace("|", " "), "en") == marked.split("|")


@pytest.mark.parametrize("language", ["de", "xx", "klingonsk", "", "../da"])
def test_other_languages_have_sentences_too(language):
    assert sentences("Eins. Zwei, f.eks. drei.", language) == ["Eins.", "Zwei, f.eks. drei."]


def test_sentences_end_with_the_paragraph_and_begin_after_the_label():
    text = "Om dem.\n\nI: Hvad? Og\nså\n\nK1:\n\n Jo. Nej.\n[00:12] K1: Ja. I: nej"
    turns = find_turns(text)
    found = pieces(text, segments.sentences(text, "da", turns))
    assert found == ["Om dem.", "Hvad?", "Og", "så", "Jo.", "Nej.", "Ja.", "I: nej"]


CHARACTERS = st.text("aB3 .!?…\n\"»«()'–\t\u00a0\u200b😀I:", max_size=80)
WORDS = st.lists(
    st.sampled_from(["f.eks.", "ca.", "3.", "Det", "er", "nej.", "...", "?!", "»", "«", "\n", "I.", "(", ")"])
)


@settings(deadline=None)
@given(CHARACTERS | WORDS.map(" ".join) | st.text(max_size=60), st.sampled_from(["da", "en"]))
def test_sentences_hold_every_character_once(text, language):
    turns = find_turns(text)
    spans = segments.sentences(text, language, turns)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    label = {at for turn in turns for at in range(turn.start, turn.speech)}
    assert not inside & label
    assert all(at in inside for at, char in enumerate(text) if not char.isspace() and at not in label)
    for sentence in pieces(text, spans):
        assert sentence == sentence.strip()
        assert sentence
        assert "\n" not in sentence


@settings(deadline=None)
@given(st.lists(st.sampled_from(["K1:", " ja. ", "Nej", "\n", "\n\n"])), st.data())
def test_labels_anywhere_are_left_out(parts, data):
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True)))
    labels = [Label(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    inside = {at for start, end in segments.sentences(text, "da", labels) for at in range(start, end)}
    left_out = {at for label in labels for at in range(label.start, label.speech)}
    assert not inside & left_out
    assert all(at in inside or char.isspace() for at, char in enumerate(text) if at not in left_out)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "( " * 50_000,
        "." * 100_000,
        ". " * 50_000,
        "x.Y" * 33_000,
        '"' * 100_000,
        "å" * 100_000,
    ],
)
def test_long_odd_paragraphs_are_one_piece_at_most_each(text):
    spans = segments.sentences(text, "da", ())  # at the square of the length, this would take minutes
    assert (spans[0][0], spans[-1][1]) == (0, len(text.rstrip()))


def test_a_long_paragraph_of_sentences():
    text = "Det er godt. " * 10_000
    assert sentences(text) == ["Det er godt."] * 10_000
