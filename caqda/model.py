"""The tables: the words of the field, and nothing that acts.

Every row that a person makes has a ``uuid`` that survives exchange with other programs, and every
change to a row (the content-addressed :class:`Text`, :class:`ReadingPlace` and the journal itself aside)
is recorded in :class:`Transaction`. Times are UTC, ISO 8601 with ``Z``.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint, func
from sqlmodel import Field, SQLModel


class StudyInfo(SQLModel, table=True):
    """The study itself; one row."""

    __tablename__ = "study"

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str
    language: str = "da"
    created: str


class Coder(SQLModel, table=True):
    """A person who codes."""

    __tablename__ = "coder"

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    created: str


class Text(SQLModel, table=True):
    """A text, stored once under its hash and never changed.

    ``paragraphs`` and ``sentences`` hold pairs of offsets, ``words`` the start and end of each word:
    little-endian unsigned 32-bit numbers (see :mod:`caqda.offsets`).
    """

    __tablename__ = "text"

    sha256: str = Field(primary_key=True)
    content: str
    paragraphs: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sentences: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Case(SQLModel, table=True):
    """Who or what is compared: usually one interviewee."""

    __tablename__ = "case"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class Source(SQLModel, table=True):
    """An imported document. ``case_id`` is whose it is where it has no turns."""

    __tablename__ = "source"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    file: str
    file_sha256: str = Field(index=True)
    format: str
    encoding: str
    language: str
    sha256: str = Field(foreign_key="text.sha256", unique=True)
    characters: int
    word_count: int
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class Speaker(SQLModel, table=True):
    """A speaker label in a source. An interviewer belongs to no case."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("source_id", "label"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    source_id: int = Field(foreign_key="source.id")
    label: str
    interviewer: bool = False
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)


class Turn(SQLModel, table=True):
    """One speaker's uninterrupted stretch: from its label to the next; the words begin at ``speech``."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("source_id", "start"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    speaker_id: int = Field(foreign_key="speaker.id", index=True)
    start: int
    end: int
    speech: int
    time: str | None = None


class Variable(SQLModel, table=True):
    """A named property of cases or sources. ``type`` is text, number, date or yesno."""

    __tablename__ = "variable"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    type: str = "text"


class Value(SQLModel, table=True):
    """What a variable is for one case or one source."""

    __tablename__ = "value"
    __table_args__ = (
        UniqueConstraint("variable_id", "case_id"),
        UniqueConstraint("variable_id", "source_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    variable_id: int = Field(foreign_key="variable.id")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    value: str


class Code(SQLModel, table=True):
    """A named idea with a definition, in a tree; names are unique among siblings only."""

    __tablename__ = "code"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    position: int = 0
    colour: str
    definition: str = ""
    full: str = ""
    include: str = ""
    exclude: str = ""
    typical: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    borderline: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


# A missing parent compares unequal to itself in a plain unique constraint.
Index(
    "code_sibling_name",
    func.coalesce(Code.__table__.c.parent_id, 0),  # type: ignore[attr-defined]
    Code.__table__.c.name,  # type: ignore[attr-defined]
    unique=True,
)


class Coding(SQLModel, table=True):
    """One code applied by one coder to the passage ``[start, end)``; ``text`` is what it was made on.

    ``flag`` says what the coder thinks of it as an example of the code (see :mod:`caqda.coding.flags`).
    """

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("source_id", "start", "end", "code_id", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    source_id: int = Field(foreign_key="source.id")
    start: int
    end: int
    code_id: int = Field(foreign_key="code.id", index=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    text: str
    flag: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created: str


class Memo(SQLModel, table=True):
    """A note on one source, case, code or coding; on the study where none is named.

    A memo on the study that has a date (``dated``, ISO 8601) is an entry of the research journal.
    """

    __tablename__ = "memo"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    coding_id: int | None = Field(default=None, foreign_key="coding.id", index=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    title: str = Field(default="", sa_column_kwargs={"server_default": ""})
    dated: str = Field(default="", sa_column_kwargs={"server_default": ""})
    text: str
    created: str
    changed: str


class MemoLink(SQLModel, table=True):
    """A further thing that a memo is about: a passage ``[start, end)`` of a source, a code or a case."""

    __tablename__ = "memo_link"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    memo_id: int = Field(foreign_key="memo.id", index=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    start: int | None = None
    end: int | None = None
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)


class Bookmark(SQLModel, table=True):
    """A passage that a coder comes back to. ``kind`` is bookmark, or later: to be coded another time."""

    __tablename__ = "bookmark"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    start: int
    end: int
    kind: str = "bookmark"
    note: str = ""
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class Restriction(SQLModel, table=True):
    """Something confidential: a source (or a passage ``[start, end)`` of it), a case or a memo."""

    __tablename__ = "restriction"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    start: int | None = None
    end: int | None = None
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    memo_id: int | None = Field(default=None, foreign_key="memo.id", index=True)
    reason: str = ""
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class Summary(SQLModel, table=True):
    """What a coder writes of one case under one code: a cell of the framework matrix."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("case_id", "code_id", "coder_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    case_id: int = Field(foreign_key="case.id")
    code_id: int = Field(foreign_key="code.id", index=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    text: str
    created: str
    changed: str


class Favourite(SQLModel, table=True):
    """A code that a coder keeps under a number key, 1 to 9."""

    __tablename__ = "favourite"
    __table_args__ = (UniqueConstraint("coder_id", "slot"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    coder_id: int = Field(foreign_key="coder.id")
    slot: int
    code_id: int = Field(foreign_key="code.id", index=True)


class SavedQuery(SQLModel, table=True):
    """An expression of the query language under a name, which ``@name`` stands for."""

    __tablename__ = "saved_query"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    expression: str
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class SavedTable(SQLModel, table=True):
    """A table under a name: what it asks, as JSON, not what it answered."""

    __tablename__ = "saved_table"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    name: str = Field(unique=True)
    spec: str
    coder_id: int = Field(foreign_key="coder.id", index=True)
    created: str


class ReadingPlace(SQLModel, table=True):
    """How far somebody has read a source: where they stopped, and the furthest offset they came to.

    It says nothing about the interviews, so it is not in the journal and no undo takes it back.
    """

    __tablename__ = "reading_place"

    source_id: int = Field(foreign_key="source.id", primary_key=True)
    coder: str = Field(primary_key=True)
    offset: int
    furthest: int
    seen: str


class Transaction(SQLModel, table=True):
    """One change of the study, with the rows before and after, chained by hash to the one before.

    ``kind`` is do, undo or redo; ``target`` is the transaction that was undone or redone.
    """

    __tablename__ = "journal"

    id: int | None = Field(default=None, primary_key=True)
    time: str
    coder: str
    kind: str
    target: int | None = None
    action: str
    summary: str
    changes: str
    previous: str
    hash: str


RECORDED: tuple[type[SQLModel], ...] = (
    StudyInfo, Coder, Case, Source, Speaker, Turn, Variable, Value, Code, Coding, Memo, Favourite,
    SavedQuery, MemoLink, Bookmark, Restriction, Summary, SavedTable,
)  # fmt: skip
"""The tables that change only through the journal, each after those it refers to."""
