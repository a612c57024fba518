"""SQL of terms: how often, where and when. What counts as one term is a ``Counting``."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.store import counts_rollups, counts_volume, postings
from analysis.store.arrays import Rows, counted, held, starting
from analysis.store.counting import PLAIN, Counting
from analysis.store.counts_pairs import together
from analysis.store.ints import Ints
from analysis.store.kept import Kept
from analysis.store.naming import looked_up, numbers_of
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot
from analysis.text.script.fold import fold, plain

_FOLDED = "replace(strip_accents(term), 'đ', 'd')"
"""Terms are lower-case NFC already; this is ``analysis.text.script.fold.fold`` for them."""
FEWEST_RANKED = 300
"""Rankings are made at least this long and kept: the questions of one page share them."""
_NUMBERS = {"n": np.int64, "weight": np.int64, "occurrences": np.int64}
rankings: Kept[pd.DataFrame] = Kept(64)
numbers: Kept[dict[str, int]] = Kept(256)
"""Of terms asked for together: term → term_id."""
courses: Kept[pd.DataFrame] = Kept(16)
"""Terms by day: weeks and months are made of them."""


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def known(store: Snapshot, terms: Iterable[str], counting: Counting = PLAIN) -> pd.DataFrame:
    """The terms as they are counted (lower case, one tone style): term_id (negative where never met), term; order kept.

    Forms of one concept are one row where their concept is counted.
    """
    wanted = list(dict.fromkeys(" ".join(plain(term).split()) for term in terms))
    ids = numbers.get(store, tuple(wanted), lambda: _numbers(store, wanted))
    rows = [counting.lead(term) or (ids.get(term, -1 - index), term) for index, term in enumerate(wanted)]
    return pd.DataFrame(rows, columns=["term_id", "term"]).drop_duplicates("term_id", ignore_index=True)[
        ["term", "term_id"]
    ]


def _numbers(store: Snapshot, terms: list[str]) -> dict[str, int]:
    met = store.query("SELECT term, term_id FROM terms WHERE term IN (SELECT unnest($terms))", {"terms": terms})
    return dict(zip(met["term"], met["term_id"].tolist(), strict=True))


def ranked(
    selection: Selection,
    *,
    top: int,
    sort: str = "n",
    stop: bool = False,
    phrases: bool = False,
    find: str = "",
    counting: Counting = PLAIN,
) -> pd.DataFrame:
    """The terms met most in the whole scope: term_id, term, rows (terms in all); of ties the one met first.

    Args:
        sort: ``n`` or ``occurrences``.
        stop: whether stop words are ranked too.
        phrases: only terms of several syllables, foreign words and acronyms.
        find: only terms whose folded form contains this text, folded; of a concept, any of its forms.
        counting: what counts as one term.
    """
    wanted = fold(find.strip())
    size = max(top, FEWEST_RANKED)
    ranking = rankings.get(
        selection.store,
        (selection.scope, sort, stop, phrases, wanted, size, counting),
        lambda: _ranking(selection, top=size, sort=sort, stop=stop, phrases=phrases, wanted=wanted, counting=counting),
    )
    return ranking.head(top).copy()


def _ranking(
    selection: Selection, *, top: int, sort: str, stop: bool, phrases: bool, wanted: str, counting: Counting
) -> pd.DataFrame:
    hidden = "true" if stop else "term_id NOT IN (SELECT term_id FROM terms WHERE stop)"
    if phrases:
        hidden += " AND term_id IN (SELECT term_id FROM terms WHERE phrase)"
    if wanted:
        leads = _list(counting.holding(wanted))
        hidden += (
            f" AND term_id IN (SELECT term_id FROM terms WHERE contains({_FOLDED}, $find) OR term_id IN ({leads}))"
        )
    if (sizes := _sizes(selection, counting, sort)) is not None:
        found = {"find": wanted} if wanted else {}
        return counting.named(_largest(selection.store, sizes, top=top, listed=hidden, **found))
    measure = "sum(occurrences)" if sort == "occurrences" else selection.units
    frame = selection.ask(
        f"""
        , {counting.tally(measure)},
        listed AS MATERIALIZED (SELECT term_id, size FROM tally WHERE {hidden}),
        best AS (SELECT term_id, size FROM listed ORDER BY size DESC, term_id LIMIT $top)
        SELECT term_id, term, (SELECT count(*) FROM listed) AS rows
        FROM best JOIN terms USING (term_id) ORDER BY size DESC, term_id
        """,
        top=top,
        **({"find": wanted} if wanted else {}),
    )
    return counting.named(frame)


def _sizes(selection: Selection, counting: Counting, measure: str) -> Ints | None:
    """By term_id, what a ranking goes by, where that is known without reading a row for every article and term."""
    known = None if counting.nested or selection.scope.unit == "outlets" else postings.terms(selection.store)
    if known is not None:
        flags, often = counted(selection).flags, measure == "occurrences"
        groups = [[term for term, _ in forms] for _, forms in counting.concepts]
        return known.joined(known.sizes(flags, often=often), groups, flags, often=often)
    return counts_rollups.tally(selection, measure) if counting == PLAIN else None


def _largest(store: Snapshot, sizes: Ints, *, top: int, listed: str, **params: str) -> pd.DataFrame:
    """The terms of the greatest numbers by term_id among those that may be listed; of ties the one met first."""
    ids = numbers_of(store, "terms", listed, params)
    ids = ids[sizes[ids] > 0]
    best = ids[np.argsort(-sizes[ids], kind="stable")[:top]]
    terms = looked_up(store, best, "term", table="terms")["term"].reindex(best).to_numpy()
    return pd.DataFrame({"term_id": best, "term": pd.array(terms, "str")}).assign(rows=len(ids))


def details(
    selection: Selection, ids: Iterable[int], counting: Counting = PLAIN
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three frames about the same terms: in all, by outlet, by day.

    Returns:
        term_id, n, weight, occurrences; the same with source; the same with day.
    """
    rows = _held(selection, ids, counting)
    whole, outlets, days = (rows.by(part, item="term_id") for part in ("", "source", "day"))
    return whole, outlets, days


def outlets(selection: Selection, item: int, counting: Counting = PLAIN) -> pd.DataFrame:
    """One row an outlet with any article: source, n (of its articles), weight, occurrences, total, squares."""
    own = _held(selection, [item], counting).by("source", item="term_id").drop(columns="term_id")
    return counts_volume.outlets(selection).join(own.set_index("source"), on="source").fillna(0).astype(_NUMBERS)


def timeline(selection: Selection, ids: Iterable[int], counting: Counting = PLAIN) -> pd.DataFrame:
    """One row a term and period where it was met: term_id, period, n, weight, occurrences."""
    return _held(selection, ids, counting).by("period", item="term_id")


def _held(selection: Selection, ids: Iterable[int], counting: Counting) -> Rows:
    # Where a term stands is ordered by term: few rows are read, while its articles lie anywhere among all articles' rows.
    table, often = (counting.table, ", occurrences") if counting.nested else ("occurrences", "")
    rows = f"""
    SELECT term_id, article_id{often} FROM {table}
    WHERE term_id IN (SELECT unnest($ids::INTEGER[])) AND article_id BETWEEN $since AND $until
    """
    known = None if counting.nested else postings.terms(selection.store)
    return held(selection, rows, ids, counting.members, postings=known)


def course(selection: Selection, ids: Iterable[int], counting: Counting = PLAIN) -> pd.DataFrame:
    """As ``timeline`` but without weights: term_id, period, n, occurrences. Made of the days, which questions share."""
    if selection.scope.unit == "outlets" or selection.by == "all":
        return timeline(selection, ids, counting).drop(columns="weight")
    ids = tuple(int(number) for number in ids)
    days = courses.get(
        selection.store, (selection.key, ids, counting), lambda: _by_day(selection.every("day"), ids, counting)
    )
    if selection.by == "day" or days.empty:
        return days
    term, period = days["term_id"].to_numpy(), starting(days["period"].to_numpy("datetime64[s]"), selection.by)
    # The days of a term come one after the other, so those of one period do.
    begins = np.flatnonzero(np.append(True, (term[1:] != term[:-1]) | (period[1:] != period[:-1])))
    sums = {name: np.add.reduceat(days[name].to_numpy(), begins) for name in ("n", "occurrences")}
    return pd.DataFrame({"term_id": term[begins], "period": period[begins], **sums})


def _by_day(selection: Selection, ids: tuple[int, ...], counting: Counting) -> pd.DataFrame:
    """``course`` by day: from the days of a large snapshot added up, where they are; article by article otherwise."""
    added_up = counts_rollups.by_day(selection, ids) if counting == PLAIN else None
    if added_up is None:
        return timeline(selection, ids, counting).drop(columns="weight")
    n, often, rest = added_up
    rows, days = _held(selection, rest, counting), counted(selection).corpus
    place = np.flatnonzero(np.isin(ids, rest))[rows.place]
    np.add.at(n, (place, days.day[rows.article]), 1)
    np.add.at(often, (place, days.day[rows.article]), rows.often)
    term, day = np.nonzero(n)
    columns = {"n": n[term, day], "occurrences": often[term, day]}
    return pd.DataFrame({"term_id": np.array(ids, np.int64)[term], "period": days.days[day], **columns})


def joint_days(selection: Selection, found: pd.DataFrame, counting: Counting = PLAIN) -> pd.DataFrame:
    """Units with an article that holds two bursting terms on a day on which both burst.

    Args:
        found: bursts: term_id, day.

    Returns:
        One row an ordered pair and day: term_id, day, other_id, n.
    """
    ids, days = found["term_id"].to_numpy(), found["day"].to_numpy("datetime64[s]")
    rows = f"""
    SELECT term_id, article_id, occurrences FROM {counting.table}
    WHERE term_id IN (SELECT unnest($ids::INTEGER[])) AND article_id BETWEEN $since AND $until
      AND day IN (SELECT unnest($days::DATE[]))
    """
    wanted = {"days": sorted(set(days.astype("datetime64[D]").tolist()))}
    known = held(
        selection,
        rows,
        np.unique(ids),
        counting.members,
        wanted,
        None if counting.nested else postings.terms(selection.store),
    )
    whole, count = known.counted.corpus, np.int64(len(known.things))
    day, term = whole.day[known.article].astype(np.int64), known.place
    burst = np.searchsorted(whole.days, days) * count + np.searchsorted(known.things, ids)
    order = np.flatnonzero(np.isin(day * count + term, burst))
    order = order[np.argsort(known.article[order], kind="stable")]
    pairs = [np.zeros((2, 0), np.int64), *together(term[order], known.article[order])]
    one, other = (order[np.concatenate(column)] for column in zip(*pairs, strict=True))
    one, other = np.append(one, other), np.append(other, one)
    met, key = np.unique((day[one] * count + term[one]) * count + term[other], return_inverse=True)
    n, _ = known.counted.units(known.article[one], key, len(met))
    return pd.DataFrame(
        {
            "term_id": known.things[met // count % count],
            "day": whole.days[met // count // count],
            "other_id": known.things[met % count],
            "n": n,
        }
    )


def forms(selection: Selection, counting: Counting) -> pd.DataFrame:
    """One row a concept and form that the scope holds: term_id of the concept, form_id, n, weight, occurrences.

    Args:
        counting: with its concepts; each form is counted apart.
    """
    ids = [term for _, each in counting.concepts for term, _ in each]
    frame = timeline(selection.every("all"), ids, Counting(counting.nested))
    leads = {term: each[0][0] for _, each in counting.concepts for term, _ in each}
    return frame.rename(columns={"term_id": "form_id"}).assign(term_id=frame["term_id"].map(leads))
