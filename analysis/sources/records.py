"""One row of a file → one article, or the reason why not."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from analysis.schema import Article, Reject
from analysis.sources.columns import Columns, check_map
from analysis.sources.dates import DateError, Moment, reader
from analysis.sources.markup import strip_markup
from analysis.sources.recode import check_encoding

LIMITS = {"title": 2_000, "summary": 20_000, "text": 200_000, "source": 200, "author": 500}
"""Characters allowed in each field."""
_SECTIONS, _SECTION = 20, 200
_URL = 2_000
_RAW = 2_000

_BREAKS = re.compile(r"[ \t]*[\t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TURNING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that are not seen or turn others round: a name of an outlet with one would turn the date beside it too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Settings of one reading.

    Raises:
        InputError: a date format, a ``--map`` or a character set that cannot be used.
    """

    source: str | None = None
    """Outlet of articles that name none."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """``--map``: field → column."""
    date_format: str | None = None
    sample: bool = False
    encoding: str = "auto"
    """Character set of text files: one of ``recode.ENCODINGS``."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    mapping: Columns = field(init=False)
    read_date: Callable[[object, datetime], Moment] = field(init=False)

    def __post_init__(self) -> None:
        check_encoding(self.encoding)
        object.__setattr__(self, "mapping", check_map(self.columns))
        object.__setattr__(self, "read_date", reader(self.date_format))


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: its values by field (not by column)."""

    line: int
    values: Mapping[str, object]
    raw: str | Callable[[], str]
    """The row as it stands in its file, or how to make it: most rows are never refused."""


class _Refused(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def article(row: Row, *, name: str, stem: str, reading: Reading) -> Article | Reject:
    """The row as an article, or a reject that names the field at fault.

    Args:
        row: the row.
        name: the file, as origins show it.
        stem: the file's name without ending: the outlet where nothing else names one.
        reading: settings.
    """
    try:
        moment = _moment(row, reading)
        title = _BREAKS.sub(" ", _text(row, "title")).strip()
        summary = _NEWLINES.sub("\n", _text(row, "summary")).strip()
        body = _NEWLINES.sub("\n", _text(row, "text")).strip()
        if summary == title:
            summary = ""
        body = _without_lead(body, (title, summary))
        if not (title or summary or body):
            raise _Refused(
                "text", "the article is empty: got neither title, summary nor text, allowed at least one of them"
            )
        url = _url(row)
        return Article(
            source=_source(row, url, stem, reading),
            published=moment.published,
            has_time=moment.has_time,
            title=title,
            summary=summary,
            body=body,
            url=url,
            sections=_sections(row.values.get("section")),
            author=_author(row),
            origin=f"{name}:{row.line}" if row.line else name,
            sample=reading.sample,
            date_origin="file",
        )
    except _Refused as refused:
        raw = row.raw if isinstance(row.raw, str) else row.raw()
        return Reject(name, row.line, refused.field, str(refused), raw[:_RAW])


def _moment(row: Row, reading: Reading) -> Moment:
    try:
        return reading.read_date(row.values.get("published"), reading.now)
    except DateError as error:
        raise _Refused("published", str(error)) from None


def _text(row: Row, name: str) -> str:
    value = row.values.get(name)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise _Refused(name, f"the {name} is no text: got {type(value).__name__}, allowed text")
    limit = LIMITS[name]
    if len(value) > 2 * limit:
        raise _Refused(name, f"the {name} is too long: got {len(value)} characters, allowed {limit}")
    if "\x00" in value:
        raise _Refused(name, f"the {name} holds NUL characters: got one at {value.index(chr(0)) + 1}, allowed text")
    if (half := _SURROGATE.search(value)) is not None:
        raise _Refused(name, f"the {name} is broken: got half a character at {half.start() + 1}, allowed text in UTF-8")
    value = strip_markup(value)
    if len(value) > limit:
        raise _Refused(name, f"the {name} is too long: got {len(value)} characters, allowed {limit}")
    return value


def _without_lead(body: str, leads: tuple[str, ...]) -> str:
    """The body without first lines that only repeat the title or the summary."""
    for lead in leads:
        first, _, rest = body.partition("\n")
        if lead and _same(first) == _same(lead):
            body = rest.lstrip()
    return body


def _same(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _url(row: Row) -> str:
    """Only addresses of the web are kept: a link is shown to be clicked."""
    value = row.values.get("url")
    if not isinstance(value, str):
        return ""
    url = value.strip()
    safe = url.lower().startswith(("http://", "https://")) and len(url) <= _URL
    return url if safe and url.isprintable() and " " not in url else ""


def _source(row: Row, url: str, stem: str, reading: Reading) -> str:
    named = _TURNING.sub("", _BREAKS.sub(" ", _text(row, "source"))).strip()
    if named or reading.source:
        return named or str(reading.source)
    try:
        domain = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        domain = ""
    return domain or stem[: LIMITS["source"]] or "?"


def _author(row: Row) -> str:
    value = row.values.get("author")
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value[:20])
    if not isinstance(value, str):
        return ""
    clean = _SURROGATE.sub("", value.replace("\x00", ""))
    return _TURNING.sub("", _BREAKS.sub(" ", strip_markup(clean[: LIMITS["author"]]))).strip()


def _sections(value: object) -> tuple[str, ...]:
    """Sections as a list: the value may be one name, a list of names, or such a list written as JSON."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [value]
    parts = value if isinstance(value, list | tuple) else [value]
    names = (
        _TURNING.sub("", _SURROGATE.sub("", _BREAKS.sub(" ", strip_markup(part.replace("\x00", ""))))).strip()[
            :_SECTION
        ]
        for part in parts[:_SECTIONS]
        if isinstance(part, str)
    )
    return tuple(dict.fromkeys(name for name in names if name))
