from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import docx
import pytest

from caqda.errors import InputError
from caqda.importers import find_files, read_bytes, read_file

TEXT = "I: Hvad spiste I?\nK1: Rødgrød med fløde.\n"


def write(path: Path, content: bytes | str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_transcript_and_what_is_known_of_it(tmp_path):
    data = f"\r\n---\ncase: K1\n---\n{TEXT}".strip().replace("\n", "\r\n").encode("cp1252")
    transcript = read_file(write(tmp_path / "k1.TXT", data))
    assert transcript.text == TEXT.strip()
    assert (transcript.name, transcript.format, transcript.encoding) == ("k1", "txt", "Latin-1")
    assert transcript.sha256 == hashlib.sha256(TEXT.strip().encode()).hexdigest()
    assert transcript.file_sha256 == hashlib.sha256(data).hexdigest()
    assert transcript.front.case == "K1"
    assert [(turn.label, turn.interviewer) for turn in transcript.turns] == [("I", True), ("K1", False)]
    assert transcript.words == 8
    assert transcript.notes == ()


def test_without_front_matter_the_text_is_untouched(tmp_path):
    text = "\n\n  I: Hvad?  \n\n\nK1: Jo.\t\n\n"
    assert read_file(write(tmp_path / "a.txt", text)).text == text


def test_markdown_is_kept_as_it_is_written(tmp_path):
    text = "# Interview\n\n**I:** Hvad?\n\n**K1:** *Jo*, [her](http://x.dk).\n"
    transcript = read_file(write(tmp_path / "a.md", text))
    assert (transcript.text, transcript.format) == (text, "md")
    assert [text[turn.speech : turn.end].strip() for turn in transcript.turns] == [
        "Hvad?",
        "*Jo*, [her](http://x.dk).",
    ]


def test_the_same_words_are_the_same_text_in_every_file(tmp_path):
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    for codec in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        write(tmp_path / f"{codec}.txt", TEXT.rstrip().replace("\n", "\r\n").encode(codec))
    write(tmp_path / "nfd.md", unicodedata.normalize("NFD", TEXT.rstrip()).replace("\n", "\r"))
    transcripts = [read_file(path) for path in find_files([tmp_path])]
    assert len(transcripts) == 6
    assert len({transcript.sha256 for transcript in transcripts}) == 1
    assert len({transcript.file_sha256 for transcript in transcripts}) == 6


def test_names_are_composed(tmp_path):
    file = write(tmp_path / unicodedata.normalize("NFD", "Åse.txt"))
    assert read_file(file).name == "Åse"
    assert read_bytes(b"---\nname: Leder\n---\nHej", Path("x.txt")).name == "Leder"


def test_options_reach_the_speakers_and_the_decoder(tmp_path):
    file = write(tmp_path / "a.txt", "S: Blåbær?\nI: Ja.\nS: Nå.\n".encode("cp850"))
    transcript = read_file(file, encoding="cp850", interviewer=["S"])
    assert transcript.text.startswith("S: Blåbær?")
    assert {turn.label for turn in transcript.turns if turn.interviewer} == {"S"}
    assert read_file(file, encoding="cp850", speakers=False).turns == ()


def test_odd_characters_keep_their_places(tmp_path):
    text = "I: \x1b[31mrød\x1b[0m \u202eomvendt\u202c 👩‍👧 e\u0301\nK1: " + "x" * 100_000
    transcript = read_file(write(tmp_path / "a.txt", text))
    assert transcript.text == unicodedata.normalize("NFC", text)
    assert transcript.turns[1].speech == transcript.text.index("xxx")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n\xc2\xa0", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.md", b"\xff\xfe", "empty"),
        ("a.txt", b"---\ncase: K1\n---\n\n", "no text after it"),
        ("a.txt", bytes(range(256)), "binary"),
        ("a.docx", b"bare tekst", "not a Word document"),
        ("a.docx", b"", "not a Word document"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.pdf", b"%PDF", 'reads .txt, .md and .docx; the ending ".pdf"'),
        ("a.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("noending", b"tekst", "the file has no ending"),
    ],
)
def test_what_is_no_transcript_is_refused_with_one_sentence(tmp_path, name, content, said):
    file = write(tmp_path / name, content)
    with pytest.raises(InputError) as caught:
        read_file(file)
    assert str(caught.value).startswith(f"{file}")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "borte.txt")
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "borte")
    (tmp_path / "mappe.txt").mkdir()
    with pytest.raises(InputError, match="a folder, not a file"):
        read_file(tmp_path / "mappe.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match="not an ordinary file"):
        read_file(tmp_path / "pipe.txt")
    (tmp_path / "kreds.txt").symlink_to(tmp_path / "kreds.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / "kreds.txt")
    with pytest.raises(InputError, match="larger than"):
        with (tmp_path / "stor.txt").open("wb") as file:
            file.truncate(1 << 30)
        read_file(tmp_path / "stor.txt")


def test_a_folder_gives_its_own_transcripts_in_natural_order(tmp_path):
    wanted = ["k1.txt", "K2.md", "k10.docx", "Åse.txt"]
    for name in [*wanted, "cases.csv", "README.md", ".skjult.txt", "~$k10.docx", "noter.pdf", "under/k3.txt"]:
        write(tmp_path / name)
    assert names(find_files([tmp_path])) == wanted
    assert names(find_files([str(tmp_path) + "/"])) == wanted


def test_globs_files_and_duplicates(tmp_path):
    for name in ["k1.txt", "k2.txt", "k10.txt", "cases.csv", "a[1].txt", "under/k3.txt"]:
        write(tmp_path / name)
    assert names(find_files([f"{tmp_path}/k*"])) == ["k1.txt", "k2.txt", "k10.txt"]
    assert names(find_files([f"{tmp_path}/**/k*.txt"])) == ["k1.txt", "k2.txt", "k10.txt", "k3.txt"]
    assert names(find_files([tmp_path / "a[1].txt"])) == ["a[1].txt"]
    again = [tmp_path / "k2.txt", tmp_path / "under/../k2.txt", tmp_path, tmp_path / "~$k2.txt"]
    assert names(find_files(again)) == ["k2.txt", "a[1].txt", "k1.txt", "k10.txt"]
    assert names(find_files([tmp_path / "borte.txt", tmp_path / "x.pdf"])) == ["borte.txt", "x.pdf"]


def test_a_folder_or_glob_without_transcripts_is_refused(tmp_path):
    write(tmp_path / "cases.csv")
    with pytest.raises(InputError, match="no transcript in this folder"):
        find_files([tmp_path])
    with pytest.raises(InputError, match="no transcript matches"):
        find_files([f"{tmp_path}/*.txt"])
    with pytest.raises(InputError, match="no transcript was named"):
        find_files([])
