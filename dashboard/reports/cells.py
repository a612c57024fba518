"""The cells of a printed table as the reader writes them: names for codes, percent for shares."""

from __future__ import annotations

from math import isfinite, isnan
from typing import Any
from urllib.parse import parse_qs

import pandas as pd

from analysis.scope import Scope
from dashboard import labels
from dashboard.strings import strings, text
from dashboard.strings.names import COLUMNS, both, named

SHARES = ("share", "share_b", "share_before", "first_share", "last_share", "raw")
BOUNDS = ("low", "high")
"""Of a share, where the frame has no other measure that they could bound."""
TINY = ("p", "q")
CODES = {
    "topic": "charts.topic",
    "main_topic": "charts.topic",
    "type": "charts.type",
    "a_type": "charts.type",
    "b_type": "charts.type",
    "cue_kind": "charts.cue",
    "unit": "charts.unit",
    "part": "frame.parts",
    "manner": "quotes.manner",
    "verdict": "report.verdict",
}
"""Column of codes → where their names are."""
HEADINGS = {"link": "report.scope"}
"""Columns that are printed as something else than they hold → their heading."""
SMALL = ("log",)
"""How headings begin that keep their small letters."""
LONGEST = 300
"""Characters of a cell; the whole text is in the CSV."""


def printed(frame: pd.DataFrame, language: str) -> list[list[str]]:
    """Every row of a frame as text, cell by cell.

    >>> printed(pd.DataFrame({"topic": ["ai"], "n": [1234], "share": [0.0653], "q": [0.00001]}), "vi")
    [['Trí tuệ nhân tạo', '1.234', '6,5%', '< 0,001']]
    """
    columns = [[_cell(name, value, frame, language) for value in frame[name]] for name in frame.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def heading(name: str, language: str) -> str:
    """What stands over a column.

    >>> heading("outlets", "vi"), heading("log_dice", "vi"), heading("q", "vi")
    ('Số báo', 'logDice', 'q')
    """
    key = HEADINGS.get(name, f"columns.{name}")
    words = text(language, key) if key in strings(language) else name
    return words if len(words) < 3 or words.startswith(SMALL) else words[0].upper() + words[1:]


def _cell(name: str, value: Any, frame: pd.DataFrame, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return labels.day(value, language)
    if isinstance(value, bool):
        return text(language, "report.yes" if value else "report.no")
    if isinstance(value, float):
        return _number(name, value, frame, language)
    if isinstance(value, int):
        return labels.number(value, language)
    if value is None or value is pd.NaT:
        return ""
    if name == "link":
        return _filters(str(value), language)
    if name == "side":
        return str(value).upper()
    if name in CODES and (name.endswith("topic") or f"{CODES[name]}.{value}" in strings(language)):
        return text(language, f"{CODES[name]}.{value}")
    if name in COLUMNS:
        value = both(str(value), language)
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _number(name: str, value: float, frame: pd.DataFrame, language: str) -> str:
    if not isfinite(value):
        return "" if isnan(value) else "∞" if value > 0 else "-∞"
    if name in SHARES or (name in BOUNDS and "share" in frame and "log_ratio" not in frame):
        return labels.percent(value, language)
    if name in TINY:
        return labels.probability(value, language).removeprefix("= ")
    digits = 0 if value.is_integer() and abs(value) < 1e15 else 2 if abs(value) >= 1 else 4
    return labels.number(value, language, digits)


def _filters(link: str, language: str) -> str:
    """A scope as a link has it, in words."""
    known = "charts.topic."
    topics = {key.removeprefix(known): words for key, words in strings(language).items() if key.startswith(known)}
    scope = Scope.parse(parse_qs(link))
    names = topics | {name: named(name, language) for name in scope.entity}
    return scope.sentence(language, names=names)
