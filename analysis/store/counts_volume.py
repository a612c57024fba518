"""SQL of volume: how many articles, stories and outlets, when and where.

Counts come with what their interval needs (see ``measures.intervals.effective``): ``weight``, the sizes of the
stories of the numerator's articles summed, and ``squares``, the squared sizes of all stories of the period.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.store.kept import Kept
from analysis.store.select import Selection

volumes: Kept[pd.DataFrame] = Kept(64)
"""Sizes of periods and of parts: every question of a page asks for them."""

SIZED = """
copied AS (SELECT story_id, period, count(*) AS size FROM counted
           WHERE story_id IN (SELECT story_id FROM articles WHERE story_id <> article_id)
           GROUP BY ALL HAVING count(*) > 1),
sized AS (SELECT counted.*, coalesce(size, 1) AS size FROM counted
          LEFT JOIN copied ON copied.story_id = counted.story_id AND copied.period IS NOT DISTINCT FROM counted.period)
"""
"""Relation ``sized``: ``counted`` with the number of counted articles of each article's story in its period."""


def _kept(selection: Selection, what: str, select: str) -> pd.DataFrame:
    if (key := selection.key) is None:
        return selection.ask(select)
    return volumes.get(selection.store, (what, selection.by, key), lambda: selection.ask(select)).copy(deep=False)


def weight(selection: Selection) -> str:
    """SQL aggregate over ``sized``: story sizes summed; the units themselves where copies count once."""
    return "sum(size)::BIGINT" if selection.scope.unit == "articles" else selection.units


def totals(selection: Selection) -> pd.DataFrame:
    """One row: n, articles, stories, outlets, syllables, since, until, days."""
    return selection.ask(
        f"""
        SELECT (SELECT {selection.units} FROM counted) AS n,
               count(*) AS articles, count(DISTINCT story_id) AS stories, count(DISTINCT source) AS outlets,
               (SELECT coalesce(sum(syllables), 0)::BIGINT FROM counted) AS syllables,
               min(day) AS since, max(day) AS until, count(DISTINCT day) AS days
        FROM inside
        """
    )


def periods(selection: Selection) -> pd.DataFrame:
    """One row a period with any article: period, total, squares, syllables. With ``by='all'`` at most one, period NULL."""
    return _kept(
        selection,
        "periods",
        f"""
        , {SIZED}
        SELECT period, {selection.units} AS total, {weight(selection)} AS squares, sum(syllables)::BIGINT AS syllables
        FROM sized GROUP BY ALL ORDER BY period
        """,
    )


def core(selection: Selection) -> tuple[date, date] | None:
    """The days between which the middle 99 % of the articles lie; None for an empty scope."""
    core_days = "SELECT quantile_disc(day, [0.005, 0.995]) AS days FROM inside HAVING count(*) > 0"
    frame = _kept(selection, "core", core_days)
    if frame.empty:
        return None
    first, last = (pd.Timestamp(day).date() for day in frame["days"].iloc[0])
    return first, last


def parts(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The scope in all, by outlet and by day, over which dispersion is taken.

    Returns:
        One row total, squares, syllables (none for an empty scope); source, syllables; day, total, syllables.
    """
    frame = _kept(
        selection,
        "parts",
        f"""
        , {SIZED}
        SELECT source, day, {selection.units} AS total, {weight(selection)} AS squares,
               sum(syllables)::BIGINT AS syllables, grouping(source, day) AS level
        FROM sized GROUP BY GROUPING SETS ((), (source), (day)) HAVING count(*) > 0
        """,
    )
    whole, outlets, days = (frame[frame["level"] == level] for level in (3, 1, 2))
    return (
        whole[["total", "squares", "syllables"]],
        outlets[["source", "syllables"]],
        days[["day", "total", "syllables"]],
    )


def sources(selection: Selection, *, top: int) -> pd.DataFrame:
    """One row an outlet, most first: source, n, weight, first, last, rows."""
    return selection.ask(
        f"""
        , {SIZED}
        SELECT source, {selection.units} AS n, {weight(selection)} AS weight, min(day) AS first, max(day) AS last,
               count(*) OVER () AS rows
        FROM sized GROUP BY source ORDER BY count(*) DESC, source LIMIT $top
        """,
        top=top,
    )


def sections(selection: Selection, *, top: int) -> pd.DataFrame:
    """One row a section, most first: section, n, weight, rows."""
    return selection.ask(
        f"""
        , {SIZED}
        SELECT section, {selection.units} AS n, {weight(selection)} AS weight, count(*) OVER () AS rows
        FROM sized JOIN article_sections USING (article_id)
        GROUP BY section ORDER BY n DESC, section LIMIT $top
        """,
        top=top,
    )
