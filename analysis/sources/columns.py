"""Which column of a file is which field of an article: known names in two languages, or as ``--map`` says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.errors import InputError
from analysis.text.script.fold import fold

Columns = Mapping[str, str]
"""Field → column name as the file writes it."""

NAMES: dict[str, tuple[str, ...]] = {
    "published": (
        "published_at", "published", "publish_date", "published_date", "date_published", "publish_time", "publication_date",
        "pub_date", "pubdate", "datetime", "date", "time", "timestamp", "created_at",
        "ngay_dang", "ngay_xuat_ban", "ngay_gio", "thoi_gian_dang", "thoi_gian", "ngay",
    ),
    "title": ("title", "headline", "heading", "tieu_de", "tua_de", "tit"),
    "summary": ("summary", "sapo", "description", "lead", "abstract", "excerpt", "tom_tat", "mo_ta", "dan_nhap"),
    "text": (
        "text", "content", "body", "full_text", "fulltext", "article_text", "maintext", "article", "content_text",
        "noi_dung", "toan_van", "bai_viet", "van_ban",
    ),
    "source": ("source", "outlet", "publisher", "newspaper", "site", "source_name", "nguon", "bao", "toa_soan"),
    "url": ("url", "link", "href", "permalink", "duong_dan", "lien_ket"),
    "section": ("section", "sections", "category", "categories", "chuyen_muc", "muc", "the_loai"),
    "author": ("author", "authors", "byline", "creator", "tac_gia", "nguoi_viet"),
}  # fmt: skip
"""Accepted column names (folded, blanks and hyphens as ``_``), the first that is present wins."""

TEXTS = ("title", "summary", "text")
_FIELDS = {alias: field for field, aliases in NAMES.items() for alias in (field, *aliases)}
_BETWEEN = re.compile(r"[\W_]+")


def _norm(name: str) -> str:
    return _BETWEEN.sub("_", fold(name)).strip("_")


def check_map(mapping: Mapping[str, str]) -> dict[str, str]:
    """The ``--map`` settings by field of the product.

    Args:
        mapping: field (any accepted name of it) → column of the file.

    Raises:
        InputError: an unknown field.

    >>> check_map({"date": "Ngày lên báo", "content": "c"})
    {'published': 'Ngày lên báo', 'text': 'c'}
    """
    out: dict[str, str] = {}
    for name, column in mapping.items():
        field = _FIELDS.get(_norm(name))
        if field is None or not column:
            raise InputError(
                f"--map cannot be used: got {name[:40]}={column[:40]}, allowed FIELD=COLUMN with the fields {', '.join(NAMES)}"
            )
        out[field] = column
    return out


def recognise(names: Sequence[str], mapping: Columns) -> Columns:
    """The fields found among a file's column names; ``mapping`` (checked) goes before what is recognised.

    >>> recognise(["ID", "Ngày đăng", "Tiêu đề", "URL"], {})
    {'published': 'Ngày đăng', 'title': 'Tiêu đề', 'url': 'URL'}
    """
    by_norm: dict[str, str] = {}
    for name in names:
        by_norm.setdefault(_norm(name), name)
    out: dict[str, str] = {}
    for field, aliases in NAMES.items():
        if field in mapping:
            wanted = mapping[field]
            found = wanted if wanted in names else by_norm.get(_norm(wanted))
        else:
            found = next((by_norm[alias] for alias in aliases if alias in by_norm), None)
        if found is not None:
            out[field] = found
    return out


def lacking(found: Columns, names: Sequence[str], mapping: Columns) -> str:
    """Why these columns do not make an article, as a sentence; empty when they do."""
    shown = ", ".join(str(name)[:40] for name in names[:30]) or "none"
    for field, column in mapping.items():
        if field not in found:
            return f"there is no column {column[:40]!r} for --map {field}={column[:40]}: got the columns {shown}"
    missing = [] if "published" in found else ["a date (--map published=COLUMN)"]
    if not any(field in found for field in TEXTS):
        missing.append("a text (--map title=COLUMN or --map text=COLUMN)")
    if not missing:
        return ""
    return f"no column was recognised as {' nor as '.join(missing)}: got the columns {shown}; name them with --map FIELD=COLUMN"
