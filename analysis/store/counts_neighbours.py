"""What stands around a term: neighbours in its sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.store.arrays import counted, distinct
from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.select import Selection
from analysis.store.spots import holding, spots

FEWEST = 5
"""Joint sentences that a neighbour must have."""
RARE = 8
"""Counted articles a sentence of a term from which on only articles that hold it are read."""
COUNTED, LATER = np.uint8(1), np.uint8(2)
"""Of a sentence: its article counts; it is not the earliest of its story."""
_frequencies: Kept[tuple[Ints, Ints]] = Kept(8)


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
    known, node = counted(selection), holding(selection, items)
    f, late = _sentences(selection, key, table, len(shown))
    places = np.int64(known.corpus.first[-1])
    found = [np.zeros(0, np.int64)]
    # The places of names are few, and those of a frequent term lie nearly everywhere: looking them up takes longer.
    looked_up = table == "occurrences" and np.count_nonzero(node) * RARE < known.flags.sum()
    rows = f"SELECT {key}, article_id, sentence FROM {table}"
    for thing, _, place in spots(selection, rows, beside=items if looked_up else None):
        near = node.take(place) & shown.take(thing)
        found.append(thing.compress(near) * places + place.compress(near))
    met = distinct(np.concatenate(found))  # a thing counts once in a sentence
    thing, article = met // places, np.searchsorted(known.corpus.first, met % places, side="right") - 1
    joint, own = (np.bincount(thing[part], minlength=len(f)) for part in (slice(None), known.own[article]))
    item = np.flatnonzero(joint >= FEWEST)
    often = joint[thing] >= FEWEST
    n, stories = known.spread(article[often], thing[often], len(f))
    columns = {"sentences": joint, "n": n, "stories": stories, "own": own, "f_other": f, "own_other": f - late}
    own_term = known.own[np.searchsorted(known.corpus.first, np.flatnonzero(node), side="right") - 1]
    return pd.DataFrame({"item": item} | {name: column[item] for name, column in columns.items()}).assign(
        f_term=len(own_term), own_term=int(own_term.sum()), tests=int(np.count_nonzero(joint))
    )


def _sentences(selection: Selection, key: str, table: str, things: int) -> tuple[Ints, Ints]:
    """By thing, how many sentences of counted articles hold it, and how many of those that are not the earliest of their
    story. No term changes them, so they are kept for the next one that is asked about."""

    def read() -> tuple[Ints, Ints]:
        known = counted(selection)
        kind = np.repeat(
            known.flags.astype(np.uint8) * np.where(known.own, COUNTED, COUNTED | LATER), np.diff(known.corpus.first)
        )
        f, late = np.zeros((2, things), np.int64)
        before = (-1, -1)
        for thing, _, place in spots(selection, f"SELECT {key}, article_id, sentence FROM {table}"):
            fresh = np.empty(len(place), np.bool_)  # a thing counts once in a sentence
            fresh[0] = (int(thing[0]), int(place[0])) != before
            fresh[1:] = (thing[1:] != thing[:-1]) | (place[1:] != place[:-1])
            before = int(thing[-1]), int(place[-1])
            # Millions of rows go by: take and compress do what brackets do, in half the time.
            told = kind.take(place) * fresh
            f += np.bincount(thing.compress(told != 0), minlength=things)
            late += np.bincount(thing.compress((told & LATER) != 0), minlength=things)
        return f, late

    return _frequencies.get(selection.store, (selection.key, table), read)
