"""Bytes to text where nobody is sure of the character set: UTF-8 when they are UTF-8, whatever is declared."""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]")
_OLD = "cp1258"
"""Windows-1258, the Vietnamese character set of old systems; tones are letters of their own in it."""


def decoded(body: bytes, *, declared: str = "") -> str:
    """The text of a body, in NFC where its character set writes tones apart.

    Args:
        body: bytes of a page or file.
        declared: character set that its sender names; believed only when it fits.

    Raises:
        UnicodeError: no character set fits.

    >>> decoded("Nghị quyết".encode(), declared="iso-8859-1")
    'Nghị quyết'
    >>> decoded("Bô\\u0323".encode("cp1258"), declared="utf\\0")
    'Bộ'
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if (wide := _wide(body)) is not None:
        return wide
    written = _META.search(body[:4_000])
    for name in (declared, written[1].decode("ascii") if written else ""):
        try:
            if name and codecs.lookup(name).name not in ("utf-8", "ascii", "iso8859-1", "cp1252"):
                return unicodedata.normalize("NFC", body.decode(name))
        except (LookupError, ValueError):  # also UnicodeError, and a name that holds a zero byte
            continue
    try:
        text = body.decode(_OLD)
    except UnicodeDecodeError:
        text = ""
    if not _VIETNAMESE.search(text):
        raise UnicodeError("the character set is unknown: allowed UTF-8, UTF-16 or Windows-1258")
    return unicodedata.normalize("NFC", text)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin letters is zero."""
    start = body[:2_000]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros and zeros.count(0) > len(zeros) * 0.4:
            try:
                return body.decode(name)
            except UnicodeDecodeError:
                return None
    return None
