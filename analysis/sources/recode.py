"""Files in other character sets, read as UTF-8 line by line: UTF-16, and Windows-1258 of old Vietnamese systems."""

from __future__ import annotations

import codecs
import unicodedata
from typing import BinaryIO, cast

from analysis.errors import InputError

ENCODINGS = ("auto", "utf-8", "utf-16", "windows-1258")
_PIECE = 64 * 1024
_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def check_encoding(name: str) -> str:
    """The name of a character set that files may be in.

    Raises:
        InputError: another one.
    """
    if name not in ENCODINGS:
        raise InputError(f"the character set cannot be read: got {name[:40]!r}, allowed {', '.join(ENCODINGS)}")
    return name


def guess(start: bytes) -> str:
    """The character set of a file by its first bytes.

    Args:
        start: some 64 KiB; a letter may be cut at their end.

    UTF-16 says so itself, or has a zero in every second byte. A file is Windows-1258 when nothing in it beyond ASCII
    can be UTF-8 and Vietnamese comes out; a file that is UTF-8 but for some broken lines stays UTF-8, and those lines
    are refused one by one.

    >>> guess("tiêu đề,ngày".encode()), guess("tiêu đề".encode("utf-16")), guess("Bô\\u0323 ban ha\\u0300nh".encode("cp1258"))
    ('utf-8', 'utf-16', 'windows-1258')
    """
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = max(1, len(start) // 2)
    if max(start[::2].count(0), start[1::2].count(0)) > 0.4 * half:
        return "utf-16"
    if start.isascii() or any(ord(letter) > 127 for letter in start.decode("utf-8", "ignore")):
        return "utf-8"
    text = start.decode("cp1258", "replace")
    vietnamese = sum(text.count(letter) for letter in _LETTERS + _TONES)
    return "windows-1258" if vietnamese and text.count("\ufffd") <= vietnamese // 20 else "utf-8"


def recoded(data: BinaryIO, encoding: str) -> BinaryIO:
    """The file as UTF-8; itself where it is that already.

    Args:
        data: opened at its start; it can be set back there.
        encoding: one of ``ENCODINGS``.
    """
    try:
        start = data.read(_PIECE)
    except OSError:
        # Damaged further on: what comes before the damage is read line by line.
        start = b""
    data.seek(0)
    name = guess(start) if encoding == "auto" else encoding
    if name == "utf-8":
        return data
    if name == "utf-16":
        little = start.startswith(codecs.BOM_UTF16_LE) or start[1::2].count(0) > start[::2].count(0)
        return cast(BinaryIO, _Recoded(data, "utf-16-le" if little else "utf-16-be"))
    return cast(BinaryIO, _Recoded(data, "cp1258"))


class _Recoded:
    """Lines of another character set as lines of UTF-8, in NFC: Windows-1258 writes tones as letters of their own."""

    def __init__(self, data: BinaryIO, codec: str) -> None:
        self._data = data
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._text = ""
        self._first = True

    def readline(self, size: int = -1) -> bytes:
        """The next line with its end; a part of it where it is longer than ``size`` characters."""
        while (end := self._text.find("\n")) < 0 and (size < 0 or len(self._text) < size):
            piece = self._data.read(_PIECE)
            self._text += self._decoder.decode(piece, final=not piece)
            if self._first and self._text:
                self._text, self._first = self._text.removeprefix("\ufeff"), False
            if not piece:
                break
        cut = end + 1 if end >= 0 else len(self._text) if size < 0 else size
        line, self._text = self._text[:cut], self._text[cut:]
        return unicodedata.normalize("NFC", line).encode("utf-8", "replace")
