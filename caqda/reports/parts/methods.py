"""What the study's journal can say for a checklist of qualitative research; the rest is left to be filled in.

The items are those of COREQ (Tong, Sainsbury and Craig, 2007, doi:10.1093/intqhc/mzm042) and of SRQR
(O'Brien et al., 2014, doi:10.1097/ACM.0000000000000388).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import caqda
from caqda.analysis.saturation import saturation
from caqda.confidential import restrictions
from caqda.memos import memos
from caqda.reports.document import Cell, Heading, Line, Paragraph, Run, Table
from caqda.reports.parts.making import Made, Making

_LAST = 3  # interviews, of which it is told how many new codes they brought
_MINOR = 5  # codes that few cases have
_KINDS = {"passage": "passages", "source": "sources", "case": "cases", "memo": "memos"}
_COREQ = ("12", "16", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32")
_SRQR = ("S8", "S9", "S10", "S12", "S13", "S14", "S15", "S16", "S17")
_WHOLE = frozenset(("12", "25", "27", "29", "S12", "S13", "S17"))
"""Items that the study says all of."""
_SAME = {"S12": "12", "S14": "26", "S16": "31", "S17": "29"}


def blocks(making: Making) -> Made:
    """A table for each checklist."""
    facts = {item: fact for item, fact in _facts(making) if fact}
    say = making.say
    facts |= {item: facts[same] for item, same in _SAME.items() if item not in facts and same in facts}
    blank = sum(_open(item, facts) for item in (*_COREQ, *_SRQR))
    many = say.methods_blank[blank != 1].format(n=blank) if blank else ""
    yield Paragraph(" ".join(filter(None, (say.methods_intro, many))))
    for title, caption, items in (
        (say.coreq, say.coreq_caption, _COREQ),
        (say.srqr, say.srqr_caption, _SRQR),
    ):
        yield Heading(2, title, f"methods-{items[0]}")
        yield Table(
            caption=caption,
            head=(say.item, say.topic, say.fact),
            rows=tuple(
                (
                    Cell(item),
                    Cell(making.say.methods[item]),
                    Cell(_told(making, item, facts)),
                )
                for item in items
            ),
            name=title.partition(",")[0],
        )


def _open(item: str, facts: dict[str, str]) -> bool:
    """Whether something of an item is left to the researcher."""
    return item not in _WHOLE or item not in facts


def _told(making: Making, item: str, facts: dict[str, str]) -> Line:
    fact, blank = facts.get(item, ""), Run(making.say.fill_in, blank=True)
    if not _open(item, facts):
        return fact
    return (f"{fact} ", blank) if fact else blank


def _facts(making: Making) -> Iterator[tuple[str, str]]:
    corpus, words, told = making.scope.corpus, making.words, making.say.methods
    total = making.table.total
    yield (
        "12",
        told["sample"].format(
            cases=words.count("cases", total.cases),
            sources=words.count("sources", total.sources),
            words=words.count("words", total.words),
        ),
    )
    sizes = ((name, making.table.shown(None, name, "cases")) for name in making.table.columns)
    groups = ", ".join(f"{making.name(name)} {making.mark(size).text}" for name, size in sizes)
    yield "16", told["groups"].format(by=making.by_name, groups=groups)
    steps = saturation(making.scope, codes=making.codes, orders=1).groups[0].steps[-_LAST:]
    yield "22", told["new_codes"].format(n=len(steps), new=sum(len(step.new) for step in steps))
    coders = making.table.coders
    yield "24", told["coders"].format(n=words.count("coders", len(coders)), names=", ".join(coders))
    defined = sum(bool(corpus.codes[code].definition.strip()) for code in making.codes)
    top = sum(corpus.codes[code].depth == 0 for code in making.codes)
    yield "25", told["tree"].format(codes=len(making.codes), top=top, defined=defined)
    yield "26", _origin(making)
    yield "27", told["software"].format(version=caqda.__version__, position=corpus.position)
    yield (
        "29",
        told["quoted" if "codes" in making.config.parts else "quotes"].format(
            n=words.count("coded", total.passages)
        ),
    )
    yield "30", told["consistency"]
    themes = [corpus.codes[code].name for code in making.themes]
    yield "31", told["themes"].format(themes=", ".join(themes))
    used = [row for row in making.table.rows if row.code not in making.themes and row.total.cases]
    if minor := sorted(used, key=lambda row: row.total.cases)[:_MINOR]:
        sizes = ((row.name, making.table.shown(row, None, "cases")) for row in minor)
        named = ", ".join(f"{name} ({size})" if isinstance(size, int) else name for name, size in sizes)
        yield "32", told["minor"].format(themes=named)
    turns = sum(source.turns for key, source in corpus.sources.items() if key in making.scope.source_ids)
    yield "S13", told["processing"].format(turns=words.number(turns))
    log = corpus.study.journal.log()
    first, last = (words.day_of(log[at].time[:10]) for at in (-1, 0))
    trust = told["trust"].format(
        memos=words.number(len(memos(corpus.study))),
        changes=words.number(len(log)),
        days=told["days"].format(first=first, last=last) if first != last else first,
    )
    yield "S15", trust
    if marked := Counter(one.what for one in restrictions(corpus.study)):
        kinds = ", ".join(words.count(_KINDS[kind], number) for kind, number in marked.items())
        yield "S9", told["confidential"].format(marked=kinds)


def _origin(making: Making) -> str:
    """How many codes there were when coding began, and how many came while it went on.

    Nothing where the codings came from elsewhere: the journal does not say what was there before them.
    """
    made = {entry.id: entry for entry in making.scope.corpus.study.journal.log()}
    began = min((key for key, entry in made.items() if entry.action in ("apply", "in vivo")), default=None)
    if began is None:
        return ""
    after = sum(
        entry.action in ("add code", "in vivo") or "new code" in entry.summary
        for key, entry in made.items()
        if key >= began and entry.kind == "do"
    )
    return making.say.methods["origin"].format(before=max(0, len(making.codes) - after), after=after)
