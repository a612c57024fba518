"""What sets one scope apart from another: two periods, outlets, topics, entities or searches.

Side A is the scope. Side B is named by ``against``: ``before`` (the equally long period right before A's, all other
filters the same), ``weeks`` (the four weeks right before), ``rest`` (all articles of the corpus that are not in A), or
another scope as it stands in a link: ``since=2025-09-29&until=2025-10-26``. Unit and lens are always those of A: else
two different things would be counted. With the scope's fixed panel only outlets with articles on both sides count.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.keyness import contrasted
from analysis.measures.rates import with_per_million
from analysis.questions.answers import answer
from analysis.questions.settings import count, one_of
from analysis.questions.units import sampled, tested
from analysis.scope import Scope
from analysis.store import counts_compare, counts_keywords, counts_volume, evidence
from analysis.store.naming import looked_up
from analysis.store.select import Selection, selection, span
from analysis.store.snapshot import Snapshot

FILTERS = ("since", "until", "source", "section", "topic", "entity", "search")
SIDES = ("a", "b")
FOUR_WEEKS = timedelta(28)
LEAST = 5
"""Units of both sides together that a term must be in."""


def other_side(store: Snapshot, scope: Scope, against: str) -> Scope:
    """Side B as a scope; for ``rest`` the whole corpus, of which the articles of A are still to be left out.

    Raises:
        InputError: ``against`` is none of the four ways.
        ScopeError: a filter in it cannot be read.
    """
    if against == "rest":
        return Scope(unit=scope.unit, lens=scope.lens)
    if against in ("before", "weeks"):
        covered = span(store, scope)
        first = scope.since or (covered[0] if covered else None)
        last = scope.until or (covered[1] if covered else None)
        if first is None or last is None:
            return scope
        long = FOUR_WEEKS if against == "weeks" else last - first + timedelta(1)
        return scope.with_(since=first - long, until=first - timedelta(1))
    given = parse_qs(against)
    if not given or not set(given) <= set(FILTERS):
        raise InputError(
            f"the other side is not understood: got against={against[:60]!r}, allowed before, weeks, rest, or filters "
            f"as in a link, e.g. against=since=2025-09-01&until=2025-09-30 ({', '.join(FILTERS)})"
        )
    return Scope.parse({**given, "unit": scope.unit, "lens": scope.lens})


def _sides(store: Snapshot, scope: Scope, against: str) -> tuple[Selection, Selection]:
    """Both sides, ready to be asked; with a fixed panel only the outlets that both of them have."""
    fixed, scope = scope.panel, scope.with_(panel=False)
    other = other_side(store, scope, against)

    def made(one: Scope, two: Scope) -> tuple[Selection, Selection]:
        a = selection(store, one)
        return a, selection(store, two, without=a if against == "rest" else None)

    a, b = made(scope, other)
    if not fixed:
        return a, b
    both = tuple(sorted(counts_compare.outlets(a) & counts_compare.outlets(b))) or ("",)
    return made(scope.with_(source=both), other.with_(source=both))


def comparison_totals(store: Snapshot, scope: Scope, *, against: str = "before") -> pd.DataFrame:
    """How much lies on each side of a comparison.

    Args:
        against: side B: before, weeks, rest, or a scope as in a link (see this file).

    Returns:
        Always two rows, side A first: side (a or b), n, unit, articles, stories, outlets, syllables, since and until
        (first and last day with an article), days (with any article), shared (articles on both sides, which count on
        each), link (the side as in a link). Counts are 0 where a side is empty.

    Raises:
        ScopeError: a filter of ``against`` cannot be read.
        InputError: ``against`` is not understood.
    """
    sides = _sides(store, scope, against)
    frame = pd.concat([counts_volume.totals(side) for side in sides], ignore_index=True)
    links = [urlencode(side.scope.params(), doseq=True) for side in sides]
    shared = counts_compare.shared(*sides) if frame["articles"].all() else 0
    return answer("comparison_totals", frame, scope, side=list(SIDES), shared=shared, link=links)


def keyword_comparison(
    store: Snapshot,
    scope: Scope,
    *,
    against: str = "before",
    top: int = 15,
    phrases: bool = False,
    stop: bool = False,
    least: int = LEAST,
) -> pd.DataFrame:
    """Which terms set the scope apart from another one.

    Args:
        against: side B: before, weeks, rest, or a scope as in a link (see this file).
        top: terms listed for each side.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        stop: whether stop words are compared too.
        least: units of both sides together that a term must be in.

    Returns:
        One row a term (``measures.keyness.contrasted``), those of side A first, on each side the surest large effects
        first (by ``lrc``, then G²; in outlets, which are not tested, by the difference of their shares): term, n and total, n_b and total_b (units of each side), share, share_b, log_ratio
        (log2; above 0 more in A), low, high (its interval, all terms together 95 %), lrc, g2, q, verdict (a, b or
        none), occurrences, occurrences_b, per_million, per_million_b, unit, rows (terms compared). Empty where a side
        has no article.

    Raises:
        ScopeError: a filter of ``against`` cannot be read.
        InputError: ``against`` is not understood, or ``top`` or ``least`` out of range.
    """
    a, b = _sides(store, scope, against)
    counts = counts_compare.terms(a, b, least=count("least", least, least=1), phrases=phrases, stop=stop)
    if counts.empty:
        return answer("keyword_comparison")
    listed = count("top", top)
    # Outlets are ordered by something else: all their rows are wanted.
    frame = contrasted(counts, top=listed if tested(scope) else None)
    frame = sampled(frame, scope, "low", "high", "lrc", "g2", "q")
    found = pd.concat([_strongest(frame, side, listed) for side in SIDES])
    if found.empty:
        return answer("keyword_comparison")
    rates = {
        f"per_million{ending}": with_per_million(
            pd.DataFrame({name: found[f"{name}{ending}"] for name in ("occurrences", "syllables")})
        )["per_million"]
        for ending in ("", "_b")
    }
    names = looked_up(store, found["term_id"], "term", table="terms")
    return answer("keyword_comparison", found.join(names, on="term_id"), scope, rows=len(counts), **rates)


def _strongest(frame: pd.DataFrame, side: str, top: int) -> pd.DataFrame:
    """The terms that lean to a side, best first."""
    ratio = frame["log_ratio"].to_numpy()
    leaning = np.flatnonzero(ratio > 0 if side == "a" else ratio < 0)
    term, g2, lrc, share, share_b = (
        frame[name].to_numpy()[leaning] for name in ("term_id", "g2", "lrc", "share", "share_b")
    )
    sure = np.where(np.isnan(lrc), np.abs(share - share_b), np.abs(lrc))
    return frame.iloc[leaning[np.lexsort((term, -g2, -sure))[:top]]]


def comparison_sentences(
    store: Snapshot,
    scope: Scope,
    *,
    term: str,
    against: str = "before",
    side: str = "a",
    top: int = 20,
    offset: int = 0,
) -> pd.DataFrame:
    """Every sentence that holds a term on one side of a comparison.

    Args:
        term: in any case and tone style.
        against: side B: before, weeks, rest, or a scope as in a link (see this file).
        side: a or b.
        top, offset: which part of the list.

    Returns:
        An evidence frame: key, day, published, has_time, source, title, url, date_origin, sentence, kind, text, marks, rule, rows,
        hits, articles (see ``questions.evidence``); empty where the term was never met on that side.

    Raises:
        ScopeError: a filter of ``against`` cannot be read.
        InputError: ``against`` or ``side`` is not understood, or ``top`` or ``offset`` out of range.
    """
    chosen = _sides(store, scope, against)[SIDES.index(one_of("side", side, SIDES))]
    item = int(counts_keywords.known(store, [term])["term_id"].iloc[0])
    page = {"top": count("top", top), "offset": count("offset", offset)}
    return answer("comparison_sentences", evidence.sentences(chosen, evidence.TERM, item=item, **page))
