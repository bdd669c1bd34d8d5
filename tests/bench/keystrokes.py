"""The keys it takes to code one interview of the bundled study exactly as its table of codings has it.

python -m tests.bench.keystrokes [SOURCE]

The real app is driven, in memory, with the cheapest keys that lead from one coding to the next: letters, or
moves to the passage and its selection by units, then a number key, or the picker with as few letters as put
the code first.
"""

from __future__ import annotations

import asyncio
import csv
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from tui import opened, settled

from caqda import study as studies
from caqda.demo import NAME, folder
from caqda.exchange import codebook_yaml
from caqda.sources import import_files
from caqda.tui.app import CaqdaApp
from caqda.tui.screens.coding import CodingScreen
from caqda.tui.transcript import Document, TranscriptView, moves, selecting
from caqda.tui.transcript.letters import lettered

MOVES = {
    "right_parenthesis": ("sentence", 1), "left_parenthesis": ("sentence", -1),
    "J": ("paragraph", 1), "K": ("paragraph", -1), "L": ("turn", 1), "H": ("turn", -1),
    "w": ("word", 1), "b": ("word", -1), "l": ("grapheme", 1), "h": ("grapheme", -1),
}  # fmt: skip
UNITS = {"s": "sentence", "p": "paragraph", "t": "turn", "e": "word"}
_FARTHEST, _MOST = 25, 9  # moves to a passage; units in a selection
_FEW = 5  # keys: for more it is worth to turn the page and use letters
Span = tuple[int, int]


def step(document: Document, key: str, at: int, anchor: int | None = None) -> int:
    """Where a key that moves leads."""
    kind, direction = MOVES[key]
    go = moves.forward if direction > 0 else moves.back
    return go(document, kind, at, anchor)  # type: ignore[arg-type]


def reached(document: Document, at: int, anchor: int | None) -> Iterator[tuple[int, list[str]]]:
    """Offsets and the keys that lead there, the fewest first."""
    queue: deque[tuple[int, list[str]]] = deque([(at, [])])
    seen = {at}
    while queue:
        here, keys = queue.popleft()
        yield here, keys
        if len(keys) < _FARTHEST:
            for key in MOVES:
                there = step(document, key, here, anchor)
                if there not in seen:
                    seen.add(there)
                    queue.append((there, [*keys, key]))


def selecting_keys(document: Document, at: int, wanted: Span) -> list[str] | None:
    """The unit keys that select just this passage from a cursor."""
    best: list[str] | None = None
    for key, kind in UNITS.items():
        span: Span | None = None
        for presses in range(1, _MOST):
            span = selecting.grow(document, kind, at, span)  # type: ignore[arg-type]
            if span == wanted and (best is None or presses < len(best)):
                best = [key] * presses
            if span is not None and span[0] == wanted[0] and span[1] > wanted[1]:
                shorter, fewer = span, [key] * presses
                while shorter is not None and shorter[1] > wanted[1] and len(fewer) < _FARTHEST:
                    shorter, fewer = selecting.shrink(document, "word", shorter), [*fewer, "E"]
                if shorter == wanted and (best is None or len(fewer) < len(best)):
                    best = fewer
            if span is None or span[1] >= wanted[1]:
                break
    return best


def by_letters(transcript: TranscriptView, wanted: Span) -> int | None:
    """How many keys select a passage by letters from here; None where its beginning is not in sight."""
    document = transcript.document
    letters = {at: letter for letter, at in lettered(document, *transcript.in_sight(), 0).items()}
    if wanted[0] not in letters:
        return None
    sentence = document.unit("sentence", document.sentence_units.at(wanted[0]))
    return 1 + len(letters[wanted[0]]) + (sentence[1] != wanted[1])


def grown_to_letters(document: Document, at: int, wanted: Span) -> list[str] | None:
    """The moves after which ``s`` begins the passage, whose end a letter then selects; the fewest."""
    for there, keys in reached(document, at, None):
        span = selecting.grow(document, "sentence", there, None)
        if span is not None and span[0] == wanted[0]:
            return keys if span[1] < wanted[1] else None
        if len(keys) > _FEW:
            return None
    return None


async def select(pilot: Pilot[None], transcript: TranscriptView, wanted: Span) -> tuple[int, int]:
    """Press the cheapest keys that select a passage; how many go there, and how many select."""
    document = transcript.document
    move, grow = cheapest(document, transcript.cursor, wanted)
    units, letters = len(move) + len(grow), by_letters(transcript, wanted)
    began = grown_to_letters(document, transcript.cursor, wanted)
    grown = units if began is None else len(began) + 3
    if letters is None and min(units, grown) > _FEW:
        await press(pilot, ["ctrl+d"])
        further, selecting = await select(pilot, transcript, wanted)
        return 1 + further, selecting
    if letters is not None and letters < min(units, grown):
        return len(await letter(pilot, transcript, wanted[0])), len(
            await letter(pilot, transcript, wanted[1])
        )
    if began is not None and grown < units:
        await press(pilot, [*began, "s"])
        return len(began), 1 + len(await letter(pilot, transcript, wanted[1]))
    await press(pilot, [*move, *grow])
    return len(move), len(grow)


async def letter(pilot: Pilot[None], transcript: TranscriptView, offset: int) -> list[str]:
    """Press what leads to an offset by letters; nothing where the selection ends there already."""
    if transcript.selection is not None and transcript.selection[1] == offset:
        return []
    asked = [] if transcript.letters else ["0"]
    await press(pilot, asked)
    keys = next(list(letters) for letters, at in transcript.letters.items() if at == offset)
    await press(pilot, keys)
    return [*asked, *keys]


def cheapest(document: Document, at: int, wanted: Span) -> tuple[list[str], list[str]]:
    """Moves, and keys that select, with the fewest in all."""
    best: tuple[list[str], list[str]] | None = None
    for there, keys in reached(document, at, None):
        if best is not None and len(keys) >= len(best[0]) + len(best[1]):
            break
        if (select := selecting_keys(document, there, wanted)) is None and there == wanted[0]:
            freely = reached(document, there, there)
            end = next((keys for place, keys in freely if place == wanted[1]), None)
            select = None if end is None else ["v", *end]
        if select is not None and (best is None or len(keys) + len(select) < len(best[0]) + len(best[1])):
            best = keys, select
    assert best is not None, wanted
    return best


async def choosing(app: CaqdaApp, code: int) -> list[str]:
    """The keys that apply a code to the selection."""
    session, screen = app.session, app.screen
    assert isinstance(screen, CodingScreen)
    slot = next((slot for slot, there in session.slots.items() if there == code), None)
    if slot is not None:
        return [str(slot)]
    if screen._ranking is None:
        await screen._rank()
    pickable = screen._pickable()
    name = session.corpus.codes[code].name
    likely, ranking = pickable.likely, pickable.ranking
    typed = {"", *(name[start:end] for start in _beginnings(name) for end in range(start + 1, len(name) + 1))}
    best: list[str] | None = None
    for text in sorted(typed, key=lambda text: (len(text), text)):
        found = [one.code for one in ranking.search(text, likely=likely)]
        if code in found:
            keys = ["c", *map(_character_to_key, text), *["down"] * found.index(code), "enter"]
            best = keys if best is None or len(keys) < len(best) else best
    assert best is not None, name
    return best


def _beginnings(name: str) -> list[int]:
    return [place for place in range(len(name)) if place == 0 or name[place - 1] == " "]


def uncoded_study(path: Path) -> None:
    """The bundled interviews and codebook, without codings."""
    codebook, transcripts = folder("codebooks") / f"{NAME}.yaml", folder("transcripts")
    with studies.create(path, name="study", language="da", coder="AB") as study:
        codebook_yaml.load(study, codebook.read_text("utf-8"), codebook)
        import_files(study, [transcripts], cases=transcripts / "cases.csv")


async def press(pilot: Pilot[None], keys: list[str]) -> None:
    """Press keys as a person does who looks at what they do."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)


async def code_it(study: Path, wanted: list[tuple[int, int, str]], source: str, coder: str) -> None:
    """Code an interview, and tell the keys it took."""
    spent = {"moving": 0, "selecting": 0, "choosing": 0}
    numbers = 0
    async with opened(study, coder=coder) as pilot:
        app = pilot.app
        assert isinstance(app, CaqdaApp) and isinstance(app.screen, CodingScreen)
        corpus = app.session.corpus
        app.session.show(corpus.source_named(source).id, 0)
        await settled(pilot)
        transcript = app.screen.transcript
        most: tuple[int, str] = (0, "")
        for start, end, path in wanted:
            move, selected = await select(pilot, transcript, (start, end))
            assert transcript.selection == (start, end), (transcript.selection, start, end)
            choose = await choosing(app, corpus.tree.find(path))
            await press(pilot, choose)
            for name, keys in zip(spent, (move, selected, len(choose)), strict=True):
                spent[name] += keys
            numbers += len(choose) == 1
            most = max(most, (move + selected + len(choose), transcript.document.text[start:end]))
        made = app.session.corpus.codings
        paths = app.session.corpus.tree.paths
        done = sorted(
            zip(
                made.start.tolist(),
                made.end.tolist(),
                [paths[one] for one in made.code.tolist()],
                strict=True,
            )
        )
    total = sum(spent.values())
    print(
        f"{source}, coder {coder}: {len(wanted)} codings as in the table: {'yes' if done == wanted else 'NO'}"
    )
    print(
        f"{total} keys, {total / len(wanted):.1f} a coding: "
        + ", ".join(f"{n} {k}" for k, n in spent.items())
    )
    print(f"{numbers} of {len(wanted)} with a number key; the dearest took {most[0]}: {most[1][:60]}")


def main(source: str = "07-sundhedsplejerske", coder: str = "AB") -> None:
    """Make a study of the bundled transcripts and codebook without codings, and code one of them."""
    with (folder("transcripts") / "codings.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if (row["source"], row["coder"]) == (source, coder)]
    wanted = sorted((int(row["start"]), int(row["end"]), row["code"]) for row in rows)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "study.caqda"
        uncoded_study(path)
        asyncio.run(code_it(path, wanted, source, coder))


if __name__ == "__main__":
    main(*sys.argv[1:2])
