"""Character classes for regular expressions over Vietnamese text, without the surrounding brackets."""

from __future__ import annotations

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
UPPER = "".join(ch for ch in _LATIN if ch.isupper())
LOWER = "".join(ch for ch in _LATIN if ch.islower())
OPENING = "\"'“‘«(["
CLOSING = "\"'”’»)]"
