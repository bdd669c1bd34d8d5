"""Textual's driver for a page in a browser: keys and pictures go through two pipes."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Leaves when the page is closed, as the researcher would: with what she was writing on disk."""

    def run_input_thread(self) -> None:
        """Read keys until there is nobody who could press one."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_later(self._leave)

    async def _leave(self) -> None:
        await self._app.run_action("quit")
        self._app.exit()
