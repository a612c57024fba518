"""Before a list of words is edited: what the edit would do to the counts of the whole store.

Answers are frames of term, n_before, n_after (articles), occurrences_before, occurrences_after: one row a term that
would change, the edited one first. They are about all articles, whatever the scope of a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

import pandas as pd

from analysis.store import lexicons
from analysis.store.counting import met
from analysis.store.lexicons import applied, pair
from analysis.store.snapshot import Snapshot
from analysis.text.lexicons import lexicon
from analysis.text.lexicons.concepts import form
from analysis.text.lexicons.matching import Matcher

SYLLABLES = 400_000
"""Syllables of the articles that are looked through for a new term; in a larger corpus the newest stand for all."""
COLUMNS = ("term", "n_before", "n_after", "occurrences_before", "occurrences_after")
LOSERS = 12
"""Other terms listed beside an added one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit would do."""

    counts: pd.DataFrame
    """See this file."""
    looked: int = 0
    """Articles looked through for a new term …"""
    holding: int = 0
    """… of those in which its syllables stand somewhere. Fewer looked through: counts are of these alone."""


def effect(store: Snapshot, lexicon_: str, action: str, entry: str) -> Effect:
    """What an edit would do to the counts.

    Args:
        store: the published snapshot.
        lexicon_: ``stopwords``, ``phrases`` or ``concepts``.
        action: ``add`` or ``remove``.
        entry: the term, or ``concept = form``.

    Raises:
        InputError: an entry of concepts that is none.
    """
    if lexicon_ == "concepts":
        return Effect(_concepts(store, action, entry))
    term = form(entry)
    if lexicon_ == "phrases" and action == "add":
        return _added(store, term)
    before = _sizes(store, [_ids(store, [term])])[0]
    counted = not (lexicon_ == "stopwords" and _is_hidden(store, term))
    after = before if lexicon_ == "stopwords" and action == "remove" else (0, 0)
    return Effect(_frame([(term, before if counted else (0, 0), after)]))


def _is_hidden(store: Snapshot, term: str) -> bool:
    return bool(store.query("SELECT count(*) AS n FROM terms WHERE stop AND term = ?", [term])["n"].iloc[0])


def _concepts(store: Snapshot, action: str, entry: str) -> pd.DataFrame:
    name, one = pair(entry)
    now = lexicons.concepts(store.path.parent.parent)
    sides = (now, applied(now, [(action, entry)]))
    shown = list(
        dict.fromkeys(
            (name, one, *(each for side in sides for each, forms in side.items() if name in forms or one in forms))
        )
    )
    counts = []
    for side in sides:
        inside = {each for forms in side.values() for each in forms}
        groups = [side.get(each, () if each in inside else (each,)) for each in shown]
        counts.append(_sizes(store, [_ids(store, group) for group in groups]))
    return _frame([(each, *both) for each, *both in zip(shown, *counts, strict=True)])


def _ids(store: Snapshot, terms: Iterable[str]) -> list[int]:
    return [term for _, forms in met(store, [("", tuple(terms))]) for term, _ in forms]


def _sizes(store: Snapshot, groups: list[list[int]]) -> list[tuple[int, int]]:
    """(articles, occurrences) of each group of terms."""
    rows = [(number, term) for number, group in enumerate(groups) for term in group]
    if not rows:
        return [(0, 0)] * len(groups)
    values = ", ".join(f"({number}, {term})" for number, term in rows)
    frame = store.query(
        f"""
        WITH wanted(part, term_id) AS (VALUES {values})
        SELECT part, count(DISTINCT article_id) AS n, sum(occurrences)::BIGINT AS times
        FROM doc_terms JOIN wanted USING (term_id) GROUP BY part
        """
    )
    found = {
        part: (int(n), int(times)) for part, n, times in zip(frame["part"], frame["n"], frame["times"], strict=True)
    }
    return [found.get(number, (0, 0)) for number in range(len(groups))]


def _frame(rows: list[tuple[str, tuple[int, int], tuple[int, int]]]) -> pd.DataFrame:
    kept = [(term, a[0], b[0], a[1], b[1]) for term, a, b in rows if a != b]
    return pd.DataFrame(kept, columns=list(COLUMNS))


@dataclass(frozen=True, slots=True)
class _Found:
    """One found term of a sentence."""

    term: str
    start: int
    end: int
    named: bool
    """Whether it is a name, which no phrase is cut out of."""


def _added(store: Snapshot, term: str) -> Effect:
    """A new phrase is counted where its syllables stand in a row, outside names and longer phrases; what stood there loses."""
    found = store.search(f'"{term}"')
    articles = _newest(store, found.tolist())
    matcher = Matcher({*lexicon.load().phrases, *lexicons.terms(store.path.parent.parent).added, term})
    gains: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    left: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for _, sentences in groupby(_rows(store, articles), key=lambda row: row[0]):
        had: Counter[str] = Counter()
        lost: Counter[str] = Counter()
        for _, row in groupby(sentences, key=lambda row: row[1]):
            terms = [found for _, _, found in row]
            had.update(found.term for found in terms)
            for taken in _places(terms, term, matcher):
                lost.update(found.term for found in taken)
                gains[term] += 1
                lost[term] -= 1
        losses.update({each: times for each, times in lost.items() if times > 0})
        for each in lost:
            before, after = had[each], had[each] - lost[each]
            holding[each] += before > 0
            left[each] += after > 0
    total = dict(zip([term, *losses], _sizes(store, [_ids(store, [each]) for each in (term, *losses)]), strict=True))
    rows = [(term, total[term], (total[term][0] + left[term] - holding[term], total[term][1] + gains[term]))]
    for each, times in losses.most_common(LOSERS):
        rows.append((each, total[each], (total[each][0] + left[each] - holding[each], total[each][1] - times)))
    return Effect(_frame(rows), len(articles), len(found))


def _newest(store: Snapshot, articles: list[int]) -> list[int]:
    """The newest of these articles, as many as may be looked through."""
    frame = store.query(
        "SELECT article_id, syllables FROM articles WHERE article_id IN (SELECT unnest(?::INTEGER[])) ORDER BY article_id DESC",
        [articles],
    )
    return [int(each) for each in frame["article_id"][frame["syllables"].cumsum() <= SYLLABLES]]


def _rows(store: Snapshot, articles: list[int]) -> Iterator[tuple[int, int, _Found]]:
    frame = store.query(
        """
        WITH chosen AS (SELECT unnest(?::INTEGER[]) AS article_id)
        SELECT o.article_id, o.sentence, t.term, o.start, o."end", m.article_id IS NOT NULL AS named
        FROM occurrences o JOIN chosen USING (article_id) JOIN terms t USING (term_id)
        LEFT JOIN (SELECT DISTINCT article_id, start, "end" FROM mentions JOIN chosen USING (article_id)) m
          ON m.article_id = o.article_id AND m.start = o.start AND m."end" = o."end"
        ORDER BY o.article_id, o.start
        """,
        [articles],
    )
    for article, sentence, *rest in zip(*(frame[name].tolist() for name in frame.columns), strict=True):
        yield article, sentence, _Found(*rest)


def _places(terms: list[_Found], phrase: str, matcher: Matcher) -> Iterator[list[_Found]]:
    """The found terms that each occurrence of a new phrase would take the place of, wholly or in part.

    Args:
        terms: of one sentence, in order.
        matcher: finds the phrases of the list with the new one among them.
    """
    for run in _runs(terms):
        text = " ".join(each.term for each in run)
        ends = list(accumulate(len(each.term) + 1 for each in run))
        for first, last in matcher.spans(text):
            if text[first:last] == phrase:
                taken = run[bisect_right(ends, first) : bisect_right(ends, last - 1) + 1]
                if [each.term for each in taken] != [phrase]:
                    yield taken


def _runs(terms: list[_Found]) -> Iterator[list[_Found]]:
    """Stretches of terms with one sign between, without names."""
    run: list[_Found] = []
    for each in terms:
        if run and (each.named or run[-1].end + 1 != each.start):
            yield run
            run = []
        if not each.named:
            run.append(each)
    if run:
        yield run
