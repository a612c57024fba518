"""How much is there: articles, stories and outlets over time, by outlet and by section."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count
from analysis.questions.timelines import timeline
from analysis.scope import Scope
from analysis.store import counts_volume
from analysis.store.select import corpus_size, lens_acts, selection
from analysis.store.snapshot import Snapshot


def scope_totals(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """What the scope holds in all.

    Returns:
        Always one row: n, unit, articles, stories, outlets, syllables, since and until (first and last day with an
        article), days (with any article), corpus_articles, tech (whether the technology lens acts). Counts are 0 and
        days empty where the scope holds nothing.
    """
    totals = counts_volume.totals(selection(store, scope))
    return answer("scope_totals", totals, scope, corpus_articles=corpus_size(store), tech=lens_acts(store, scope))


def article_volume(store: Snapshot, scope: Scope, *, by: str = "auto") -> pd.DataFrame:
    """How many units were published in each period.

    Args:
        by: auto, day, week, month (auto: what suits the days between which 99 % of the articles lie: up to
            45 days day, up to 400 days week, else month).

    Returns:
        One row a period, also those without articles: period, n, total (= n), partial, gap, unit.

    Raises:
        InputError: another ``by``.
    """
    line = timeline(store, scope, by)
    if line is None:
        return answer("article_volume")
    n = np.zeros(len(line.spine), np.int64)
    n[np.searchsorted(line.spine["period"].to_numpy(), line.totals["period"].to_numpy())] = line.totals["total"]
    return answer("article_volume", line.spine.assign(n=n, total=n, gap=n == 0), scope)


def source_volume(store: Snapshot, scope: Scope, *, top: int = 50) -> pd.DataFrame:
    """How much each outlet published.

    Args:
        top: outlets listed.

    Returns:
        One row an outlet, most first: source, n, total, share, low, high, first and last (day), unit, rows. With
        unit stories a story counts for the outlet that had it first.
    """
    chosen = selection(store, scope)
    frame = counts_volume.sources(chosen, top=count("top", top))
    return answer("source_volume", _shares(frame, counts_volume.periods(chosen)), scope)


def section_volume(store: Snapshot, scope: Scope, *, top: int = 50) -> pd.DataFrame:
    """How much stands in each section, as the outlets name them; an article may stand in several.

    Args:
        top: sections listed.

    Returns:
        One row a section, most first: section, n, total, share, low, high, unit, rows.
    """
    chosen = selection(store, scope)
    frame = counts_volume.sections(chosen, top=count("top", top))
    return answer("section_volume", _shares(frame, counts_volume.periods(chosen)), scope)


def _shares(counts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Shares of the whole scope; ``whole`` has one row unless the scope is empty, and then ``counts`` is empty too."""
    return counts if counts.empty else with_shares(counts.merge(whole[["total", "squares"]], how="cross"))
