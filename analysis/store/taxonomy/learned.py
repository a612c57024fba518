"""One topic over a whole store: articles that hold its seeds, a model learned from them and from labels, its verdicts.

Nothing is annotated anew: the seeds are looked up in the search index, the model sees the terms that the annotation
found, and it is applied to all articles by one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from analysis import seeded
from analysis.store.query import Words
from analysis.store.search import Ids, SearchIndex, phrase
from analysis.store.taxonomy.listed import Listed
from analysis.text.script.fold import plain

MOST_HELD, MOST_REST, LEAST_REST, REST = 2_000, 8_000, 2_000, 4
"""Articles learned from: those with seeds, those without, and how many of these for each with seeds."""
FEW = 10
"""Articles with seeds and labels that say yes below which nothing is learned: those with seeds are the topic."""
OFTEN, MOST_READ = 3, 3_000
"""Times that a seed stands in an article that is about it, and articles that are read to count them."""
SHORT = 120
"""Syllables of an article that is about whatever it names once."""
Numbers = np.ndarray[Any, np.dtype[Any]]
NOBODY: Numbers = np.zeros(0, np.int32)
_WORD = re.compile(r"\w+")
ORDER = "(article_id::BIGINT * 2654435761) % 4294967296"
"""Arbitrary, and the same each time."""
_VALUE = "(1 + ln(occurrences)) * idf"


class Source(Protocol):
    """Whatever holds a snapshot's tables: a published one, or one that is being made."""

    @property
    def index(self) -> SearchIndex: ...

    def query(self, sql: str, params: Mapping[str, Any], /) -> pd.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Circle:
    """The articles that a topic has to do with."""

    among: str = ""
    """SQL of the article_ids that may get it; empty: all."""
    known: str = ""
    """SQL of the article_ids that the classifier gave a shipped topic whose seeds are replaced: with one of the new
    seeds they speak for it, without any they are left to the model."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was learned of one topic."""

    found: pd.DataFrame
    """article_id, score (0 to 1, above .5) of the articles that it is given to."""
    tested: Numbers
    """article_id of the labelled articles that the topic would be given to by a model that had not seen their labels."""


def seeded_articles(source: Source, seeds: Iterable[str]) -> pd.DataFrame:
    """Articles that hold a seed term: article_id, held (different seeds), strong (a seed in the
    title, several seeds, one of them often, or a short article; all where these are few).

    Letters count with their marks; a single seed in capitals only where it stands in capitals.
    """
    held: dict[int, int] = {}
    forms = {}
    for seed in seeds:
        ids = source.index.ids(phrase(Words(seed), exact=True))
        if seed.isupper() and " " not in seed:
            ids = _in_capitals(source, seed, ids)
        else:
            forms[seed] = f" {' '.join(_WORD.findall(plain(seed)))} "
        for article in ids.tolist():
            held[article] = held.get(article, 0) + 1
    told = source.query(
        "SELECT article_id, title, syllables FROM articles JOIN (SELECT unnest($ids::INTEGER[]) AS article_id) "
        "USING (article_id) ORDER BY 1",
        {"ids": sorted(held)},
    )
    capitals = [seed for seed in seeds if seed not in forms]
    titles = [_times(title, forms.values(), capitals) > 0 for title in told["title"]]
    many = told["article_id"].map(held)
    strong = pd.Series(titles, index=told.index, dtype=bool) | (many > 1) | (told["syllables"] <= SHORT)
    unsure = told["article_id"][~strong].head(MOST_READ)
    texts = source.query(
        "SELECT article_id, text FROM texts JOIN (SELECT unnest($ids::INTEGER[]) AS article_id) USING (article_id)",
        {"ids": unsure.tolist()},
    )
    often = [article for article, text in zip(texts["article_id"], texts["text"], strict=True)
             if _times(text, forms.values(), capitals) >= OFTEN]  # fmt: skip
    strong |= told["article_id"].isin(often)
    if strong.sum() < FEW:
        strong[:] = True
    return pd.DataFrame({"article_id": told["article_id"], "held": many, "strong": strong})


def _times(text: str, forms: Iterable[str], capitals: Iterable[str]) -> int:
    """How often seeds stand in a text: the others by their syllables, those in capitals as written."""
    words = f" {' '.join(_WORD.findall(plain(text)))} "
    written = _WORD.findall(text)
    return sum(words.count(form) for form in forms) + sum(written.count(seed) for seed in capitals)


def _in_capitals(source: Source, seed: str, ids: Ids) -> Ids:
    frame = source.query(
        "SELECT article_id FROM texts JOIN (SELECT unnest($ids::INTEGER[]) AS article_id) USING (article_id) "
        r"WHERE regexp_matches(text, '(^|[^\pL\pN])' || regexp_escape($seed) || '($|[^\pL\pN])') ORDER BY 1",
        {"ids": ids.tolist(), "seed": seed},
    )
    return frame["article_id"].to_numpy(np.int32)


def learn(
    source: Source,
    topic: Listed,
    labels: Mapping[int, bool],
    circle: Circle | None = None,
    *,
    most: int | None = None,
) -> Verdicts:
    """Learn a topic and give it to articles.

    Args:
        source: holds the tables ``articles``, ``texts``, ``terms`` and ``doc_terms``.
        topic: its seeds are what it begins with.
        labels: article_id → whether the article is about it.
        circle: which articles may get it and which speak for it besides.
        most: articles that may get it, the same arbitrary ones each time; None: all.

    Returns:
        Its verdicts; without any where no article holds a seed and no label says yes.
    """
    circle = circle or Circle()
    held = seeded_articles(source, topic.seeds)
    inside = f"WHERE article_id IN ({circle.among})" if circle.among else ""
    asked = f"SELECT article_id FROM articles {inside} ORDER BY {ORDER}"
    every = source.query(asked, {})["article_id"].to_numpy()
    if most is not None and most < len(every):
        inside = f"WHERE article_id IN ({asked} LIMIT {most})"
    own = source.query(circle.known, {})["article_id"].to_numpy() if circle.known else np.zeros(0, np.int32)
    strong = np.union1d(held["article_id"][held["strong"]], np.intersect1d(own, held["article_id"]))
    speaks = every[np.isin(every, strong)][:MOST_HELD]
    silent = every[~np.isin(every, np.union1d(held["article_id"], own))]
    rest = len(silent)
    silent = silent[: min(MOST_REST, max(LEAST_REST, REST * len(speaks)))]
    if len(speaks) + sum(labels.values()) < FEW:
        return Verdicts(pd.DataFrame({"article_id": np.sort(speaks), "score": np.full(len(speaks), 1.0)}), NOBODY)
    told = every[np.isin(every, list(labels))]
    learned = np.unique(np.concatenate([speaks, silent, told]))
    matrix, terms = _matrix(source, learned)
    guessed = np.where(np.isin(learned, speaks), 1, np.where(np.isin(learned, silent), 0, -1))
    labelled = np.array([int(labels.get(int(article), -1)) for article in learned])
    columns = [np.searchsorted(terms, term) for term in _terms(source, topic.seeds) if term in terms]
    given = seeded.Examples(matrix, guessed, labelled, np.array(columns, np.int64))
    by_term, more = seeded.weights(given)
    if not np.isfinite(more):
        return Verdicts(pd.DataFrame({"article_id": np.zeros(0, np.int32), "score": np.zeros(0)}), NOBODY)
    thinned = max(0.0, float(np.log(max(1, rest) / max(1, len(strong)) / seeded.BALANCE)))
    bare = ~np.isin(learned[labelled >= 0], held["article_id"])
    given_to = seeded.held_out(given) - bare * thinned > 0
    found = _scored(source, terms, by_term, (more, thinned), held["article_id"].tolist(), inside)
    return Verdicts(found, learned[labelled >= 0][given_to])


def _terms(source: Source, seeds: Iterable[str]) -> list[int]:
    frame = source.query(
        "SELECT term_id FROM terms WHERE term IN (SELECT unnest($seeds))", {"seeds": [plain(seed) for seed in seeds]}
    )
    return [int(term) for term in frame["term_id"]]


_IDF = """
idf AS MATERIALIZED (
    SELECT term_id, ln((1 + (SELECT count(*) FROM articles)) / (1.0 + count(*))) + 1 AS idf
    FROM doc_terms WHERE term_id NOT IN (SELECT term_id FROM terms WHERE stop) GROUP BY term_id)
"""
"""Inverse document frequency of each term that is no stop word."""


def _matrix(source: Source, articles: Numbers) -> tuple[Any, Numbers]:
    """A row an article, a column a term of two of them: the matrix, and the ids of the terms."""
    from scipy import sparse

    frame = source.query(
        f"""
        WITH {_IDF},
        chosen AS (SELECT unnest($ids::INTEGER[]) AS article_id),
        held AS (SELECT article_id, term_id, idf, {_VALUE} AS value
                 FROM doc_terms JOIN chosen USING (article_id) JOIN idf USING (term_id)),
        long AS (SELECT article_id, sqrt(sum(value * value)) AS length FROM held GROUP BY 1)
        SELECT article_id, term_id, value / length AS value FROM held JOIN long USING (article_id)
        WHERE term_id IN (SELECT term_id FROM held GROUP BY 1 HAVING count(*) > 1) ORDER BY 1, 2
        """,
        {"ids": articles.tolist()},
    )
    terms, columns = np.unique(frame["term_id"].to_numpy(), return_inverse=True)
    rows = np.searchsorted(articles, frame["article_id"].to_numpy())
    values = frame["value"].to_numpy()
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(articles), len(terms))), terms


def _scored(
    source: Source, terms: Numbers, by_term: Numbers, more: tuple[float, float], held: list[int], inside: str
) -> pd.DataFrame:
    """Articles whose score is above .5.

    Args:
        more: what is added to the weights, and what is taken off again for an article without a seed: in training such
            articles are fewer beside those with seeds than in the store.
        held: article_ids that hold a seed.
    """
    return source.query(
        f"""
        WITH {_IDF},
        weights AS (SELECT unnest($terms::INTEGER[]) AS term_id, unnest($weights::DOUBLE[]) AS weight),
        held AS (SELECT article_id, {_VALUE} AS value, coalesce(weight, 0) AS weight
                 FROM doc_terms JOIN idf USING (term_id) LEFT JOIN weights USING (term_id) {inside}),
        summed AS (SELECT article_id, sum(value * weight) / sqrt(sum(value * value)) + $more
                          - if(article_id IN (SELECT unnest($held::INTEGER[])), 0, $thinned) AS margin
                   FROM held GROUP BY article_id)
        SELECT article_id, 1 / (1 + exp(-margin)) AS score FROM summed WHERE margin > 0 ORDER BY 1
        """,
        {"terms": terms.tolist(), "weights": by_term.tolist(), "more": more[0], "thinned": more[1], "held": held},
    )
