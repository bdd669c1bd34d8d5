"""A report of chosen parts, from a study and a :class:`~caqda.reports.config.Config`.

Each part is a module with one function ``blocks(making)``; its heading is set here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module

from caqda.analysis.confidential import Confidential, Pointing, leaving, pointing
from caqda.analysis.corpus import Corpus
from caqda.analysis.scope import Scope
from caqda.errors import StudyError
from caqda.reports.build import build
from caqda.reports.choices import Choices
from caqda.reports.code_report import CodeReport
from caqda.reports.config import Config
from caqda.reports.data import data, records
from caqda.reports.document import Block, Contents, Document, Heading, Later, PageBreak
from caqda.reports.parts.making import Making, note
from caqda.reports.quotations import ROLE
from caqda.study import Study
from caqda.wording import _

__all__ = ["document", "document_anew", "refuse", "risks"]


def document(study: Study | Corpus | Scope, config: Config, *, confidential: bool = False) -> Document:
    """The report that is asked for.

    What is marked confidential is left out, and the report says how much that is, unless ``confidential``
    lets it in. Raises UnknownName, QueryError.
    """
    scope = Scope.of(study)
    open_to_all = leaving(scope.corpus, everything=confidential)
    marked = open_to_all.confidential
    scope = _narrowed(replace(scope, corpus=open_to_all.corpus), config)
    making = Making(scope, config, marked, open_to_all.withheld)
    report = build(
        scope,
        codes=config.codes,
        by=making.by,
        title=config.title or None,
        context=config.context,
        language=making.language,
        hidden=marked,
        speakers=config.speakers,
        apart=config.apart,
        min_cell=config.min_cell,
    )
    asked = Choices.of(scope, config, making.language, confidential=confidential)
    report = replace(
        report, provenance=replace(report.provenance, choices=asked.line, withheld=making.withheld)
    )
    names = config.parts
    lead = CodeReport(report, names)
    title = config.title or (
        report.title
        if {"codes"} <= {*names} <= {"codes", "codebook"}
        else making.say.title.format(study=scope.corpus.name)
    )
    return Document(
        title=title,
        author=config.author,
        language=making.language,
        provenance=report.provenance,
        blocks=tuple(_blocks(making, lead)),
        records=records(report),
        data=partial(data, report),
        texts=_texts(scope.corpus) if config.speakers == "label" else None,
    )


def document_anew(study: Study | Corpus, asked: Choices) -> Document:
    """The report that was made of some choices, as the study is now. Raises UnknownName, QueryError."""
    return document(Scope.of(study, codes=asked.only), asked.config, confidential=asked.confidential)


def risks(study: Study | Corpus | Scope, config: Config) -> list[Pointing]:
    """The combinations of values by which a report would point at fewer than ``min_cell`` cases.

    They are those of the variables that the report shows of people or of where and when they spoke: what it
    is grouped by, their role, all that is told of cases where it has an overview of them, and the dates that
    stand over interviews.
    """
    from caqda.reports.parts.interviews import DATES

    corpus = Scope.of(study).corpus
    if config.min_cell < 2:
        return []
    making = Making(Scope.of(study), config, Confidential.of(corpus))
    shown = {making.by} & set(corpus.variables)
    if "cases" in config.parts:
        shown |= {name for case in corpus.cases.values() for name in case.variables}
    elif {"codes", "themes", "framework", "interviews"} & set(config.parts):
        shown |= {name for name in corpus.variables if name.casefold() in ROLE}
    if "interviews" in config.parts and config.speakers == "label":
        shown |= {name for name in corpus.variables if name.casefold() in DATES}
    return pointing(corpus, [name for name in corpus.variables if name in shown], config.min_cell)


def refuse(study: Study | Corpus | Scope, config: Config) -> None:
    """Raise StudyError where a report would point at few; it names the combinations."""
    if found := risks(study, config):
        raise StudyError(
            _(
                "The report would show combinations of values that fewer than {least} cases share; "
                "leave such variables out, set speakers to 'number', or say why with --override:"
            ).format(least=config.min_cell),
            *(f"  {one}" for one in found),
        )


def _texts(corpus: Corpus) -> Callable[[str], str]:
    keys = {source.name: key for key, source in corpus.sources.items()}
    return lambda name: corpus.text(keys[name])


def _narrowed(scope: Scope, config: Config) -> Scope:
    return Scope(
        scope.corpus,
        scope.codes,
        config.sources or scope.sources,
        config.cases or scope.cases,
        config.coders or scope.coders,
        " and ".join(f"({one})" for one in (scope.where, config.where) if one.strip())
        if scope.where and config.where
        else config.where or scope.where,
    )


def _blocks(making: Making, lead: CodeReport) -> Iterator[Block | Later]:
    yield from lead.front()
    if hidden := making.withheld:
        yield note(making.say.withheld["one" if hidden == 1 else "several"].format(n=hidden))
    yield Contents(making.words.contents)
    for number, name in enumerate(making.config.parts):
        if not number or name in ("codes", "codebook", "interviews", "methods"):
            yield PageBreak()
        if name == "codes":
            yield from lead.codes()
        elif name == "codebook":
            yield from lead.codebook()
        else:
            yield Heading(1, making.say.headings[name], f"part-{name}")
            yield from import_module(f"{__name__}.{name}").blocks(making)
    yield from lead.trace()
