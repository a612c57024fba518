"""What stands around a term: neighbours in its sentences; and the outlets that use it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.store.arrays import counted
from analysis.store.counting import PLAIN, Counting
from analysis.store.counts_volume import SIZED, weight
from analysis.store.ints import Flags, Ints
from analysis.store.select import Selection
from analysis.store.spots import holding, spots

FEWEST = 5
"""Joint sentences that a neighbour must have."""
COUNTED, LATER, NEAR = (np.uint8(bit) for bit in (1, 2, 4))
"""Of a sentence: its article counts; it is not the earliest of its story; the sentence holds the term."""


def terms(selection: Selection, items: list[int], *, phrases: bool = False) -> pd.DataFrame:
    """Terms in the sentences of a term, stop words left out.

    Args:
        items: term_ids that count as the term.
        phrases: only terms of several syllables, foreign words and acronyms.

    Returns:
        item, sentences, n (units), stories, own, f_other, own_other, f_term, own_term, tests (see ``measures.collocation``).
    """
    flags = "SELECT NOT stop AND (phrase OR NOT $phrases) AS shown FROM terms ORDER BY term_id"
    shown = selection.store.query(flags, {"phrases": phrases})["shown"].to_numpy(np.bool_, copy=True)
    shown[[item for item in items if item >= 0]] = False
    return _around(selection, items, "term_id", "occurrences", shown)


def entities(selection: Selection, items: list[int]) -> pd.DataFrame:
    """Entities in the sentences of a term; the same columns as ``terms``."""
    count = int(selection.store.query("SELECT count(*) AS n FROM entities")["n"].iloc[0])
    return _around(selection, items, "entity_id", "mentions", np.ones(count, np.bool_))


def _around(selection: Selection, items: list[int], key: str, table: str, shown: Flags) -> pd.DataFrame:
    """Whatever stands in the sentences of a term.

    Args:
        key: column that names a thing.
        table: has a row each time a thing stands in a sentence, ordered by thing, article and place.
        shown: by thing, whether it is looked at.
    """
    known = counted(selection)
    sentences = np.diff(known.corpus.first)
    kind = np.repeat(known.flags.astype(np.uint8) * np.where(known.own, COUNTED, COUNTED | LATER), sentences)
    node = holding(selection, items)
    kind[node] |= NEAR
    f, late = np.zeros((2, len(shown)), np.int64)
    found: list[tuple[Ints, Ints]] = [(np.zeros(0, np.int32), np.zeros(0, np.int32))]
    before = (-1, -1)
    for thing, article, place in spots(selection, f"SELECT {key}, article_id, sentence FROM {table}"):
        fresh = np.empty(len(place), np.bool_)  # a thing counts once in a sentence
        fresh[0] = (int(thing[0]), int(place[0])) != before
        fresh[1:] = (thing[1:] != thing[:-1]) | (place[1:] != place[:-1])
        before = int(thing[-1]), int(place[-1])
        # Millions of rows go by: take and compress do what brackets do, in half the time.
        told = kind.take(place) * fresh
        f += np.bincount(thing.compress(told != 0), minlength=len(f))
        late += np.bincount(thing.compress((told & LATER) != 0), minlength=len(f))
        near = (told & NEAR) != 0
        found.append((thing.compress(near), article.compress(near)))
    thing, article = (np.concatenate(column) for column in zip(*found, strict=True))
    thing, article = thing[shown[thing]], article[shown[thing]]
    joint, own = (np.bincount(thing[part], minlength=len(f)) for part in (slice(None), known.own[article]))
    item = np.flatnonzero(joint >= FEWEST)
    often = joint[thing] >= FEWEST
    n, stories = known.spread(article[often], thing[often], len(f))
    columns = {"sentences": joint, "n": n, "stories": stories, "own": own, "f_other": f, "own_other": f - late}
    own_term = known.own[np.searchsorted(known.corpus.first, np.flatnonzero(node), side="right") - 1]
    return pd.DataFrame({"item": item} | {name: column[item] for name, column in columns.items()}).assign(
        f_term=len(own_term), own_term=int(own_term.sum()), tests=int(np.count_nonzero(joint))
    )


def outlets(selection: Selection, item: int, counting: Counting = PLAIN) -> pd.DataFrame:
    """One row an outlet with any article: source, n (of its articles), weight, occurrences, total, squares."""
    return selection.ask(
        f"""
        , {SIZED}, {counting.hits},
        own AS (SELECT source, {selection.units} AS n, {weight(selection)} AS weight, sum(occurrences)::BIGINT AS occurrences
                FROM hits d JOIN sized USING (article_id) WHERE term_id = $item GROUP BY source),
        whole AS (SELECT source, {selection.units} AS total, {weight(selection)} AS squares FROM sized GROUP BY source)
        SELECT source, coalesce(n, 0) AS n, coalesce(weight, 0)::BIGINT AS weight,
               coalesce(occurrences, 0)::BIGINT AS occurrences, total, squares
        FROM whole LEFT JOIN own USING (source)
        """,
        item=item,
    )
