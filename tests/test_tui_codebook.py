"""The codebook at the keyboard: each operation, what it asks before, and its undo."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from caqda.codebook.entry import read_entry
from caqda.study import Study
from caqda.tui.screens.codebook import CodebookScreen
from caqda.tui.screens.dialogs import Confirm
from caqda.tui.screens.split import SplitScreen
from caqda.tui.widgets.book_tree import BookTree
from caqda.tui.widgets.chooser import OptionRows
from caqda.tui.widgets.code_form import CodeForm, LineField, TextField
from caqda.tui.widgets.hints import Hints
from caqda.tui.widgets.passages import PassageList
from tests.desk import Desk, at_work
from tests.studies import build_study

K1 = "I: Hvordan gik det?\nK1: Det gik godt nok. Ledelsen var tydelig. Det var rart.\n"
CODES = ["ledelse", "ledelse/entydig", "viden", "værdi"]
CODINGS = [
    ("ledelse", "k1", "Det gik godt nok."),
    ("ledelse", "k1", "Det var rart."),
    ("ledelse/entydig", "k1", "Ledelsen var tydelig."),
    ("viden", "k1", "godt"),
]


class Book(Desk):
    """A desk with the codebook open."""

    study: Study

    @property
    def tree(self) -> BookTree:
        return self.app.screen.query_one(BookTree)

    @property
    def form(self) -> CodeForm:
        return self.app.screen.query_one(CodeForm)

    @property
    def names(self) -> list[str]:
        """The paths of the codes, in order."""
        return list(self.session.corpus.tree.paths.values())

    async def at(self, name: str) -> None:
        """Put the cursor on a code and wait for its fields."""
        key = self.session.corpus.tree.find(name)
        self.tree.focus()
        self.tree.go_to(key)
        await self.until(lambda: self.form.code == key)

    async def becomes(self, holds: Callable[[], bool], back: Callable[[], bool]) -> None:
        """Wait for a change, take it back with one key, and make it again."""
        await self.until(holds)
        self.tree.focus()
        await self.press("u")
        await self.until(back)
        await self.press("ctrl+r")
        await self.until(holds)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return build_study(tmp_path / "s.caqda", sources={"k1": K1}, codes=CODES, codings=CODINGS, cases=["K1"])


@asynccontextmanager
async def codebook(study: Study, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Book]:
    async with at_work(Path(study.address), size) as desk:
        book = Book(desk.pilot)
        book.study = study
        await book.press("f5")
        await book.until(lambda: isinstance(book.app.screen, CodebookScreen))
        await book.until(lambda: book.form.code is not None)
        await book.at("ledelse")
        yield book


async def test_the_tree_counts_each_code_alone_and_with_its_sub_codes(study: Study) -> None:
    async with codebook(study) as book:
        assert [(row.name, row.depth, row.here, row.everywhere) for row in book.tree.rows] == [
            ("ledelse", 0, 2, 3),
            ("entydig", 1, 1, 1),
            ("viden", 0, 1, 1),
            ("værdi", 0, 0, 0),
        ]
        assert book.words("#path") == "ledelse"
        assert book.words("#counts") == "2 codings, 3 with its 1 sub-code, in 1 source"
        await book.press("h")
        assert [row.name for row in book.tree.rows] == ["ledelse", "viden", "værdi"]
        assert (book.tree.current.here, book.tree.current.everywhere) == (2, 3)
        await book.press("l")
        assert len(book.tree.rows) == 4


async def test_a_code_is_added_below_and_beside(study: Study) -> None:
    async with codebook(study) as book:
        await book.press("a")
        await book.question()
        await book.type("delt")
        await book.press("enter")
        wanted = ["ledelse", "ledelse/entydig", "ledelse/delt", "viden", "værdi"]
        await book.becomes(lambda: book.names == wanted, lambda: book.names == CODES)
        await book.at("viden")
        await book.press("A")
        await book.question()
        await book.type("tvivl")
        await book.press("enter")
        wanted = ["ledelse", "ledelse/entydig", "ledelse/delt", "viden", "tvivl", "værdi"]
        await book.until(lambda: book.names == wanted)
        await book.until(lambda: book.tree.current.name == "tvivl")


async def test_a_question_that_is_left_changes_nothing(study: Study) -> None:
    async with codebook(study) as book:
        before = study.journal.position()
        for key in "aArogmd":
            await book.press(key)
            await book.question()
            await book.press("escape")
            await book.answered()
        assert study.journal.position() == before


async def test_a_code_is_renamed_unless_the_name_is_taken(study: Study) -> None:
    async with codebook(study) as book:
        await book.at("viden")
        await book.press("r")
        await book.question()
        book.one(Input).value = "ledelse"
        await book.press("enter")
        await book.until(lambda: bool(book.said))
        assert book.said == ['There is a code "ledelse" at the top already; names there must differ.']
        assert book.names == CODES
        await book.at("viden")
        await book.press("r")
        await book.question()
        assert book.one(Input).value == "viden"
        await book.type("vidensdeling")
        await book.press("enter")
        await book.becomes(lambda: "vidensdeling" in book.names, lambda: "viden" in book.names)
        assert book.form.field("name").text == "vidensdeling"


async def test_a_code_is_coloured_from_the_list_or_as_written(study: Study) -> None:
    async with codebook(study) as book:
        code = study.code_id("ledelse")
        await book.press("o")
        await book.question()
        await book.type("#0fe178")
        await book.press("enter")
        before = "#3376c1"
        await book.becomes(
            lambda: book.session.corpus.codes[code].colour == "#0fe178",
            lambda: book.session.corpus.codes[code].colour == before,
        )
        await book.press("o")
        await book.question()
        await book.type("#abc")
        await book.press("enter")
        await book.until(lambda: book.session.corpus.codes[code].colour == "#aabbcc")
        await book.press("o")
        await book.question()
        await book.type("rød")
        await book.press("enter")
        await book.until(lambda: bool(book.said))
        assert '"rød" is not a colour' in book.said[-1]


async def test_a_code_is_moved_among_its_siblings_under_another_and_to_the_top(study: Study) -> None:
    async with codebook(study) as book:
        await book.at("viden")
        await book.press("K")
        wanted = ["viden", "ledelse", "ledelse/entydig", "værdi"]
        await book.becomes(lambda: book.names == wanted, lambda: book.names == CODES)
        assert book.tree.current.name == "viden"
        await book.press("J")
        await book.until(lambda: book.names == CODES)
        await book.at("viden")
        await book.press("m")
        await book.question()
        await book.type("entyd")
        await book.press("enter")
        moved = "ledelse/entydig/viden"
        await book.becomes(lambda: moved in book.names, lambda: "viden" in book.names)
        await book.at("viden")
        await book.press("m")
        await book.question()
        await book.type("top")
        await book.press("enter")
        await book.until(lambda: "viden" in book.names)


async def test_a_merge_says_what_it_touches_and_is_undone(study: Study) -> None:
    async with codebook(study) as book:
        await book.press("g")
        await book.question()
        await book.type("vid")
        await book.press("enter")
        await book.until(lambda: isinstance(book.app.screen, Confirm))
        told = str(book.app.screen.query_one("Static").render())
        assert told.startswith("1 sub-code, 3 codings in 1 source and 0 memos go over to “viden”")
        await book.press("enter")
        viden, merged = study.code_id("viden"), ["viden", "viden/entydig", "værdi"]
        await book.becomes(
            lambda: book.names == merged and book.session.corpus.counts[viden] == 3,
            lambda: book.names == CODES,
        )


async def test_a_deletion_says_what_it_touches_and_is_undone(study: Study) -> None:
    async with codebook(study) as book:
        await book.press("d")
        await book.until(lambda: isinstance(book.app.screen, Confirm))
        told = str(book.app.screen.query_one("Static").render())
        assert "2 codes, 3 codings in 1 source and 0 memos go." in told
        assert "Under it: entydig." in told
        await book.press("n")
        await book.answered()
        assert book.names == CODES
        await book.press("delete")
        await book.until(lambda: isinstance(book.app.screen, Confirm))
        await book.press("y")
        await book.becomes(lambda: book.names == ["viden", "værdi"], lambda: book.names == CODES)
        assert len(book.session.corpus.codings) == 1


async def test_chosen_codings_go_to_a_new_code(study: Study) -> None:
    async with codebook(study) as book:
        await book.press("s")
        await book.until(lambda: isinstance(book.app.screen, SplitScreen))
        await book.until(lambda: bool(book.one(PassageList).rows))
        await book.press("enter")
        await book.until(lambda: book.said == ["Mark the codings for the new code with space first."])
        await book.press("escape")
        await book.until(lambda: isinstance(book.app.screen, CodebookScreen))
        await book.at("værdi")
        await book.press("s")
        await book.until(lambda: "“værdi” has no codings of its own to split." in book.said)
        await book.at("ledelse")
        await book.press("s")
        await book.until(lambda: isinstance(book.app.screen, SplitScreen))
        listed = book.one(PassageList)
        await book.until(lambda: bool(listed.rows))
        assert [quote.text for quote in listed.quotes] == ["Det gik godt nok.", "Det var rart."]
        await book.press("j", "space")
        assert book.words("#title") == "Split “ledelse”: 1 of 2 codings marked"
        assert "[x] k1 ¶ 2" in "".join(listed.render_line(y).text for y in range(8))
        await book.press("enter")
        await book.question()
        await book.type("glæde")
        await book.press("enter")
        wanted = [*CODES, "glæde"]

        def split() -> bool:
            return book.names == wanted and book.session.corpus.counts[study.code_id("glæde")] == 1

        await book.becomes(split, lambda: book.names == CODES)


async def test_leaving_a_field_saves_it_as_one_step(study: Study) -> None:
    async with codebook(study) as book:
        code = study.code_id("ledelse")
        before = study.journal.position()[0]
        await book.press("enter")
        assert book.form.field("definition").has_focus
        await book.type("Hvem der leder.")
        await book.press("tab")
        await book.until(lambda: book.session.corpus.codes[code].definition == "Hvem der leder.")
        await book.type("Alt om ledelse.")
        await book.press("escape")
        await book.until(lambda: read_entry(study, code).full == "Alt om ledelse.")
        assert book.tree.has_focus
        assert study.journal.position()[0] == before + 2
        await book.press("u", "u")
        await book.until(lambda: book.session.corpus.codes[code].definition == "")
        await book.until(lambda: book.form.field("definition").text == book.form.field("full").text == "")


async def test_every_field_is_read_back_as_it_was_written(study: Study) -> None:
    code = study.code_id("viden")
    fields = {
        "name": "vidensdeling",
        "colour": "#0fe178",
        "definition": "Kort.",
        "full": "Langt.\n\nI to afsnit.",
        "include": "Når æ ø å.",
        "exclude": "Når ikke.",
        "typical": "Det første.\n\nDet andet.",
        "borderline": "Det tvivlsomme.",
        "memo": "Husk det.",
    }
    async with codebook(study) as book:
        await book.at("viden")
        for name, text in fields.items():
            field = book.form.field(name)
            field.focus()
            await book.pilot.pause()
            if isinstance(field, TextField):
                field.load_text(text)
            else:
                field.value = text
        book.tree.focus()
        await book.until(lambda: read_entry(study, code).memo_of(study.coder) == "Husk det.")
        await book.until(lambda: not book.form.unsaved)
        entry = read_entry(study, code)
        assert (entry.name, entry.colour, entry.definition) == ("vidensdeling", "#0fe178", "Kort.")
        assert entry.full == "Langt.\n\nI to afsnit."
        assert (entry.include, entry.exclude) == ("Når æ ø å.", "Når ikke.")
        assert (entry.typical, entry.borderline) == (("Det første.", "Det andet."), ("Det tvivlsomme.",))
        await book.at("værdi")
        await book.at("vidensdeling")
        assert {name: book.form.field(name).text for name in fields} == fields


async def test_a_field_in_work_outlives_other_changes_and_is_saved_on_leaving(
    study: Study,
) -> None:
    async with codebook(study) as book:
        await book.press("enter")
        await book.type("Hvem")
        await book.session.apply(study.code_id("viden"), 0, 5, source=study.source_id("k1"))
        await book.until(lambda: book.tree.rows[2].here == 2)
        await book.pilot.pause()
        assert book.form.field("definition").text == "Hvem"
        assert book.form.field("definition").has_focus
        await book.press("f4")
        await book.until(lambda: book.app.current_mode == "crosstab")
        assert book.session.corpus.codes[study.code_id("ledelse")].definition == "Hvem"


async def test_a_wrong_colour_in_the_field_is_refused_and_stays_to_be_mended(study: Study) -> None:
    async with codebook(study) as book:
        field = book.form.field("colour")
        assert isinstance(field, LineField)
        field.focus()
        await book.pilot.pause()
        field.value = "blå"
        await book.press("tab")
        await book.until(lambda: bool(book.said))
        assert '"blå" is not a colour' in book.said[0]
        assert field.text == "blå"
        assert book.session.corpus.codes[study.code_id("ledelse")].colour == "#3376c1"


async def test_the_first_code_of_a_study(tmp_path: Path) -> None:
    study = build_study(tmp_path / "s.caqda", sources={"k1": K1})
    async with at_work(tmp_path / "s.caqda") as desk:
        await desk.press("f5")
        await desk.until(lambda: isinstance(desk.app.screen, CodebookScreen))
        await desk.until(lambda: desk.words("#counts") == "No codes yet: a makes the first one.")
        await desk.press("r", "o", "m", "g", "s", "d", "enter", "J")
        await desk.press("a")
        await desk.question()
        await desk.type("ledelse")
        await desk.press("enter")
        await desk.until(lambda: list(study.tree().paths.values()) == ["ledelse"])
        await desk.until(lambda: desk.one(CodeForm).field("name").text == "ledelse")


async def test_all_of_it_fits_a_small_terminal(study: Study) -> None:
    async with codebook(study, (80, 24)) as book:
        assert book.tree.size.width >= 28
        assert book.form.size.width >= 38
        await book.press("enter")
        for _ in range(6):
            await book.press("tab")
        memo = book.form.field("memo")
        assert memo.has_focus
        await book.until(lambda: book.form.region.contains_region(memo.region))


async def test_a_code_is_found_by_a_part_of_its_name(study: Study) -> None:
    async with codebook(study) as book:
        await book.at("ledelse")
        await book.press("slash")
        await book.question()
        await book.type("tyd")
        await book.press("enter")
        wanted = study.code_id("ledelse/entydig")
        await book.until(lambda: book.form.code == wanted)


async def test_what_was_deleted_is_said_and_stays_until_the_cursor_moves(study: Study) -> None:
    async with codebook(study) as book:
        hints = book.one(Hints)
        await book.at("viden")
        gone = study.code_id("viden")
        await book.press("d")
        await book.question()
        await book.press("y")
        await book.until(lambda: "deleted; u undoes it" in hints.text)
        await book.until(lambda: book.form.code != gone and not book.app.workers)
        assert "deleted; u undoes it" in hints.text
        await book.press("down")
        await book.until(lambda: "deleted" not in hints.text)


async def test_the_colours_say_which_code_has_them(study: Study) -> None:
    async with codebook(study) as book:
        await book.at("viden")
        row = book.tree.rows[2]
        assert row.name == "viden"
        await book.press("o")
        await book.question()
        options = book.app.screen.query_one(OptionRows).rows
        assert (
            next(one.words for one in options if one.key == row.colour)
            == f"{row.colour}  ledelse, entydig, viden, værdi"
        )
        assert any(one.note == "free" for one in options)
