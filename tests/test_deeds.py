"""What the journal says was done, in Danish: every sentence that a change writes is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caqda import bookmarks, deeds, memos, queries, wording
from caqda.analysis.corpus import Corpus
from caqda.codebook import Codebook
from caqda.codebook.in_vivo import in_vivo
from caqda.coding import actions
from caqda.coding.flags import flag
from caqda.confidential import override, release, restrict
from caqda.favourites import pin, unpin
from caqda.summaries import summarise
from tests.studies import build_study

TEXT = "K1: Viden er magt. Ja, det er den. Nej.\n"


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    yield
    wording.use("en")


def test_all_that_is_done_to_a_study_is_told_in_danish(tmp_path: Path) -> None:
    codes = ["viden", "magt", "magt/over"]
    with build_study(tmp_path / "s.caqda", {"k1": TEXT}, codes, cases=["K1"]) as study:
        book, source = Codebook(study), study.source_id("k1")
        coding = study.apply("viden", "k1", 4, 9)
        study.resize(coding, 4, 14)
        flag(study, coding, "typical")
        flag(study, coding, "")
        study.write_memo("hm", coding=coding)
        study.write_memo("", coding=coding)
        corpus = Corpus.read(study)
        actions.apply_codes(corpus, [study.code_id("viden"), study.code_id("magt")], source, 19, 21)
        actions.apply_new(corpus, "tro/tvivl", [], source, 19, 21)
        in_vivo(study, source, 19, 24)
        study.remove(coding)
        pin(study, study.code_id("magt"), 3)
        unpin(study, 3)
        for kind in ("bookmark", "later"):
            for _again in range(2):
                bookmarks.toggle(study, source, 4, 9, kind=kind)
        entry = memos.write_entry(study, "i dag")
        memos.unlink(study, memos.link(study, entry, source=source, start=4, end=9))
        memos.rewrite(study, entry, "")
        release(study, restrict(study, source=source, start=4, end=9))
        override(study, "hun har sagt ja")
        queries.save(study, "q", "viden")
        queries.rename(study, "q", "p")
        queries.delete(study, "p")
        summarise(study, "K1", "magt", "kort")
        summarise(study, "K1", "magt", "")
        book.rename("tro", "håb")
        book.recolour("håb", "#112233")
        book.define("håb", definition="d", include="i")
        book.move("håb/tvivl", None)
        book.move("tvivl", "håb")
        book.split("magt", "magt 2", [int(Corpus.read(study).codings.id[1])])
        book.merge("magt 2", "magt")
        book.delete("magt")
        said = [one.summary for one in study.journal.log(100)]
    assert len(said) > 35
    assert [deeds.told(one) for one in said] == said
    wording.use("da")
    assert [one for one in said if deeds.told(one) == one] == ["the study of a test"]
    assert deeds.told('"viden" applied to k1 4-9') == '"viden" sat på k1 4-9'
    assert deeds.told("nobody writes this") == "nobody writes this"
