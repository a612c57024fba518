"""What one request may cost, and how a request that fails says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; a test may draw them closer."""

    body: int = 8 * 2**20
    """Bytes of a body, as sent and again as unpacked."""
    redirects: int = 5
    stall: float = 10.0
    """Seconds without a single byte."""
    whole: float = 40.0
    """Seconds from the first look-up of the name to the last byte."""
    delay: float = 1.0
    """Seconds between two requests to one host, unless its robots.txt asks for more."""
    longest_delay: float = 30.0
    """A robots.txt or Retry-After that asks for more seconds is not waited for."""
    tries: int = 3
    """Times a request is made that fails for a reason that may pass."""
    back_off: float = 1.0
    """Seconds before the second time; doubled before each further one."""
    extraction: float = 20.0
    """Seconds that one page may take to be read."""
    memory: int = 1536 * 2**20
    """Bytes of address space of the process that reads pages."""


class Unfetched(Exception):
    """An address that gave nothing; ``str(error)`` is one sentence.

    Attributes:
        passing: whether it may succeed later (a timeout, a server's own error).
        wait: seconds after which the server asks to come again; 0 when it says nothing.
    """

    def __init__(self, reason: str, *, passing: bool = False, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.passing, self.wait = passing, wait
