"""SQL of terms: how often, where and when."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot
from analysis.text.fold import fold, plain

_FOLDED = "replace(strip_accents(term), 'đ', 'd')"
"""Terms are lower-case NFC already; this is ``analysis.text.fold.fold`` for them."""
_ORDER = {"n": "n DESC, occurrences DESC, term", "occurrences": "occurrences DESC, n DESC, term"}


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def known(store: Snapshot, terms: Iterable[str]) -> pd.DataFrame:
    """The terms as they are counted (lower case, one tone style): term_id (-1 where never met), term; order kept."""
    wanted = pd.DataFrame({"term": list(dict.fromkeys(" ".join(plain(term).split()) for term in terms))}, dtype="str")
    met = store.query(
        "SELECT term, term_id FROM terms WHERE term IN (SELECT unnest($terms))", {"terms": wanted["term"].tolist()}
    )
    ids = dict(zip(met["term"], met["term_id"], strict=True))
    return wanted.assign(term_id=[ids.get(term, -1) for term in wanted["term"]])


def ranked(selection: Selection, *, top: int, sort: str = "n", stop: bool = False, find: str = "") -> pd.DataFrame:
    """The terms met most: term_id, term, n, occurrences, rows (terms in all).

    Args:
        sort: ``n`` or ``occurrences``.
        stop: whether stop words are ranked too.
        find: only terms whose folded form contains this text, folded.
    """
    where = [] if stop else ["NOT stop"]
    params = {}
    if find.strip():
        where.append(f"contains({_FOLDED}, $find)")
        params["find"] = fold(find.strip())
    return selection.ask(
        f"""
        , tally AS (SELECT term_id, {selection.units} AS n, sum(occurrences)::BIGINT AS occurrences
                    FROM doc_terms JOIN counted USING (article_id) GROUP BY term_id)
        SELECT term_id, term, n, occurrences, count(*) OVER () AS rows
        FROM tally JOIN terms USING (term_id) WHERE {" AND ".join(where) or "true"}
        ORDER BY {_ORDER[sort]} LIMIT $top
        """,
        top=top,
        **params,
    )


def weights(selection: Selection, ids: Iterable[int]) -> pd.DataFrame:
    """One row a term: term_id, weight."""
    return selection.ask(
        f"""
        , {SIZED}
        SELECT term_id, {weight(selection)} AS weight FROM doc_terms JOIN sized USING (article_id)
        WHERE term_id IN ({_list(ids)}) GROUP BY term_id
        """
    )


def places(selection: Selection, ids: Iterable[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Occurrences by term and outlet, and by term and day: term_id, source | day, occurrences."""
    frame = selection.ask(
        f"""
        SELECT term_id, source, c.day, sum(occurrences)::BIGINT AS occurrences
        FROM doc_terms d JOIN counted c USING (article_id) WHERE term_id IN ({_list(ids)})
        GROUP BY GROUPING SETS ((term_id, source), (term_id, c.day))
        """
    )
    outlets = frame["day"].isna()
    return frame[outlets].drop(columns="day"), frame[~outlets].drop(columns="source")


def timeline(selection: Selection, ids: Iterable[int]) -> pd.DataFrame:
    """One row a term and period where it was met: term_id, period, n, weight, occurrences."""
    return selection.ask(
        f"""
        , {SIZED}
        SELECT term_id, period, {selection.units} AS n, {weight(selection)} AS weight,
               sum(occurrences)::BIGINT AS occurrences
        FROM doc_terms JOIN sized USING (article_id) WHERE term_id IN ({_list(ids)}) GROUP BY ALL
        """
    )


def joint_days(selection: Selection, found: pd.DataFrame) -> pd.DataFrame:
    """Articles that hold two bursting terms on a day on which both burst.

    Args:
        found: bursts: term_id, day.

    Returns:
        One row an ordered pair and day: term_id, day, other_id, n.
    """
    days = ", ".join(
        sorted({f"({int(i)}, DATE '{day:%Y-%m-%d}')" for i, day in zip(found["term_id"], found["day"], strict=True)})
    )
    return selection.ask(
        f"""
        , bursting(term_id, day) AS (VALUES {days}),
        held AS (SELECT d.term_id, d.day, article_id, source FROM doc_terms d JOIN bursting b
                 ON b.term_id = d.term_id AND b.day = d.day JOIN counted USING (article_id))
        SELECT a.term_id, a.day, b.term_id AS other_id, count(*) AS n
        FROM held a JOIN held b ON a.article_id = b.article_id AND a.term_id <> b.term_id GROUP BY ALL
        """
    )
