"""Lines of text from untrusted bytes: strict UTF-8, limited length, one reject for each line that is neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from analysis.sources.inputs import Meter

LONGEST = 4 * 2**20
"""Bytes of one line; a body of 200,000 characters is 600,000 bytes at most."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no text. ``fatal``: nothing after it can be read either."""

    line: int
    reason: str
    raw: str = ""
    fatal: bool = False


def lines(data: BinaryIO, meter: Meter) -> Iterator[tuple[int, str] | BadLine]:
    """(1-based number, text without its line end) of each line; blank lines included.

    Reads at most ``LONGEST`` bytes at a time: a line beyond that is refused and skipped without being held.
    """
    number = 0
    while True:
        number += 1
        try:
            raw = data.readline(LONGEST + 1)
        except OSError as error:
            yield BadLine(number, f"reading stopped here: got {str(error)[:200]}", fatal=True)
            return
        if not raw:
            return
        meter.done += len(raw)
        if number == 1:
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield BadLine(1, "the file is UTF-16: allowed UTF-8; save it as UTF-8 and read it again", fatal=True)
                return
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            length = len(raw) + _skip(data, meter)
            shown = raw[:2000].decode("utf-8", "replace")
            yield BadLine(number, f"the line is too long: got {length} bytes, allowed {LONGEST}", shown)
            continue
        if b"\x00" in raw:
            shown = raw[:2000].decode("utf-8", "replace")
            yield BadLine(
                number, f"the line holds NUL bytes: got one at byte {raw.index(0) + 1}, allowed text in UTF-8", shown
            )
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            shown = raw[:2000].decode("utf-8", "replace")
            wrong = f"0x{raw[error.start]:02X} at byte {error.start + 1}"
            yield BadLine(
                number, f"the line is not UTF-8: got {wrong}, allowed UTF-8; convert the file and read it again", shown
            )
            continue
        yield number, text.rstrip("\r\n")


def _skip(data: BinaryIO, meter: Meter) -> int:
    """Read on to the end of the line and forget it; how many bytes that were."""
    length = 0
    while True:
        try:
            raw = data.readline(LONGEST)
        except OSError:
            return length
        length += len(raw)
        meter.done += len(raw)
        if not raw or raw.endswith(b"\n"):
            return length
