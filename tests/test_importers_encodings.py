from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.errors import InputError
from caqda.importers.encodings import decode, fix

PATH = Path("k1.txt")
DANISH = "I: Hvad spiste I?\nK1: Rødgrød med fløde, åh ja. Ærligt!\n"
TYPESET = DANISH + "K1: »Nå« – “ja” … 5 €"


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        (b"plain", "plain", "UTF-8"),
        (TYPESET.encode(), TYPESET, "UTF-8"),
        (codecs.BOM_UTF8 + TYPESET.encode(), TYPESET, "UTF-8 with BOM"),
        (TYPESET.encode("utf-16"), TYPESET, "UTF-16"),
        (codecs.BOM_UTF16_BE + TYPESET.encode("utf-16-be"), TYPESET, "UTF-16"),
        (TYPESET.encode("utf-16-le"), TYPESET, "UTF-16"),
        (TYPESET.encode("utf-16-be"), TYPESET, "UTF-16"),
        (TYPESET.encode("cp1252"), TYPESET, "Windows-1252"),
        (DANISH.encode("latin-1"), DANISH, "Latin-1"),
        ((DANISH + "\x81\x9d").encode("latin-1"), DANISH + "\x81\x9d", "Latin-1"),
    ],
)
def test_encodings_are_found_and_named(data, text, name):
    assert decode(data, PATH) == (text, name)


# Characters of which no two or three are valid UTF-8 when written as one byte each.
LETTERS = st.text("abc æøåÆØÅéü.?\n\t\x1b", min_size=1)


@given(
    LETTERS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
)
def test_every_encoding_gives_the_text_back(text, codec):
    text = "blåbærgrød " * 8 + text
    assert decode(text.encode(codec), PATH)[0] == text


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_with_a_mark_or_in_utf8_comes_back_fixed(text, codec):
    text = "ord " * 50 + text.replace("\0", "").lstrip("\ufeff")
    assert decode(text.encode(codec), PATH)[0] == fix(text)


@given(st.text())
def test_a_fixed_text_stays_as_it_is(text):
    fixed = fix(text)
    assert fix(fixed) == fixed
    assert unicodedata.is_normalized("NFC", fixed)
    assert not set(fixed) & set("\r\x0b\x0c\x85\u2028\u2029")


def test_every_line_end_becomes_one_and_nothing_is_glued():
    assert fix("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\n\ni\r\r\nj") == "a\nb\nc\nd\ne\nf\ng\nh\n\ni\n\nj"


def test_decomposed_letters_are_composed_and_control_characters_stay():
    assert decode("A\u030a e\u0301 \x1b[31m \u202e 👩‍👧".encode(), PATH)[0] == "Å é \x1b[31m \u202e 👩‍👧"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"{\\rtf1 text}", "RTF"),
        (b"PK\x03\x04 text", "ZIP"),
        (b"\xd0\xcf\x11\xe0text", "older Word"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        (b"text with one \0 in it", "binary"),
        (b"\x01\x02\x03\x04 text", "binary"),
        ("tekst\0".encode("utf-16"), "binary"),
        (b"\xff\xfea\0b", "not valid UTF-16"),
        (b"\xef\xbb\xbfa\xe6", "not valid UTF-8"),
    ],
)
def test_a_binary_file_is_told_apart(data, said):
    with pytest.raises(InputError, match=said):
        decode(data, PATH)


def test_utf8_with_a_broken_character_is_refused_with_its_line():
    data = DANISH.encode() + "åh".encode()[:1] + b" ja\n"
    with pytest.raises(InputError, match=r"^k1.txt, line 3: .*UTF-8 but damaged"):
        decode(data, PATH)


def test_the_encoding_a_person_names_is_used():
    assert decode("æ".encode("cp850"), PATH, "cp850") == ("æ", "CP850")
    assert decode(codecs.BOM_UTF8 + b"a", PATH, "utf8") == ("a", "UTF-8 with BOM")
    assert decode("a".encode("utf-16-be"), PATH, "utf-16-be") == ("a", "UTF-16")
    assert decode("€".encode("cp1252"), PATH, "Windows-1252") == ("€", "Windows-1252")
    with pytest.raises(InputError, match="line 2: a character is not valid UTF-8"):
        decode("a\næ".encode("latin-1"), PATH, "utf-8")
    for unknown in ("klingonsk", "base64", "a\0b"):
        with pytest.raises(InputError, match="there is no encoding"):
            decode(b"a", PATH, unknown)


def test_a_file_put_together_from_two_encodings_is_refused():
    with pytest.raises(InputError, match=r"^k1.txt, line 2: .*UTF-8 but damaged"):
        decode("rødgrød på\n".encode() + "rødgrød på, ærlig talt, høj sø\n".encode("cp1252"), PATH)
    chance = "Sig »Å« og (»Æ«), på god jævn dansk, så går det".replace("»", "”").replace("«", "”")
    assert decode(chance.encode("cp1252"), PATH) == (chance, "Windows-1252")


def test_a_codec_that_fails_without_a_place_is_refused_too():
    with pytest.raises(InputError, match="not valid PUNYCODE"):
        decode(b"K1: ja -x y", PATH, "punycode")
