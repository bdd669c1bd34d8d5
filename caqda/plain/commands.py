"""The commands as one table: their words in English and Danish, their letter, their help, what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caqda.errors import ChangeError
from caqda.language.names import fold
from caqda.plain import asking, codes, counting, marking, progress, reading, working, writing
from caqda.plain.words import ALL, meant
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
    """Read the names of the commands by what they are for; what a group's do, or how one is written."""
    word = fold(said)
    if not said:
        desk.say(
            *(
                f"{_group_name(names)}: {', '.join(f'{one.name} {one.letter}'.strip() for one in group)}."
                for *names, group in GROUPS
            ),
            _("'help COMMAND' tells how one is written, 'help reading' what a group does, 'help all' all."),
        )
        return
    everything = meant(ALL, said) is not None
    told = [group for *names, group in GROUPS if everything or word in map(fold, names)]
    if told:
        desk.say(*(_described(one) for group in told for one in group))
        return
    one = find(said)
    desk.say(
        _("{word}, in Danish {danish}.").format(word=one.word, danish=one.danish),
        *([_("Letter: {letter}").format(letter=one.letter)] if one.letter else []),
        _(one.help),
        *(_(one.usage).split("; ") if one.usage else []),
    )


def _group_name(names: list[str]) -> str:
    return names[language() == "da"].capitalize()


def _described(one: Command) -> str:
    return f"{one.name}{f', {one.letter}' if one.letter else ''}: {_(one.help)}"


def again(desk: Desk, _said: str) -> None:
    """Say the last answer again."""
    desk.told += desk.before


def leave(desk: Desk, _said: str) -> None:
    """Leave; everything is on disk."""
    desk.left = True
    desk.say(_("Everything is on disk."))


GROUPS: tuple[tuple[str, str, tuple[Command, ...]], ...] = (
    ("reading", "læsning", (
        Command("read", "r", "læs", N_("read; read sentence; read paragraph; read turn"),
                N_("Read what is here, with its codings."), reading.read),
        Command("next", "n", "næste",
                N_("next; next turn, sentence, paragraph, answer, coding, hit, uncoded, bookmark, later, "
                   "source; by letters: n t, n s, n p, n a, n c, n h, n u, n b, n l, n f"),
                N_("Go on, and read."), reading.forward),
        Command("back", "b", "tilbage", N_("as next: back; back coding"),
                N_("Go back, and read."), reading.back),
        Command("unit", "", "enhed", N_("unit turn; unit paragraph; unit sentence"),
                N_("What next and back go by."), reading.unit),
        Command("where", "w", "hvor", "", N_("Say source, place, case and selection."), reading.where),
        Command("go", "g", "gå", N_("go 12: a paragraph; go 12:30: a time; go SOURCE: where you left it; "
                                    "go SOURCE 12; go start; go end"),
                N_("Go to a paragraph or a source."), reading.go),
        Command("sources", "", "kilder", "", N_("List the sources; a number goes to one."), reading.sources),
        Command("find", "f", "find", N_("find WORDS; then next hit, back hit"),
                N_("Search in this source."), reading.find),
        Command("codings", "k", "kodninger", "", N_("Say which codes are here, by whom, with memos."),
                reading.codings),
        Command("again", "a", "igen", "", N_("Say the last answer again."), again),
        Command("verbosity", "", "udførlighed", N_("verbosity brief; verbosity normal; verbosity full"),
                N_("Say less or more."), reading.verbosity),
    )),
    ("selecting", "valg", (
        Command("select", "s", "vælg",
                N_("select: the sentence, again: one more; select -: one less; select 2, select 2-4: "
                   "sentences; select words 3-7; select turn; select FIRST WORDS ... LAST WORDS"),
                N_("Select what is to be coded, by number or by its words."), reading.select),
        Command("unselect", "", "fravælg", "", N_("Select nothing."), reading.unselect),
        Command("words", "o", "ord", N_("words; words 2 for sentence 2"),
                N_("Read the words here with their numbers."), reading.words),
    )),
    ("coding", "kodning", (
        Command("code", "c", "kod",
                N_("code LETTERS, then perhaps a number; code ONE + OTHER for several; "
                   "code alone lists likely ones"),
                N_("Code what is selected, or the sentence heard last."), working.code),
        Command("new", "j", "ny", N_("new NAME; new PARENT/NAME"),
                N_("Make a code and apply it."), working.new),
        Command("repeat", ".", "gentag", "", N_("Code with the code applied last."), working.again),
        Command("favourite", "*", "favorit",
                N_("favourite, or *: reads them; *3 applies; *3 CODE keeps a code there; *3 - lets go"),
                N_("Code with the code kept under a number."), working.favourite),
        Command("vivo", "i", "invivo", N_("vivo; vivo PARENT"),
                N_("Make the selected words a code, and apply it."), working.vivo),
        Command("flag", "!", "flag", N_("flag typical; flag borderline; flag contradicting; flag - for none"),
                N_("Say what the coding here is an example of."), working.flag),
        Command("remove", "x", "fjern", "", N_("Remove a coding here."), working.remove),
        Command("move", "v", "flyt", N_("move end 2; move start -1; move end 1 sentence; "
                   "minus is towards the start; move CODE under OTHER; move CODE under -: to the top"),
                N_("Move an end of a coding, or a code under another."), codes.move),
        Command("undo", "u", "fortryd", "", N_("Take back the last change."), working.undo),
        Command("redo", "y", "omgør", "", N_("Make again what was undone."), working.redo),
    )),
    ("marking", "mærkning", (
        Command("bookmark", "'", "bogmærke", N_("bookmark: on or off; bookmark NOTE"),
                N_("Mark what is here, to come back to."), marking.bookmark),
        Command("later", "z", "senere", N_("later: on or off; later NOTE; then next later"),
                N_("Flag what is here for later."), marking.later),
        Command("bookmarks", "", "bogmærker", "", N_("List what is marked; a number goes to one."),
                marking.bookmarks),
        Command("confidential", "%", "fortrolig",
                N_("confidential: what is so here; confidential passage WHY; confidential source WHY; "
                   "confidential case WHY; confidential -: lets go; confidential all"),
                N_("Keep what is here out of reports."), marking.confidential),
    )),
    ("writing", "skrivning", (
        Command("memo", "m", "memo",
                N_("memo reads; memo WORDS writes on the coding here; memo + WORDS adds; memo source WORDS; "
                   "memo study WORDS; memo case: WORDS; memo code CODE: WORDS; memo -: removes"),
                N_("Read or write a memo."), writing.memo),
        Command("memos", "", "memoer", N_("memos; memos WORDS: those with these words"),
                N_("List the memos; a number reads one and goes there."), writing.memos),
        Command("journal", "", "journal", N_("journal: reads; journal WORDS: writes"),
                N_("Read or write the journal."), writing.journal),
        Command("link", "", "knyt",
                N_("link: to the passage here; link case; link code CODE; link -: lets go"),
                N_("Link the memo read or written last."), writing.link),
    )),
    ("asking", "spørgsmål", (
        Command("query", "e", "spørg", N_("query EXPRESSION; such as query samskabelse where år = 2020"),
                N_("Find passages; a number goes to one."), asking.query),
        Command("save", "", "gem", N_("save NAME: the query asked last; save NAME: EXPRESSION; save NAME: -"),
                N_("Keep a query under a name."), asking.save),
        Command("queries", "", "forespørgsler", "", N_("List the saved queries; a number asks one."),
                asking.queries),
        Command("crosstab", "t", "krydstabel",
                N_("crosstab; crosstab VARIABLE UNIT share CODE, each where it is wanted; units are cases, "
                   "sources, passages, words; share, share row, share thousand"),
                N_("Codes by a variable, a line for each code; a number lists its passages."),
                counting.crosstab),
        Command("statistics", "", "statistik", N_("statistics; statistics VARIABLE CODE"),
                N_("How the groups of a variable differ, case by case."), counting.statistics),
        Command("more", "+", "flere", N_("more; more all"), N_("Read on in the last list."), asking.more),
        Command("list", "", "liste", "", N_("Read the last list again."), asking.results),
    )),
    ("codes", "koder", (
        Command("codebook", "d", "kodebog", N_("codebook; codebook LETTERS for a definition"),
                N_("List the codes, or read a definition."), codes.codebook),
        Command("add", "", "tilføj", N_("add NAME; add PARENT/NAME"), N_("Make a code."), codes.add),
        Command("rename", "", "omdøb", N_("rename CODE to NEW NAME"), N_("Rename a code."), codes.rename),
        Command("define", "", "definer",
                N_("define CODE: WORDS; define CODE include: WORDS, or full, exclude, typical, borderline; "
                   "- for none"),
                N_("Write what a code means."), codes.define),
        Command("merge", "", "saml", N_("merge CODE into OTHER"), N_("Make one code of two."), codes.merge),
        Command("delete", "", "slet", N_("delete CODE"), N_("Delete a code."), codes.delete),
    )),
    ("work", "arbejde", (
        Command("left", "l", "mangler", "", N_("How much is not coded yet."), progress.left),
        Command("progress", "p", "fremdrift", "", N_("How far each source is; a number goes to one."),
                progress.progress),
        Command("log", "", "log", N_("log; log 20"), N_("The last changes, by whom."), progress.log),
        Command("help", "h", "hjælp", N_("help; help COMMAND; help GROUP; help all"),
                N_("The commands, or how one is written."), help_),
        Command("quit", "q", "slut", "", N_("Leave; everything is on disk."), leave),
    )),
)  # fmt: skip
"""The commands by what they are for; each group has an English and a Danish name."""

COMMANDS = tuple(one for _english, _danish, group in GROUPS for one in group)


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
    for sign, command in (("/", "find"), ("?", "help"), ("*", "favourite")):
        if words.startswith(sign):
            head, rest = command, words[1:]
    if not desk.lasting and head not in ("more", "+", "flere", "list", "liste", "again", "a", "igen"):
        desk.items = ()  # a choice is for the next line only
    find(head).run(desk, rest.strip())


def _choose(desk: Desk, number: str) -> None:
    if not desk.items:
        raise ChangeError(_("There is no list to choose from; 'query', 'sources' and 'codebook' read one."))
    if len(number) > 9 or not 1 <= int(number) <= len(desk.items):
        raise ChangeError(_("The list has the numbers 1 to {all}.").format(all=len(desk.items)))
    item = desk.items[int(number) - 1]
    if not desk.lasting:
        desk.items = ()
    item.choose()
