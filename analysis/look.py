"""A look at files before they are added: what would become of every row, and what seems wrong with their dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.schema import Article, Reject
from analysis.sources.clocks import MANY, night_shift
from analysis.sources.columns import recognise
from analysis.sources.files import Meter, Reading, inputs, read_input
from analysis.sources.heads import columns
from analysis.store.lake import Lake

SHOWN = 8
"""Articles shown."""
REFUSED = 1_000
"""Refused rows listed."""
_SOURCES = 20
_CUT = 240


@dataclass(slots=True)
class Look:
    """What a reading of files finds."""

    rows: int = 0
    articles: int = 0
    known: int = 0
    """Articles that the store holds already, or that come twice."""
    rejected: int = 0
    columns: list[str] = field(default_factory=list)
    recognised: dict[str, str] = field(default_factory=dict)
    """Field → column."""
    since: str = ""
    until: str = ""
    timed: int = 0
    """Articles with an hour."""
    sources: list[dict[str, object]] = field(default_factory=list)
    """The largest: source, articles, and the hours by which its clock seems to be wrong (0: none, or too few to tell)."""
    shown: list[dict[str, object]] = field(default_factory=list)
    reasons: list[dict[str, object]] = field(default_factory=list)
    """Refused rows by field: how many, and one reason."""
    refused: list[dict[str, object]] = field(default_factory=list)


def look(paths: Sequence[Path], reading: Reading, *, store: Path | None = None) -> Look:
    """Read files as a build would, and keep nothing.

    Args:
        paths: files, folders and zips.
        reading: how they are read.
        store: where they would go: what it holds is counted.

    Raises:
        InputError: a path that does not exist.
    """
    found = inputs(paths)
    seen = set(Lake(store).known()) if store is not None else set()
    result = Look(columns=columns(found[0], encoding=reading.encoding))
    result.recognised = dict(recognise(result.columns, reading.mapping))
    hours: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    told: dict[str, str] = {}
    days: set[date] = set()
    for source in found:
        for item in read_input(source, reading, Meter()):
            result.rows += 1
            if isinstance(item, Reject):
                reasons[item.field] += 1
                told.setdefault(item.field, item.reason)
                if len(result.refused) < REFUSED:
                    result.refused.append(_refused(item))
                continue
            key = bytes.fromhex(item.key)
            result.known += key in seen
            seen.add(key)
            result.articles += 1
            result.timed += item.has_time
            counts[item.source] += 1
            days.add(item.day)
            if item.has_time:
                hours[item.source].append(item.published.hour)
            if len(result.shown) < SHOWN:
                result.shown.append(_shown(item))
    result.rejected = sum(reasons.values())
    result.since, result.until = (str(min(days)), str(max(days))) if days else ("", "")
    result.sources = [
        {"source": name, "articles": n, "hours": _wrong(hours[name])} for name, n in counts.most_common(_SOURCES)
    ]
    result.reasons = [{"field": name, "rows": n, "reason": told[name]} for name, n in reasons.most_common()]
    return result


def _wrong(hours: list[int]) -> int:
    by = night_shift(hours) if len(hours) >= MANY else None
    return int(by.total_seconds() // 3600) if by else 0


def _shown(item: Article) -> dict[str, object]:
    return {
        "published": item.published.strftime("%Y-%m-%d %H:%M" if item.has_time else "%Y-%m-%d"),
        "source": item.source,
        "title": item.title[:_CUT],
        "summary": item.summary[:_CUT],
        "text": item.body[:_CUT],
        "url": item.url[:_CUT],
    }


def _refused(item: Reject) -> dict[str, object]:
    return {"line": item.line, "field": item.field, "reason": item.reason[:_CUT], "raw": item.raw[:_CUT]}
