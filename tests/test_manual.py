"""The manual and the README name only commands and options that there are, and every command is named.

What their blocks show is run, on the bundled study.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.main import get_command

from caqda import demo
from caqda import help as manual
from caqda.cli.app import app, run
from caqda.help import page, title, topics
from caqda.reports import report

README = Path(__file__).parent.parent / "README.md"
HELP = Path(manual.__file__).parent
DANISH = {path.stem: path.read_text("utf-8") for path in sorted((HELP / "da").glob("*.md"))}
TEXTS = {
    **{topic: page(topic) for topic in topics()},
    **{f"da/{topic}": text for topic, text in DANISH.items()},
    "README": README.read_text("utf-8"),
}
COMMANDS: dict[str, Any] = dict(get_command(app).commands)  # type: ignore[attr-defined]
_NOT_COMMANDS = re.compile(r"housing|STUDY|COMMAND|--")  # 'caqda STUDY', 'caqda --help'
_CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def calls(text: str) -> list[list[str]]:
    """The command lines that a text shows, in words; what is quoted in them is one word."""
    found = []
    for block, inline in _CODE.findall(text):
        for line in re.split(r"\n|;|&&|\|", re.sub(r"'[^']*'|#.*", "QUOTED", block or inline)):
            called = re.search(r"(?<![\w.])caqda (.*)", line)
            if called and not _NOT_COMMANDS.match(called[1]):
                found.append(called[1].split())
    return found


def command_of(words: list[str]) -> Any:
    """The command that a line calls, within its group."""
    command = COMMANDS[words[0]]
    return getattr(command, "commands", {}).get(words[1], command) if len(words) > 1 else command


@pytest.mark.parametrize("name", TEXTS)
def test_what_it_shows_can_be_typed(name: str) -> None:
    for words in calls(TEXTS[name]):
        assert words[0] in COMMANDS, words
        options = {option for param in command_of(words).params for option in param.opts}
        for word in words[1:]:
            if word.startswith("-"):
                assert word.partition("=")[0] in options, words


def test_every_command_is_told_of() -> None:
    told = {words[0] for text in TEXTS.values() for words in calls(text)}
    assert set(COMMANDS) <= told, "name each command on a page of caqda/help, such as commands.md"


def test_a_page_is_short_and_begins_with_its_title() -> None:
    for name, text in TEXTS.items():
        assert text.startswith("# "), name
        assert name in ("keys", "da/keys") or len(text.split()) < 1000, (name, len(text.split()))


def test_both_languages_have_the_same_pages_sections_and_tables() -> None:
    assert sorted(DANISH) == sorted(topics())
    for topic, text in DANISH.items():
        for lines in (r"^#+ ", r"^\|", r"^- ", r"^\d\. ", "^```"):
            there, here = (len(re.findall(lines, one, re.MULTILINE)) for one in (text, TEXTS[topic]))
            assert there == here, (topic, lines)


def test_a_title_fits_the_list_of_pages() -> None:
    for topic in topics():
        assert len(title(topic)) <= 22
        assert len(DANISH[topic].partition("\n")[0]) <= 24


BLOCKS = {
    block: name for name, text in TEXTS.items() for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
}
SCREENS = re.compile(r"caqda (?:serve|\S+\.caqda$)|python3|ssh")
"""What opens a screen, or is of another program."""


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the manual has it: interviews, the bundled study as housing.caqda, a report."""
    folder = tmp_path_factory.mktemp("manual")
    (folder / "transcripts").mkdir()
    words = " ".join(["Vi deler viden med hinanden hver uge."] * 10)
    (folder / "transcripts" / "k1.md").write_text(f"I: Hvordan går det?\n\nK1: {words}\n", "utf-8")
    (folder / "cases.csv").write_text("case,source,speaker,perspektiv\nEva,k1,K1,kommunalt\n", "utf-8")
    with demo.build(folder / "housing.caqda") as study:
        report(study, folder / "report.docx", codes=("vidensdeling",), by="perspektiv")
    return folder


@pytest.mark.parametrize(
    "block", BLOCKS, ids=lambda block: f"{BLOCKS[block]}: {block.split(chr(10))[0][:40]}"
)
def test_what_it_shows_works(
    block: str,
    material: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "here"
    copytree(material, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CAQDA_STUDY", raising=False)
    if "import caqda" in block:
        assert run(["import", "housing.caqda", "transcripts"]) == 0
        exec(block, {})
        assert capsys.readouterr().out
        return
    if "caqda new" in block:
        (folder / "housing.caqda").unlink()
    for line in re.split(r"\n|; ", block):
        if line.startswith("caqda ") and not SCREENS.match(line.partition("#")[0].strip()):
            assert run(shlex.split(line, comments=True)[1:]) == 0, (line, capsys.readouterr().err)
