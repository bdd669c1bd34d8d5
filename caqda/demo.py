"""The bundled study: constructed interviews, a codebook and codings by two coders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caqda import study as studies
from caqda.database import remove
from caqda.exchange import codebook_yaml, codings_csv
from caqda.recorded import MAKING
from caqda.sources import Progress, import_files

if TYPE_CHECKING:
    from caqda.study import Study

NAME = "en-faelles-indsats"
FIRST_CODER = "AB"
TITLE = "En fælles indsats (konstrueret)"


def folder(name: str) -> Path:
    """Where the bundled ``codebooks`` or ``transcripts`` lie: in an installed package, or its repository."""
    package = Path(__file__).parent
    installed = package / "bundled" / name
    return installed if installed.is_dir() else package.parent / name


def build(path: Path, *, progress: Progress | None = None) -> Study:
    """Make the bundled study at a path; raises StudyError where something is there.

    It belongs to how the study was made, so that undo stops at what its first user did.
    """
    study = studies.create(path, name=TITLE, language="da", coder=FIRST_CODER)
    codebook = folder("codebooks") / f"{NAME}.yaml"
    transcripts = folder("transcripts")
    codings = transcripts / "codings.csv"
    try:
        with study.change(MAKING, "the bundled interviews, codebook and codings taken in"):
            codebook_yaml.load(study, codebook.read_text("utf-8"), codebook)
            import_files(study, [transcripts], cases=transcripts / "cases.csv", progress=progress)
            codings_csv.apply(study, codings.read_text("utf-8"), codings)
    except BaseException:
        study.close()
        remove(path)
        raise
    return study
