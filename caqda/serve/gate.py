"""Who is let in.

The token stands in the path, not in a cookie: a browser adds a cookie by itself, also for a page from
elsewhere, while an address must be known. A page from elsewhere that had its own name point to this machine
(DNS rebinding) is refused by the name it asks for, and by the origin it has to tell.
"""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

_TOKEN_BYTES = 32
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_this_machine_only(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules for one run: the address listened on, and a token that nobody can guess."""

    host: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_TOKEN_BYTES), repr=False)

    def admits(self, path: str, host: str | None) -> bool:
        """Whether a request for a path, sent to a host, may be answered."""
        # The token is compared, in constant time, whatever the host: how long it takes tells nothing.
        knows = compare_digest(path.split("/")[1].encode() if "/" in path else b"", self.token.encode())
        return self._is_ours(host) and knows

    def admits_page(self, origin: str | None, host: str | None) -> bool:
        """Whether the page that opens a websocket is our own: browsers tell its origin, always."""
        if not origin or not host:
            return False
        told = urlsplit(origin)
        return told.scheme in ("http", "https") and told.netloc.lower() == host.lower()

    def _is_ours(self, host: str | None) -> bool:
        """Whether a Host header names this machine.

        Ports are let be, since a tunnel has another one at its near end. An address in numbers cannot be
        pointed elsewhere, so any will do where others may come in.
        """
        name = _name(host or "")
        if name in _OWN_NAMES or name == self.host.lower():
            return True
        return not is_this_machine_only(self.host) and (
            _is_number(name) or name == socket.gethostname().lower()
        )


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
