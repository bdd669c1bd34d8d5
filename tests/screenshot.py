"""The README's picture, made from the running app: ``python -m tests.screenshot``."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

os.environ |= {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "CAQDA_THEME": "light",
    "CAQDA_LANGUAGE": "en",
}
os.environ.pop("NO_COLOR", None)

from caqda import demo
from tests.tui import opened, press, settled

TARGET = Path(__file__).parent / "data" / "coding-screen.svg"
SIZE = (164, 36)


async def main() -> None:
    """Open the bundled study on a passage with many codes, and draw what is shown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{demo.NAME}.caqda"
        demo.build(path).close()
        async with opened(path, SIZE, "AB") as pilot:
            session = pilot.app.session  # type: ignore[attr-defined]
            source = session.corpus.source_named("12-boligsocial-familier").id
            start = session.corpus.text(source).index("Det er bare mere af den.")
            session.show(source, start)
            await settled(pilot)
            await press(pilot, "s")
            drawn = pilot.app.export_screenshot(title="caqda", simplify=True)
    # No font from elsewhere: what shows the picture has a monospaced one.
    drawn = re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL)
    TARGET.write_text(re.sub(r"font-family: [^;]+;", "font-family: monospace;", drawn), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
