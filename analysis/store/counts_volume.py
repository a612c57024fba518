"""Volume: how many articles, stories and outlets, when and where.

Counts come with what their interval needs (see ``measures.intervals.effective``): ``weight``, the sizes of the
stories of the numerator's articles summed, and ``squares``, the squared sizes of all stories of the period.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analysis.store.arrays import Counted, counted, ends
from analysis.store.corpus import articles, corpus
from analysis.store.ints import Ints
from analysis.store.select import Selection

SIZED = """
copied AS (SELECT story_id, period, count(*) AS size FROM counted
           WHERE story_id IN (SELECT story_id FROM articles WHERE story_id <> article_id)
           GROUP BY ALL HAVING count(*) > 1),
sized AS (SELECT counted.*, coalesce(size, 1) AS size FROM counted
          LEFT JOIN copied ON copied.story_id = counted.story_id AND copied.period IS NOT DISTINCT FROM counted.period)
"""
"""Relation ``sized``: ``counted`` with the number of counted articles of each article's story in its period."""


def weight(selection: Selection) -> str:
    """SQL aggregate over ``sized``: story sizes summed; the units themselves where copies count once."""
    return "sum(size)::BIGINT" if selection.scope.unit == "articles" else selection.units


def totals(selection: Selection) -> pd.DataFrame:
    """One row: n, articles, stories, outlets, syllables, since, until, days."""
    whole, (inside, ids) = corpus(selection.store), articles(selection)
    stories, outlets, days = (_met(each, inside) for each in (whole.story, whole.source, whole.day))
    first, last = whole.days[days[[0, -1]]] if len(days) else np.array(["NaT", "NaT"], "datetime64[s]")
    return pd.DataFrame(
        {
            "n": [len(_met(whole.source, ids)) if selection.scope.unit == "outlets" else len(ids)],
            "articles": [len(inside)],
            "stories": [len(stories)],
            "outlets": [len(outlets)],
            "syllables": [int(whole.syllables[ids].sum(dtype=np.int64))],
            "since": [first],
            "until": [last],
            "days": [len(days)],
        }
    )


def _met(part: Ints, ids: Ints) -> Ints:
    """The parts that articles lie in, rising."""
    return np.flatnonzero(np.bincount(part[ids]))


def _sizes(known: Counted, part: Ints) -> tuple[Ints, dict[str, Ints]]:
    """The parts with any counted article, rising, and what is in each: total, squares, syllables."""
    key = part[known.ids]
    keys = int(key.max(initial=0)) + 1
    total, squares = known.units(known.ids, key, keys)
    syllables = np.bincount(key, known.corpus.syllables[known.ids], keys).astype(np.int64)
    met = np.flatnonzero(total)
    return met, {"total": total[met], "squares": squares[met], "syllables": syllables[met]}


def periods(selection: Selection) -> pd.DataFrame:
    """One row a period with any article: period, total, squares, syllables. With ``by='all'`` at most one, period NaT."""
    known = counted(selection)
    met, sizes = _sizes(known, known.period)
    return pd.DataFrame({"period": known.periods[met], **sizes})


def core(selection: Selection) -> tuple[date, date] | None:
    """The days between which the middle 99 % of the articles lie; None for an empty scope."""
    whole, (inside, _) = corpus(selection.store), articles(selection)
    if not (n := len(inside)):
        return None
    until = np.bincount(whole.day[inside]).cumsum()
    # Of n days in order the first and last of the middle: the ⌈.005 n⌉th and the ⌈.995 n⌉th.
    first, last = (whole.days[np.searchsorted(until, -(-part * n // 1000))] for part in (5, 995))
    return first.astype("datetime64[D]").item(), last.astype("datetime64[D]").item()


def parts(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The scope in all, by outlet and by day, over which dispersion is taken.

    Returns:
        One row total, squares, syllables (none for an empty scope); source, syllables; day, total, syllables.
    """
    known = counted(selection)
    whole = known.corpus
    _, all_ = _sizes(known, np.zeros_like(whole.source))
    outlets, by_outlet = _sizes(known, whole.source)
    days, by_day = _sizes(known, whole.day)
    return (
        pd.DataFrame(all_),
        pd.DataFrame({"source": pd.array(whole.sources[outlets], "str"), "syllables": by_outlet["syllables"]}),
        pd.DataFrame({"day": whole.days[days], "total": by_day["total"], "syllables": by_day["syllables"]}),
    )


def outlets(selection: Selection) -> pd.DataFrame:
    """One row an outlet with any article: source, total, squares."""
    known = counted(selection)
    met, sizes = _sizes(known, known.corpus.source)
    columns = {name: sizes[name] for name in ("total", "squares")}
    return pd.DataFrame({"source": pd.array(known.corpus.sources[met], "str"), **columns})


def sources(selection: Selection, *, top: int) -> pd.DataFrame:
    """One row an outlet, most first: source, n, weight, first, last, rows."""
    known = counted(selection)
    whole = known.corpus
    source, day = whole.source[known.ids], whole.day[known.ids]
    first, last = ends(source, day, len(whole.sources))
    articles_ = np.bincount(source, minlength=len(whole.sources))
    n, weight_ = known.units(known.ids, source, len(whole.sources))
    met = np.argsort(-articles_, kind="stable")[: np.count_nonzero(articles_)]
    columns = {"n": n[met], "weight": weight_[met], "first": whole.days[first[met]], "last": whole.days[last[met]]}
    names = pd.array(whole.sources[met], "str")
    return pd.DataFrame({"source": names, **columns, "rows": len(met)}).head(top)


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
