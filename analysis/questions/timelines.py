"""What every question over time needs: the periods of a scope and what is in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.measures import periods
from analysis.scope import Scope
from analysis.store import counts_volume
from analysis.store.select import Selection, selection, span
from analysis.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods of a scope: ``spine`` (period, partial) and ``totals`` (period, total, squares, syllables)."""

    selection: Selection
    spine: pd.DataFrame
    totals: pd.DataFrame

    def fill(self, items: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
        """Every item in every period (``measures.periods.fill``)."""
        return periods.fill(self.spine, self.totals, self.dated(counts), items=items)

    def dated(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Counts over the whole scope belong to the spine's one period."""
        if len(self.spine) == 1 and np.isnat(counts["period"].to_numpy()).all():
            return counts.assign(period=self.spine["period"].iloc[0])
        return counts


def timeline(store: Snapshot, scope: Scope, by: str, *, whole: bool = False) -> Timeline | None:
    """The periods of a scope; None when no article is in it.

    Args:
        by: auto, day, week, month, and ``all`` (one period) where ``whole`` allows it.

    Raises:
        InputError: another ``by``.
    """
    covered = span(store, scope)
    if covered is None:
        periods.grain(by, date.min, date.min, whole=whole)
        return None
    chosen = selection(store, scope)
    by = periods.grain(by, *((by == "auto" and counts_volume.core(chosen)) or covered), whole=whole)
    chosen = chosen.every(by)
    totals = counts_volume.periods(chosen)
    if totals.empty:
        return None
    result = Timeline(chosen, periods.spine(*covered, by=by), totals)
    return Timeline(chosen, result.spine, result.dated(totals))
