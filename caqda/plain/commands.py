"""The commands as one table: their words in English and Danish, their letter, their help, what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.plain import asking, reading, working
from caqda.wording import N_, _, language

if TYPE_CHECKING:
    from caqda.plain.desk import Desk


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words in English and Danish, its letter or none, how it is written, what it does."""

    word: str
    letter: str
    danish: str
    usage: str
    help: str
    run: Callable[[Desk, str], None]

    @property
    def name(self) -> str:
        """The word in the language of the interface."""
        return self.danish if language() == "da" else self.word


def help_(desk: Desk, said: str) -> None:
    """Read the commands, or how one of them is written."""
    if said:
        one = find(said)
        desk.say(
            _("{word}, in Danish {danish}.").format(word=one.word, danish=one.danish),
            *([_("Letter: {letter}").format(letter=one.letter)] if one.letter else []),
            _(one.help),
            *([_("Write: {usage}").format(usage=_(one.usage))] if one.usage else []),
        )
        return
    desk.say(_("Commands, each with its letter. 'help COMMAND' tells how it is written."))
    desk.say(*(f"{one.name}{f', {one.letter}' if one.letter else ''}: {_(one.help)}" for one in COMMANDS))


def again(desk: Desk, _said: str) -> None:
    """Say the last answer again."""
    desk.told += desk.before


def leave(desk: Desk, _said: str) -> None:
    """Leave; everything is on disk."""
    desk.left = True
    desk.say(_("Everything is on disk."))


COMMANDS = (
    Command("read", "r", "læs", N_("read, read sentence, read paragraph, read turn"),
            N_("Read what is here, with its codings."), reading.read),
    Command("next", "n", "næste",
            N_("next, or next turn, sentence, paragraph, coding, hit, uncoded, source; letters "
               "t s p c h u f"),
            N_("Go on, and read."), reading.forward),
    Command("back", "b", "tilbage", N_("as next: back, back coding"),
            N_("Go back, and read."), reading.back),
    Command("unit", "", "enhed", N_("unit turn, unit paragraph, unit sentence"),
            N_("What next and back go by."), reading.unit),
    Command("where", "w", "hvor", "", N_("Say source, place, case and selection."), reading.where),
    Command("go", "g", "gå", N_("go 12, go SOURCE, go SOURCE 12, go start, go end; numbers are paragraphs"),
            N_("Go to a paragraph or a source."), reading.go),
    Command("sources", "", "kilder", "", N_("List the sources; a number goes to one."), reading.sources),
    Command("find", "f", "find", N_("find WORDS, then next hit, back hit"),
            N_("Search in this source."), reading.find),
    Command("codings", "k", "kodninger", "", N_("Say which codes are here, by whom, with memos."),
            reading.codings),
    Command("select", "s", "vælg",
            N_("select: the sentence, again: one more; select -: one less; select 2, select 2-4: sentences; "
               "select words 3-7; select turn; select FIRST WORDS ... LAST WORDS"),
            N_("Select what is to be coded, by number or by its words."), reading.select),
    Command("unselect", "", "fravælg", "", N_("Select nothing."), reading.unselect),
    Command("words", "o", "ord", N_("words, or words 2 for sentence 2"),
            N_("Read the words here with their numbers."), reading.words),
    Command("code", "c", "kod",
            N_("code LETTERS, then perhaps a number; code ONE + OTHER for several; "
               "code alone lists likely ones"),
            N_("Code what is selected, or the sentence heard last."), working.code),
    Command("new", "j", "ny", N_("new NAME, new PARENT/NAME"), N_("Make a code and apply it."), working.new),
    Command("repeat", ".", "gentag", "", N_("Code with the code applied last."), working.again),
    Command("vivo", "i", "invivo", N_("vivo, or vivo PARENT"),
            N_("Make the selected words a code, and apply it."), working.vivo),
    Command("remove", "x", "fjern", "", N_("Remove a coding here."), working.remove),
    Command("move", "v", "flyt", N_("move end 2, move start -1, move end 1 sentence; "
               "minus is towards the start"),
            N_("Move an end of a coding by words or sentences."), working.move),
    Command("memo", "m", "memo",
            N_("memo reads; memo WORDS writes on the coding here; memo source WORDS, memo study WORDS; "
               "memo - removes"),
            N_("Read or write a memo."), working.memo),
    Command("undo", "u", "fortryd", "", N_("Take back the last change."), working.undo),
    Command("redo", "y", "omgør", "", N_("Make again what was undone."), working.redo),
    Command("query", "e", "spørg", N_("query EXPRESSION, such as query samskabelse where år = 2020"),
            N_("Find passages; a number goes to one."), asking.query),
    Command("crosstab", "t", "krydstabel",
            N_("crosstab, or crosstab VARIABLE UNIT CODE; units are cases, sources, passages, words"),
            N_("Codes by a variable, a line for each code; a number lists its passages."), asking.crosstab),
    Command("codebook", "d", "kodebog", N_("codebook, or codebook LETTERS for a definition"),
            N_("List the codes, or read a definition."), asking.codebook),
    Command("left", "l", "mangler", "", N_("How much is not coded yet."), working.left),
    Command("more", "+", "flere", N_("more, more all"), N_("Read on in the last list."), asking.more),
    Command("list", "", "liste", "", N_("Read the last list again."), asking.results),
    Command("again", "a", "igen", "", N_("Say the last answer again."), again),
    Command("verbosity", "", "udførlighed", N_("verbosity brief, verbosity normal, verbosity full"),
            N_("Say less or more."), reading.verbosity),
    Command("help", "h", "hjælp", N_("help, or help COMMAND"), N_("These lines."), help_),
    Command("quit", "q", "slut", "", N_("Leave; everything is on disk."), leave),
)  # fmt: skip


def find(said: str) -> Command:
    """The command of a word, a letter, or the beginning that only one word has; raises ChangeError."""
    word = fold(said)
    exact = [one for one in COMMANDS if word in (fold(one.word), one.letter, fold(one.danish))]
    begun = [one for one in COMMANDS if fold(one.word).startswith(word) or fold(one.danish).startswith(word)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.name for one in found)
        raise ChangeError(_("“{word}” may be {names}; write more of it.").format(word=said, names=names))
    raise ChangeError(_("There is no command “{word}”; 'help' tells them.").format(word=said))


def carry_out(desk: Desk, line: str) -> None:
    """Do what one line says; raises CaqdaError where it cannot be done."""
    words = line.strip()
    if words.isdecimal():
        _choose(desk, words)
        return
    head, _space, rest = words.partition(" ")
    for sign, command in (("/", "find"), ("?", "help")):
        if words.startswith(sign):
            head, rest = command, words[1:]
    if not desk.lasting and head not in ("more", "+", "flere", "list", "liste", "again", "a", "igen"):
        desk.items = ()  # a choice is for the next line only
    find(head).run(desk, rest.strip())


def _choose(desk: Desk, number: str) -> None:
    if not desk.items:
        raise ChangeError(_("There is no list to choose from."))
    if len(number) > 9 or not 1 <= int(number) <= len(desk.items):
        raise ChangeError(_("The list has the numbers 1 to {all}.").format(all=len(desk.items)))
    item = desk.items[int(number) - 1]
    if not desk.lasting:
        desk.items = ()
    item.choose()
