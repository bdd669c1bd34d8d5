"""The keys that work on every screen: the app's own."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from caqda.tui.widgets.rooms import ROOMS

BINDINGS: list[BindingType] = [
    *(
        Binding(key, f"room('{room}')", f"Screen: {room}", show=False, id=f"app.{room}")
        for room, key in ROOMS.items()
    ),
    Binding("question_mark", "keys", "The keys that work now", show=False, id="app.keys"),
    Binding("f1", "manual", "The manual", show=False, id="app.manual"),
    Binding(
        "ctrl+p,colon,ctrl+l",
        "command_palette",
        "Everything that can be done, by name",
        show=False,
        id="app.palette",
    ),
    # Also while something is asked, hence before what the question itself does with keys.
    Binding("f8", "tour('on')", "The tour: begin it, next step", show=False, id="app.tour", priority=True),
    Binding("f9", "tour('off')", "The tour: leave it", show=False, id="app.tour-off", priority=True),
    Binding("q", "quit", "Leave; everything is on disk", show=False, id="app.quit"),
]
