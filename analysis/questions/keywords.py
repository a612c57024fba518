"""Which terms, how often, where, and how they rise, fall and burst.

By default a term is counted where it is the longest one that stands there, and every written form is a term of its own;
the settings ``nested`` and ``concepts`` change that, for every number of the answer and the sentences behind it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.measures.burst import bursts, causes
from analysis.measures.dispersion import deviation
from analysis.measures.intervals import with_shares
from analysis.measures.rates import dispersed, with_per_million
from analysis.measures.rise import risen
from analysis.measures.trend import changes
from analysis.questions.answers import answer
from analysis.questions.joined import beside
from analysis.questions.settings import count, many, one_of
from analysis.questions.timelines import timeline
from analysis.questions.units import sampled
from analysis.scope import Scope
from analysis.store import counts_keywords, counts_volume
from analysis.store.counting import Counting, counting
from analysis.store.select import Selection, selection
from analysis.store.snapshot import Snapshot

SORTS = ("n", "occurrences", "per_million", "dispersion", "adjusted", "rise")
CANDIDATES = 300
"""Sorted by dispersion or rise, the most frequent terms are compared: of a rare one these say little."""
ORDERS = {
    "dispersion": (["dp_days", "term"], True),
    "adjusted": (["adjusted", "n"], False),
    "rise": (["rise", "leaning"], False),
}
"""Sorts that need the details of every candidate: columns, and whether the smallest comes first."""


def keyword_frequencies(
    store: Snapshot,
    scope: Scope,
    *,
    top: int = 30,
    sort: str = "n",
    stop: bool = False,
    phrases: bool = False,
    find: str = "",
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Which terms the scope uses most.

    Args:
        top: terms listed.
        sort: n, occurrences, per_million; or, among the 300 most frequent: dispersion (most even over days first),
            adjusted, rise.
        stop: whether stop words are listed too.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        find: only terms that contain this text, marks and case set aside; of a concept, any of its forms.
        nested: whether a term also counts where it stands inside a longer one ("chip" inside "chip nhớ").
        concepts: whether the forms of a concept ("trí tuệ nhân tạo", "AI") are counted as one term.

    Returns:
        One row a term: term, occurrences, per_million (of the scope's syllables), syllables, n (units that hold it),
        total, share, low, high, dp_outlets and dp_days (0 even, 1 one place; empty with a single outlet or day),
        adjusted (per_million times evenness over days, ``measures.rates.dispersed``), rise (conservative log2 ratio of
        the later to the earlier half of the scope, 0 without clear evidence, ``measures.rise``; empty in outlets),
        unit, rows (terms in all).

    Raises:
        InputError: another ``sort``, or ``top`` out of range.
    """
    one_of("sort", sort, SORTS)
    chosen = selection(store, scope)
    limit = max(CANDIDATES, count("top", top)) if sort in ORDERS else count("top", top)
    order = "occurrences" if sort in ("occurrences", "per_million") else "n"
    way = counting(store, nested=nested, concepts=concepts)
    ranked = counts_keywords.ranked(chosen, top=limit, sort=order, stop=stop, phrases=phrases, find=find, counting=way)
    if ranked.empty:
        return answer("keyword_frequencies")
    counts, outlets, days = counts_keywords.details(chosen, ranked["term_id"], way)
    whole, *parts = counts_volume.parts(chosen)
    frame = with_per_million(with_shares(beside(ranked, counts, on="term_id", whole=whole)))
    frame["dp_outlets"] = frame["term_id"].map(deviation(outlets, parts[0], item="term_id", part="source"))
    frame["dp_days"] = frame["term_id"].map(deviation(days, parts[1], item="term_id", part="day"))
    frame["adjusted"] = dispersed(frame["per_million"], frame["dp_days"])
    frame = beside(frame, risen(days, parts[1], tests=len(frame)).reset_index(), on="term_id")
    frame = sampled(frame, scope, "rise")
    if sort in ORDERS:
        columns, smallest = ORDERS[sort]
        frame = frame.sort_values(columns, ascending=smallest, kind="stable").head(top)
    return answer("keyword_frequencies", frame, scope)


def keyword_timeline(
    store: Snapshot,
    scope: Scope,
    *,
    term: tuple[str, ...] = (),
    by: str = "auto",
    top: int = 5,
    phrases: bool = False,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """How often terms were used in each period.

    Args:
        term: the terms, in any case and tone style; none: the most frequent.
        by: auto, day, week, month.
        top: how many terms, where none is given.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        nested: whether a term also counts where it stands inside a longer one ("chip" inside "chip nhớ").
        concepts: whether the forms of a concept ("trí tuệ nhân tạo", "AI") are counted as one term.

    Returns:
        One row a term and period of the scope, also where n is 0: term, period, n, total, share, low, high,
        occurrences, per_million, syllables, partial, gap, unit. A term that was never met has zeros.

    Raises:
        InputError: another ``by``, or ``top`` out of range.
    """
    way = counting(store, nested=nested, concepts=concepts)
    series = _series(store, scope, many(term), by=by, top=top, phrases=phrases, way=way)
    return (
        answer("keyword_timeline")
        if series is None
        else answer("keyword_timeline", with_per_million(with_shares(series)), scope)
    )


def _series(
    store: Snapshot,
    scope: Scope,
    terms: tuple[str, ...],
    *,
    by: str,
    top: int,
    phrases: bool,
    way: Counting,
    counted: Callable[..., pd.DataFrame] = counts_keywords.timeline,
) -> pd.DataFrame | None:
    """Counts of every term in every period; None where no article is in scope."""
    line = timeline(store, scope, by)
    if line is None:
        return None
    known = _terms(line.selection, terms, top=top, phrases=phrases, way=way)
    counts = counted(line.selection, known["term_id"], way)
    return line.fill(known[["term_id"]], counts).assign(term=np.repeat(known["term"].to_numpy(), len(line.spine)))


def _terms(chosen: Selection, terms: tuple[str, ...], *, top: int, phrases: bool, way: Counting) -> pd.DataFrame:
    """term_id and term of those named, else of the most frequent."""
    if terms:
        return counts_keywords.known(chosen.store, terms, way)
    return counts_keywords.ranked(chosen, top=count("top", top), phrases=phrases, counting=way)[["term_id", "term"]]


def keyword_changes(
    store: Snapshot,
    scope: Scope,
    *,
    by: str = "auto",
    top: int = 200,
    phrases: bool = False,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Which of the most frequent terms rise or fall, tested.

    Args:
        by: auto, day, week, month.
        top: terms tested; q corrects for as many.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        nested: whether a term also counts where it stands inside a longer one ("chip" inside "chip nhớ").
        concepts: whether the forms of a concept ("trí tuệ nhân tạo", "AI") are counted as one term.

    Returns:
        One row a term, surest first (``measures.trend.changes``): term, n, total, slope (share points a period), p, q,
        first_share, last_share, verdict (up, down, none), periods, unit. An outlet of several periods is one outlet:
        in outlets n and total are those of the whole scope.

    Raises:
        InputError: another ``by``, or ``top`` out of range.
    """
    way = counting(store, nested=nested, concepts=concepts)
    series = _series(store, scope, (), by=by, top=top, phrases=phrases, way=way, counted=counts_keywords.course)
    if series is None:
        return answer("keyword_changes")
    found = changes(series)
    if scope.unit == "outlets":
        chosen = selection(store, scope)
        ids = series.drop_duplicates("term_id").set_index("term_id")["term"]
        counts = counts_keywords.timeline(chosen, ids.index, way)
        n = counts["n"].set_axis(counts["term_id"].map(ids))
        found = found.assign(n=found["term"].map(n), total=counts_volume.parts(chosen)[0]["total"].iloc[0])
    return answer("keyword_changes", found, scope)


def keyword_bursts(
    store: Snapshot,
    scope: Scope,
    *,
    term: tuple[str, ...] = (),
    top: int = 200,
    phrases: bool = False,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """On which days a term stood in far more units than on the same weekday of the four weeks before.

    Args:
        term: the terms; none: the ``top`` most frequent.
        top: terms tested.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        nested: whether a term also counts where it stands inside a longer one ("chip" inside "chip nhớ").
        concepts: whether the forms of a concept ("trí tuệ nhân tạo", "AI") are counted as one term.

    Returns:
        One row a burst, surest first (``measures.burst.bursts``): term, day, n, expected, p, q, cause (terms that
        burst the same day in the same articles, in a third of the units at least, joined with ", "), unit.

    Raises:
        InputError: ``top`` out of range.
    """
    line = timeline(store, scope, "day")
    if line is None:
        return answer("keyword_bursts")
    way = counting(store, nested=nested, concepts=concepts)
    terms = _terms(line.selection, many(term), top=top, phrases=phrases, way=way)
    counts = counts_keywords.course(line.selection, terms["term_id"], way)
    found = bursts(
        counts.rename(columns={"term_id": "term", "period": "day"}), line.totals.rename(columns={"period": "day"})
    )
    if found.empty:
        return answer("keyword_bursts")
    names = terms.set_index("term_id")["term"]
    joint = counts_keywords.joint_days(line.selection, found.rename(columns={"term": "term_id"}), way)
    joint = joint.assign(term=joint["term_id"], other=joint["other_id"].map(names))
    cause = causes(found, joint)
    return answer("keyword_bursts", found.assign(term=found["term"].map(names)), scope, cause=cause)
