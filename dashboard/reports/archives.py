"""Files made of files: ZIP and Office, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_DAY = (1980, 1, 1, 0, 0, 0)
"""The files carry no time of their own: the same data are the same bytes."""
_ABOUT = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files; the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def timeless(office: bytes) -> bytes:
    """A file of Office without the times at which it and the workbooks behind its charts were written."""
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        return zipped({name: _settled(name, archive.read(name)) for name in archive.namelist()})


def _settled(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return timeless(content)
    return _TIMES.sub(b"", content) if name == _ABOUT else content
