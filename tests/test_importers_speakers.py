from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.importers import find_files, read_file
from caqda.importers.speakers import find_turns, hint

DIALOGUE = "\nI: Hvad så?\nK1: Jo.\nI: Og?\nK1: Ja.\n"


def said(text: str, **options) -> list[tuple[str, str]]:
    return [(turn.label, text[turn.speech : turn.end].strip()) for turn in find_turns(text, **options)]


def labels(text: str, **options) -> set[str]:
    return {turn.label for turn in find_turns(text, **options)}


def interviewers(text: str, **options) -> set[str]:
    return {turn.label for turn in find_turns(text, **options) if turn.interviewer}


@pytest.mark.parametrize(
    ("line", "label", "at"),
    [
        ("INTERVIEWER: ordene", "INTERVIEWER", None),
        ("Int.: ordene", "Int.", None),
        ("K2: ordene", "K2", None),
        ("BS 12: ordene", "BS 12", None),
        ("Informant 2: ordene", "Informant 2", None),
        ("ÅSE: ordene", "ÅSE", None),
        ("K2:ordene", "K2", None),
        ("K2 : ordene", "K2", None),
        ("K2:\tordene", "K2", None),
        ("K2\tordene", "K2", None),
        ("K2:\u00a0ordene", "K2", None),
        ("Informant\u00a02: ordene", "Informant 2", None),
        ("K2:\n\nordene", "K2", None),
        ("  K2: ordene", "K2", None),
        ("[00:12:31] Pædagog: ordene", "Pædagog", "00:12:31"),
        ("(12:31) K2: ordene", "K2", "12:31"),
        ("00:12:31 K2: ordene", "K2", "00:12:31"),
        ("[00:12:31.5] - K2: ordene", "K2", "00:12:31.5"),
        ("K2 [00:12:31]: ordene", "K2", "00:12:31"),
        ("Boligsocial leder (00:01:02): ordene", "Boligsocial leder", "00:01:02"),
        ("K2: [00:12:31] ordene", "K2", "00:12:31"),
        ("K2 00:12:31\nordene", "K2", None),
        ("**K2:** ordene", "K2", None),
        ("**K2**: ordene", "K2", None),
        ("**[00:12:31] K2:** ordene", "K2", "00:12:31"),
        ("[K2]: ordene", "K2", None),
        ("Fru Holm (beboer) [00:12:31]: ordene", "Fru Holm (beboer)", "00:12:31"),
    ],
)
def test_forms_of_a_label(line, label, at):
    text = f"{line}{DIALOGUE}{line}{DIALOGUE}"
    first = find_turns(text)[0]
    assert (first.label, text[first.speech : first.end]) == (label, "ordene\n")
    assert first.time == (at or ("00:12:31" if "12:31" in line else None))
    assert text[: first.start] == ""


@pytest.mark.parametrize(
    "line", ["Fru Holm (beboer): Ja.", "[Fru Holm (beboer)]: Ja.", "**Fru Holm (beboer)**: Ja."]
)
def test_a_bracket_that_opens_in_a_name_ends_in_it(line):
    assert said(f"I: Nå?\n{line}\n" * 3) == [("I", "Nå?"), ("Fru Holm (beboer)", "Ja.")] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Det er vigtigt: vi gør det sammen",
        "Note: intet",
        "NB: intet",
        "Dato: 3. juni",
        "Tabel 2: tal",
        "Som hun sagde: ja",
        "https://kommunen.dk/side",
        "kl. 12:30 gik vi",
        "Kl. 12:30 gik vi",
        "Klokken 12:30: mødet",
        "12:30 gik vi hjem: alle",
        "1. Baggrund: noget",
        "2.1 Mål: noget",
        "leder: med lille",
        "Den her lange sætning om ledelse: noget",
        "Leder, som sagt: noget",
        "En meget lang betegnelse for en person der taler: noget",
        "(griner): noget",
        "- Leder: noget",
        "Pointen: noget",
        ": noget",
    ],
)
def test_prose_is_no_label(line):
    assert labels(f"{DIALOGUE}{line}\n{DIALOGUE}{line}\n{DIALOGUE * 3}") == {"I", "K1"}
    assert labels(f"Vi har talt om ledelse.\n{line}\nOg om mere.\n\nOg mere endnu.") == set()


def test_a_label_that_comes_once_must_look_like_one():
    talk = DIALOGUE * 3
    assert labels(talk + "K2: en enkelt gang\n" + talk) == {"I", "K1", "K2"}
    assert labels(talk + "POLITI: en enkelt gang\n" + talk) == {"I", "K1", "POLITI"}
    assert labels(talk + "Informant 2: en enkelt gang\n" + talk) == {"I", "K1", "Informant 2"}
    assert labels(talk + "Vigtigst: en enkelt gang\n" + talk) == {"I", "K1"}
    assert labels(talk + "Vigtigst: en\n" + talk, speakers={"Vigtigst": "V"}) == {"I", "K1", "Vigtigst"}


def test_short_texts_have_turns_too():
    assert labels("Interviewer: Hvad?\nLeder: Ja.") == {"Interviewer", "Leder"}
    assert labels("Anne: Hej.\n\nBo: Hej.\n\nAnne: Nå.") == {"Anne", "Bo"}
    assert labels("I: Hvad er vigtigt?\nK1: Alt.\nPointen: den er god.") == {"I", "K1"}
    assert labels("K1: En lang fortælling.\n\nOg mere.\n\nOg mere.") == {"K1"}


def test_words_that_head_facts_are_no_turns():
    head = "Interviewer: Anne Hansen\nInformant: leder i kommunen\nDato: 3. juni\n\n"
    text = head + "I: Hvad?\nL: Jo.\n" * 6
    assert labels(text) == {"I", "L"}
    assert find_turns(text)[0].start == len(head)


def test_a_report_has_no_turns():
    paragraph = "Samarbejdet er godt, og det er der flere grunde til.\n\n"
    text = (
        paragraph * 20
        + "Fælles mål: det er vigtigt.\n\n"
        + paragraph * 20
        + "OBSV: en rapport\n\nFælles mål: ja.\n"
    )
    assert find_turns(text) == ()


def test_the_words_of_a_turn_and_its_ends():
    text = "Om interviewet.\n\nI: Hvad\nsiger du?\n\nK1:\n\nJo,\n\nda.\nI:\nK1: x"
    turns = find_turns(text)
    assert said(text) == [("I", "Hvad\nsiger du?"), ("K1", "Jo,\n\nda."), ("I", ""), ("K1", "x")]
    assert turns[0].start == text.index("I:")
    assert [turn.end for turn in turns] == [*(turn.start for turn in turns[1:]), len(text)]
    assert turns[2].speech == turns[2].end


def test_spellings_of_a_label_are_one_speaker():
    text = "K1: a\nk1: b\nI: c\ni: d\nK1: e\n"
    assert labels(text, speakers={"k1": "K1"}) == {"k1", "I"}
    assert labels("Leder: a\nLEDER: b\nI: c\nLeder: d\n") == {"Leder", "I"}


def test_declared_labels_may_have_any_form():
    text = "lederen, kommunen: a\nhende med hunden?: b\n"
    assert labels(text, speakers={"lederen, kommunen": "K1", "hende med hunden?": "K2"}) == {
        "lederen, kommunen",
        "hende med hunden?",
    }


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        (["I"], ["K1"]),
        (["INT"], ["S1", "S"]),
        (["Int."], ["Leder"]),
        (["Interviewer"], ["Informant"]),
        (["Interviewer 1", "Interviewer 2"], ["Informant 1", "Informant 2"]),
        (["Interviewer Anne"], ["Anne"]),
        (["Intervjuer"], ["A"]),
        (["Spørger"], ["Svarer"]),
        (["Q"], ["A"]),
        (["Moderator"], ["P1", "P2"]),
        (["I1", "I2"], ["K1"]),
        (["Interviewer"], ["I1", "I2"]),
        ([], ["I1", "I2"]),
        ([], ["Anne", "Bo"]),
    ],
)
def test_the_interviewer_is_recognised(asks, answers):
    text = "".join(f"{label}: noget\n" for label in asks + answers) * 3
    assert interviewers(text) == set(asks)
    assert labels(text) == {*asks, *answers}


def test_the_interviewer_is_named():
    text = "S: Hvad?\nI: Jo.\nS: Og?\nI: Ja.\n"
    assert interviewers(text) == {"I"}
    assert interviewers(text, interviewer=["s:"]) == {"S"}
    assert interviewers(text, interviewer=["Anne"]) == {"I"}
    assert interviewers(text, speakers={"I": "K1"}) == set()
    assert interviewers(text, speakers={"S": "interviewer", "I": "K1"}) == {"S"}


LINES = st.sampled_from(
    ["I: ja", "K1: nej", "Leder:", "[00:12] K1: x", "", "  ", "prosa: ja", "Det er: ja", "K1\tå", "**I:** b"]
)


@given(st.lists(LINES).map("\n".join) | st.text("IK1: \n\t[]*0a"))
def test_turns_follow_each_other_to_the_end(text):
    turns = find_turns(text)
    ends = [turn.start for turn in turns[1:]] + [len(text)] * bool(turns)
    assert [turn.end for turn in turns] == ends
    for turn in turns:
        assert 0 <= turn.start < turn.speech <= turn.end
        assert turn.start == 0 or text[turn.start - 1] == "\n"
        assert turn.label.casefold() in text.casefold()
        assert turn.speech == turn.end or not text[turn.speech].isspace()
    assert len({turn.label.casefold() for turn in turns}) == len({turn.label for turn in turns})


@pytest.mark.parametrize(
    "text",
    ["A" * 200_000, "A " * 100_000, "[00:00] " * 20_000, "A (b) " * 20_000, " " * 200_000, "**" * 99_999],
)
def test_long_odd_lines_are_read(text):
    assert find_turns(text) == ()  # at the square of the length, this would take minutes


def test_the_bundled_interviews():
    for path in find_files([Path(__file__).parent.parent / "transcripts"]):
        transcript = read_file(path)
        people = {turn.label for turn in transcript.turns if not turn.interviewer}
        assert people == set(transcript.front.speakers), path
        assert {turn.label for turn in transcript.turns if turn.interviewer} == {"I"}, path


SAID = ["Hvordan går det?", "Det går - synes jeg - fint.", "Og de andre?", "De siger ikke noget."]


def lines(one: str, other: str) -> str:
    return "\n\n".join(f"{who}{said}" for who, said in zip((one, other) * 2, SAID, strict=True))


@pytest.mark.parametrize(
    ("one", "other", "labels"),
    [
        ("INT 1 - ", "RESP 1 - ", ["INT 1", "RESP 1"]),
        ("Interviewer 2 – ", "Informant – ", ["Interviewer 2", "Informant"]),
        ("[00:01:02] S1 — ", "[00:01:09] S2 — ", ["S1", "S2"]),
        ("Anna: ", "K1 - ", []),  # a label with a colon: the dash is speech
        ("Mandag - ", "Tirsdag - ", []),
        ("Det - ", "Vi - ", []),
    ],
)
def test_a_dash_stands_for_a_colon_where_two_surely_speak(one: str, other: str, labels: list[str]) -> None:
    turns = find_turns(lines(one, other))
    assert [turn.label for turn in turns if " - " not in turn.label][:2] == labels or not labels
    if not labels:
        assert all("-" not in lines(one, other)[turn.start : turn.speech] for turn in turns)


@pytest.mark.parametrize(
    ("one", "other", "hinted"),
    [
        ("Anna - ", "Bo - ", True),
        ("Anna Hansen\n", "Bo\n", True),
        ("**Anna** ", "**Bo** ", True),
        ("I. ", "K. ", True),
        ("Det ", "Og ", False),
        ("- ", "- ", False),
        ("", "", False),
    ],
)
def test_lines_that_begin_in_turn_are_hinted_at(one: str, other: str, hinted: bool) -> None:
    text = lines(one, other) + "\n\n" + lines(one, other)
    assert find_turns(text) == ()
    told = hint(text)
    assert bool(told) == hinted
    assert one.strip("*-. \n").split(" ")[0] in told or not hinted
