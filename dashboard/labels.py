"""Numbers, days and names as the reader writes them, safe inside a figure.

Vietnamese writes 1.234,5 and 20/10/2025; English 1,234.5 and 20 Oct 2025.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import Any

GAP = "–"
VIETNAMESE = str.maketrans(",.", ".,")
"""From the English separators to the Vietnamese ones."""
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown may give a meaning; a backslash takes it away."""


def number(value: float, language: str, digits: int = 0) -> str:
    """A number with the language's separators.

    >>> number(14643, "vi"), number(0.256, "vi", 2), number(14643, "en"), number(float("nan"), "vi")
    ('14.643', '0,26', '14,643', '–')
    """
    if value is None or not math.isfinite(value):
        return GAP
    text = f"{value:,.{digits}f}"
    return text.translate(VIETNAMESE) if language == "vi" else text


def percent(share: float, language: str) -> str:
    """A share in percent, with as many decimals as it needs to say something.

    >>> percent(0.0653, "vi"), percent(0.41, "en"), percent(0.0004, "vi"), percent(0, "vi")
    ('6,5%', '41%', '0,04%', '0%')
    """
    if share is None or not math.isfinite(share):
        return GAP
    size = abs(share)
    digits = 0 if size >= 0.1 or size == 0 else 1 if size >= 0.01 else 2
    return number(share * 100, language, digits) + "%"


def points(change: float, language: str) -> str:
    """A change of a share in percentage points, with its sign.

    >>> points(0.0123, "vi"), points(-0.002, "en")
    ('+1,2', '−0.20')
    """
    if change is None or not math.isfinite(change):
        return GAP
    text = number(abs(change) * 100, language, 1 if abs(change) >= 0.01 else 2)
    return ("−" if change < 0 else "+") + text


def change(part: float, language: str) -> str:
    """A change as a part of what was before, with its sign.

    >>> change(0.125, "vi"), change(-0.034, "en"), change(0, "vi")
    ('+12%', '−3.4%', '0%')
    """
    sign = "" if part == 0 else "−" if part < 0 else "+"
    return sign + percent(abs(part), language)


def probability(value: float, language: str) -> str:
    """A p or q with its sign; what three decimals cannot show is said to be smaller.

    >>> probability(0.0124, "vi"), probability(0.00001, "en")
    ('= 0,012', '< 0.001')
    """
    if value is None or not math.isfinite(value):
        return GAP
    return f"= {number(value, language, 3)}" if value >= 0.0005 else f"< {number(0.001, language, 3)}"


def day(value: Any, language: str) -> str:
    """One day.

    >>> day(date(2025, 10, 5), "vi"), day(date(2025, 10, 5), "en")
    ('05/10/2025', '5 Oct 2025')
    """
    return f"{value:%d/%m/%Y}" if language == "vi" else f"{value.day} {value:%b %Y}"


def moment(value: Any, language: str, *, has_time: bool) -> str:
    """A day, with its hour where that is known.

    >>> from datetime import datetime
    >>> moment(datetime(2025, 10, 5, 6, 30), "vi", has_time=True), moment(datetime(2025, 10, 5), "vi", has_time=False)
    ('05/10/2025 06:30', '05/10/2025')
    """
    return day(value, language) + (f" {value:%H:%M}" if has_time else "")


def grain(periods: Sequence[date]) -> str:
    """How wide the periods of a timeline are: day, week, month, or all (a single one).

    >>> grain([date(2025, 10, 6), date(2025, 10, 13)]), grain([date(2025, 10, 6)])
    ('week', 'all')
    """
    if len(periods) < 2:
        return "all"
    step = (periods[1] - periods[0]).days
    return "day" if step <= 1 else "week" if step <= 7 else "month"


def spans(periods: Sequence[date]) -> list[tuple[str, str]]:
    """First and last day of each period, as links write them; ("", "") where there is a single one, the whole scope.

    >>> spans([date(2025, 10, 6), date(2025, 10, 13)])
    [('2025-10-06', '2025-10-12'), ('2025-10-13', '2025-10-19')]
    """
    width = grain(periods)
    if width == "all":
        return [("", "")] * len(periods)
    out = []
    for start in periods:
        after = (start.replace(day=28) + timedelta(4)).replace(day=1) if width == "month" else None
        end = after - timedelta(1) if after else start + timedelta(6 if width == "week" else 0)
        out.append((start.isoformat(), end.isoformat()))
    return out


@lru_cache(maxsize=4096)
def period(start: date, width: str, language: str) -> str:
    """A period in words.

    >>> period(date(2025, 10, 6), "week", "vi"), period(date(2025, 10, 1), "month", "en")
    ('06/10–12/10/2025', 'Oct 2025')
    """
    if width == "month":
        return f"{start:%m/%Y}" if language == "vi" else f"{start:%b %Y}"
    return _within(start, start + timedelta(6), language) if width == "week" else day(start, language)


def span(first: date, last: date, language: str) -> str:
    """From one day to another; the year once where it is the same.

    >>> span(date(2025, 7, 8), date(2025, 8, 7), "vi"), span(date(2025, 7, 8), date(2025, 7, 8), "en")
    ('08/07–07/08/2025', '8 Jul 2025')
    >>> span(date(2025, 12, 31), date(2026, 1, 2), "vi")
    '31/12/2025 – 02/01/2026'
    """
    if first == last:
        return day(first, language)
    if first.year == last.year:
        return _within(first, last, language)
    return f"{day(first, language)} – {day(last, language)}"


def _within(first: date, last: date, language: str) -> str:
    if language == "vi":
        return f"{first:%d/%m}–{last:%d/%m/%Y}"
    return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"


@lru_cache(4096)
def short(name: str, width: int = 22, lines: int = 2) -> str:
    """A name for an axis: escaped, in at most ``lines`` lines of ``width`` characters, the rest cut off.

    >>> short("Bộ Khoa học và Công nghệ"), short("<b>x</b>"), short("a" * 30, width=10, lines=1)
    ('Bộ Khoa học và Công<br>nghệ', '&lt;b&gt;x&lt;/b&gt;', 'aaaaaaaaa…')
    """
    pieces = wrap(" ".join(name.split()), width, max_lines=lines, placeholder="…", break_on_hyphens=False) or [""]
    if pieces == ["…"]:
        pieces = [name[: width - 1] + "…"]
    return "<br>".join(escape(piece) for piece in pieces)


def safe(name: str) -> str:
    """A name inside a figure's text: tags are letters, not markup; at most 120 characters."""
    name = " ".join(name.split())
    return escape(name if len(name) <= 120 else name[:119] + "…")


def plain(text: str) -> str:
    """Text from outside inside Markdown: all of it letters, so that it can neither load a picture nor hide a link.

    >>> print(plain("![x](//example) $a$"))
    \\!\\[x\\]\\(\\/\\/example\\) \\$a\\$
    """
    return PUNCTUATION.sub(r"\\\g<0>", text)


def parsed(text: str) -> date:
    """A day from its ISO form, as a snapshot's facts hold it; today where it holds none."""
    return date.fromisoformat(text[:10]) if text else date.today()
