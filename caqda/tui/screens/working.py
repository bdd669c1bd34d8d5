"""Working through the material: answers, what is not coded yet, bookmarks, flags, what is confidential."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from caqda.coding.spans import foremost
from caqda.errors import ChangeError
from caqda.safety import for_terminal
from caqda.tui.keys import keyed
from caqda.tui.screens.ends import EndsScreen
from caqda.tui.session import About, News, Place, Session
from caqda.tui.widgets.chooser import Chooser, Option
from caqda.wording import N_, _, ngettext

if TYPE_CHECKING:
    from caqda.analysis.corpus import Corpus
    from caqda.bookmarks import Marked
    from caqda.confidential import Restricted

Span = tuple[int, int]

FLAG_WORDS = {
    "typical": N_("typical: a good example of the code"),
    "borderline": N_("borderline: only just"),
    "contradicting": N_("contradicting: speaks against it"),
}

_SHOWN = 24  # characters of a reason beside what it is about
_MARKING = frozenset({"bookmark", "restriction", "coding.flag"})
"""The tables that say what is marked."""


class WorkingScreen(EndsScreen):
    """The desk with ways through all sources, in the order of the list."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._survey = False
        self._marked: list[Marked] = []
        self._restricted: list[Restricted] = []

    def hear(self, news: News) -> None:
        """Know anew what is marked."""
        super().hear(news)
        changed = news.about is About.STUDY and (news.tables is None or news.tables & _MARKING)
        if self.session.is_ready and (changed or news.about is About.READY):
            self.in_background("marked", self._read_marked)

    async def _read_marked(self) -> None:
        self._marked, self._restricted, self._flags = await self.session.ask(_marked_in)
        self._show_standing()

    def _signs(self) -> tuple[str, ...]:
        """What is to be known of the place of the cursor, in words."""
        source, at = self._here()
        if self.transcript.selection is not None:  # the cursor stands behind it
            at = self.transcript.selection[0]
        kinds = {
            mark.kind
            for mark in self._marked
            if mark.source == source and mark.coder == self.session.coder and mark.start <= at < mark.end
        }
        told = [
            words for kind, words in (("bookmark", _("bookmark")), ("later", _("later"))) if kind in kinds
        ]
        cases = self.session.corpus.cases_of(source, at, at + 1) if self.session.is_open else ()
        held = [one for one in self._restricted if _holds(one, source, at, cases)]
        if held:
            why = "; ".join(for_terminal(one.reason) for one in held if one.reason)
            told.append(_("CONFIDENTIAL ({why})").format(why=why) if why else _("CONFIDENTIAL"))
        if self._survey:
            told.append(_("survey"))
        return (*told, *super()._signs())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys from answer to answer work in the survey only."""
        return self._survey if action == "answer" else True

    # -- through the sources ---------------------------------------------------------------------------

    def _order(self) -> list[int]:
        """The sources in the order of the list."""
        return [row.key for row in self.source_list.rows if isinstance(row.key, int)]

    def _onward(self, step: int = 1) -> list[int]:
        """The sources after (or, backwards, before) the one that is open, nearest first."""
        order = self._order()
        if self.source not in order:
            return order
        at = order.index(self.source)
        return order[at + 1 :] if step > 0 else order[:at][::-1]

    def _name_of(self, source: int) -> str:
        return for_terminal(self.session.corpus.sources[source].name)

    async def action_survey(self) -> None:
        """Begin going from answer to answer, or stop."""
        self._survey = not self._survey
        self.refresh_bindings()
        if self._survey:
            await self._answer(0)
        else:
            self._show_standing()
            self._say(_("No longer from answer to answer."))

    async def action_answer(self, step: int) -> None:
        """Go to the next or previous answer of a participant, on to the next source at the end of one."""
        await self._answer(step)

    async def action_source(self, step: int) -> None:
        """In the survey, go to the answer to the same question in the next source where it is asked so."""
        if self._survey and await self._same_question(step):
            return
        await super().action_source(step)
        if self._survey:
            await self._answer(0)

    async def _same_question(self, step: int) -> bool:
        from caqda.coding.progress import answer_to, answers, question_at

        source, cursor = self._here()
        at = self.transcript.selection[0] if self.transcript.selection is not None else cursor
        question = await self.session.ask(lambda corpus: question_at(corpus, source, at)) if source else ""
        for other in self._onward(step):
            span = await self.session.ask(lambda corpus, other=other: answer_to(corpus, other, question))  # type: ignore[misc]
            if span is not None:
                spans = await self.session.ask(lambda corpus, other=other: answers(corpus, other))  # type: ignore[misc]
                await self._to_answer(other, spans, spans.index(span))
                return True
        return False

    async def _answer(self, step: int) -> None:
        from caqda.coding.progress import answers

        source, cursor = self._here()
        at = self.transcript.selection[0] if self.transcript.selection is not None else cursor
        spans = await self.session.ask(lambda corpus: answers(corpus, source)) if source else []
        here = max((place for place, span in enumerate(spans) if span[0] <= at), default=-1)
        place = max(here, 0) if step == 0 else here + step
        if 0 <= place < len(spans):
            await self._to_answer(source, spans, place)
            return
        for other in self._onward(step or 1):
            there = await self.session.ask(lambda corpus, other=other: answers(corpus, other))  # type: ignore[misc]
            if there:
                await self._to_answer(other, there, 0 if step >= 0 else len(there) - 1)
                return
        self._say(
            _("This is the last answer of the last source.")
            if step >= 0
            else _("This is the first answer of the first source.")
        )

    async def _to_answer(self, source: int, spans: list[Span], place: int) -> None:
        await self._open(Place(source, *spans[place]))
        told = _(
            "Answer {n} of {count}  ·  {coding.next-answer:space} next, "
            "{coding.previous-answer:⌫} previous, {coding.next-source:W} next source, "
            "{coding.survey:Z} ends"
        )
        self._show_standing()
        self._say(keyed(self, told, n=place + 1, count=len(spans)))

    async def action_next_uncoded(self) -> None:
        """Go to the next paragraph of a participant in which this coder has coded nothing."""
        from caqda.coding.progress import uncoded_speech

        coder, (source, cursor) = self.session.coder, self._here()
        for other in [source, *self._onward()] if source else self._order():
            spans = await self.session.ask(
                lambda corpus, other=other: uncoded_speech(corpus, other, coder)  # type: ignore[misc]
            )
            left = [span for span in spans if other != source or span[0] > cursor]
            if not left:
                continue
            await self._open(Place(other, left[0][0]))
            n = len(spans)
            if other == source:
                told = ngettext("{n} uncoded passage in {source}", "{n} uncoded passages in {source}", n)
            else:
                told = ngettext(
                    "That was the last one there. On to {source}: {n} uncoded passage",
                    "That was the last one there. On to {source}: {n} uncoded passages",
                    n,
                )
            self._say(told.format(n=n, source=self._name_of(other)))
            return
        self._say(_("From here on, to the last source, nothing is left uncoded."))

    # -- bookmarks ---------------------------------------------------------------------------------------

    async def action_bookmark(self, kind: str) -> None:
        """Mark the passage, or take the mark off it."""
        from caqda.bookmarks import toggle

        source, (start, end) = self.transcript.document.key, self._passage()
        there = await self.session.do(lambda study: toggle(study, source, start, end, kind=kind))
        await self._read_marked()
        words = {
            ("bookmark", True): keyed(self, _('Bookmark set  ·  {coding.bookmarks:"} lists them')),
            ("bookmark", False): _("Bookmark taken off."),
            ("later", True): keyed(
                self, _("Flagged for later  ·  {coding.next-later:I} goes to the next one")
            ),
            ("later", False): _("No longer flagged for later."),
        }
        self._say(words[kind, there])

    async def action_next_later(self) -> None:
        """Go to the next passage that is flagged for later, round the end."""
        order = {source: place for place, source in enumerate(self._order())}
        mine = [
            mark
            for mark in self._marked
            if mark.kind == "later" and mark.coder == self.session.coder and mark.source in order
        ]
        mine.sort(key=lambda mark: (order[mark.source], mark.start))
        if not mine:
            told = _("Nothing is flagged for later; {coding.later:d} flags the passage here.")
            raise ChangeError(keyed(self, told))
        source, cursor = self._here()
        here = (order.get(source, -1), cursor)
        after = (n for n, mark in enumerate(mine) if (order[mark.source], mark.start) > here)
        place = next(after, 0)
        await self._open(Place(mine[place].source, mine[place].start))
        self._say(_("Flagged for later: {n} of {count}").format(n=place + 1, count=len(mine)))

    def action_bookmarks(self) -> None:
        """List the bookmarks and what is flagged for later."""
        from caqda.tui.screens.bookmarks import BookmarkScreen

        async def chosen(mark: Marked | None) -> None:
            await self._read_marked()
            if mark is not None:
                await self._open(Place(mark.source, mark.start, mark.end))

        self.app.push_screen(BookmarkScreen(self.session), chosen)

    async def action_progress(self) -> None:
        """Tell what is left, and what was done today."""
        from caqda.tui.screens.progress import ProgressScreen

        await self._keep_place()  # it is told there

        async def chosen(source: int | None) -> None:
            if source is not None:
                await self._open(self._place_in(source))

        self.app.push_screen(ProgressScreen(self.session), chosen)

    # -- flags -------------------------------------------------------------------------------------------

    async def action_flag(self) -> None:
        """Ask what the coding under the cursor is an example of."""
        from caqda.coding.flags import FLAGS, flag

        mark = foremost(self._marks_here(), self._held, self.session.coder)
        if mark is None:
            raise ChangeError(_("There is no coding under the cursor to flag."))
        now = self._flags.get(mark.key, "")
        options = [Option(value, _(FLAG_WORDS[value]), _("now") if value == now else "") for value in FLAGS]
        options.append(Option("", _("no flag"), "" if now else _("now")))

        async def chosen(value: str | None) -> None:
            if value is None:
                return
            await self.session.do(lambda study: flag(study, mark.key, value))
            await self._read_marked()
            told = _("{code}: {flag}") if value else _("{code}: no flag")
            self._say(told.format(code=mark.name, flag=_(value) if value else ""))

        title = _("What is this coding of {code}?").format(code=mark.name)
        self.app.push_screen(Chooser(title, options, _("flags it")), chosen)

    async def action_confidential(self) -> None:
        """Ask what here is confidential, or no longer."""
        from caqda.confidential import release, restrict
        from caqda.tui.screens.dialogs import Ask

        (start, end), source = self._passage(), self.transcript.document.key
        corpus = self.session.corpus
        places: list[tuple[str, dict[str, int]]] = [
            (_("this passage"), {"source": source, "start": start, "end": end}),
            (_("the source {name}").format(name=self._name_of(source)), {"source": source}),
            *(
                (_("the case {name}").format(name=for_terminal(corpus.cases[case].name)), {"case": case})
                for case in corpus.cases_of(source, start, end)
            ),
        ]
        held = [next((one for one in self._restricted if _is(one, place)), None) for _words, place in places]
        options = [Option(n, words, _held_words(held[n])) for n, (words, _place) in enumerate(places)]

        async def chosen(n: int | None) -> None:
            if n is None:
                return
            words, place = places[n]
            mark = held[n]
            if mark is None:
                why = Ask(_("Why is it confidential? enter alone gives no reason"), may_be_empty=True)
                self.app.push_screen(why, self.calmly(partial(marked, words, place)))
                return
            await self.session.do(lambda study: release(study, mark.id))
            await self._read_marked()
            self._say(_("No longer confidential: {what}").format(what=words))

        async def marked(words: str, place: dict[str, int], reason: str | None) -> None:
            if reason is None:
                return
            await self.session.do(lambda study: restrict(study, **place, reason=reason))
            await self._read_marked()
            self._say(_("Confidential: {what}  ·  reports leave it out").format(what=words))

        self.app.push_screen(Chooser(_("What is confidential?"), options, _("marks it")), chosen)


def _marked_in(corpus: Corpus) -> tuple[list[Marked], list[Restricted], dict[int, str]]:
    from caqda.bookmarks import bookmarks
    from caqda.coding.flags import flags
    from caqda.confidential import restrictions

    return bookmarks(corpus.study), restrictions(corpus.study), flags(corpus.study)


def _holds(one: Restricted, source: int, at: int, cases: tuple[int, ...]) -> bool:
    """Whether something confidential lies at an offset."""
    if one.source == source:
        return one.start is None or one.end is None or one.start <= at < one.end
    return one.case is not None and one.case in cases


def _held_words(one: Restricted | None) -> str:
    """What is said of something that may be confidential already."""
    if one is None:
        return ""
    told = _("confidential ({why}): lets it go") if one.reason else _("is confidential: lets it go")
    why = one.reason if len(one.reason) <= _SHOWN else f"{one.reason[: _SHOWN - 1]}…"
    return told.format(why=for_terminal(why))


def _is(one: Restricted, place: dict[str, int]) -> bool:
    told = {"source": one.source, "start": one.start, "end": one.end, "case": one.case}
    return {name: value for name, value in told.items() if value is not None} == place
