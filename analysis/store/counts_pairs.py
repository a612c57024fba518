"""Co-mention: entities that stand in one sentence, or in one article."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.store.arrays import Counted, counted, distinct
from analysis.store.families import PLAIN, Naming
from analysis.store.ints import Ints
from analysis.store.select import Selection

AT_ONCE = 4_000_000
"""Pairs held in memory at a time, about."""


def sentences(selection: Selection, within: str = "sentence") -> int:
    """Sentences of the earliest counted article of every story; or those articles themselves."""
    known = counted(selection)
    return int((np.diff(known.corpus.first) if within == "sentence" else np.ones_like(known.size))[known.own].sum())


def pairs(
    selection: Selection,
    naming: Naming = PLAIN,
    *,
    entity: int | None = None,
    types: tuple[str, ...] = (),
    within: str = "sentence",
    fewest: int = 3,
) -> pd.DataFrame:
    """Pairs of entities that share sentences (or articles) in at least ``fewest`` stories, a before b.

    Args:
        naming: the names as they are, or joined by family.
        entity: only pairs with this one.
        types: only entities of these types (beside ``entity``).
        within: what they share: ``sentence`` or ``article``; all counts are of these.

    Returns:
        a_id, b_id, sentences (with both), n (units with both), stories (with both), f_a, f_b (sentences with each), own, own_a, own_b (the
        same three over the earliest article of each story), entities (in at least ``fewest`` sentences, which could
        have made a pair).
    """
    known, one = counted(selection), -1 if entity is None else entity
    name, article, spot = _met(selection, naming, one, types, within)
    f = np.bincount(name, minlength=1)
    own = np.bincount(name[known.own[article]], minlength=len(f))
    often = f[name] >= fewest
    name, article, spot = (column[often] for column in (name, article, spot))
    parts = [
        _shared(np.minimum(name[a], name[b]), np.maximum(name[a], name[b]), article[a], known, fewest)
        for a, b in (_with(name, spot, one) if entity is not None else together(name, spot))
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["stories"] >= fewest].sort_values(["a_id", "b_id"], ignore_index=True)
    each = {
        f"{column}_{side}": values[frame[f"{side}_id"]] for side in "ab" for column, values in (("f", f), ("own", own))
    }
    return frame.assign(**each, entities=int((f >= fewest).sum()))


def _met(
    selection: Selection, naming: Naming, one: int, types: tuple[str, ...], within: str
) -> tuple[Ints, Ints, Ints]:
    """Entity, article and spot (sentence of the corpus, or article), each entity once in a spot; ordered by spot, entity."""
    known = counted(selection)
    since, until = known.between
    where = "article_id BETWEEN $since AND $until"
    if types:
        wanted = "SELECT entity_id FROM named_entities WHERE type IN (SELECT unnest($types::VARCHAR[]))"
        where += f" AND (entity_id = $one OR entity_id IN ({wanted}))"
    rows = f"WITH none AS (SELECT 1) {naming.with_} SELECT entity_id, article_id, sentence FROM named_mentions WHERE {where}"
    params = {"since": since, "until": until, **naming.params, **({"types": list(types), "one": one} if types else {})}
    found: list[Ints] = [np.zeros(0, np.int64)]
    spots = known.corpus.first if within == "sentence" else np.arange(len(known.size))
    for entity, article, sentence in selection.store.stream(rows, params):
        spot = spots[article] + (sentence if within == "sentence" else 0)
        found.append(((spot.astype(np.int64) << 32) + entity)[known.flags[article]])
    met = distinct(np.concatenate(found))
    spot, name = met >> 32, met & 0xFFFFFFFF
    if within == "article":
        return name, spot, spot
    begins = np.searchsorted(spot, known.corpus.first)  # there are fewer articles than mentions
    return name, np.repeat(np.arange(len(known.size)), np.diff(begins)), spot


def _with(name: Ints, spot: Ints, one: int) -> Iterator[tuple[Ints, Ints]]:
    """Rows of an entity, and the rows that share their spots."""
    own = np.flatnonzero(name == one)
    place = np.searchsorted(spot[own], spot)
    beside = np.flatnonzero((np.append(spot[own], -1)[place] == spot) & (name != one))
    yield own[place[beside]], beside


def together(name: Ints, spot: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every two rows of one spot, as the places of both; those with one first entity come together."""
    size = np.diff(np.flatnonzero(np.append(np.append(True, spot[1:] != spot[:-1]), True))) if len(spot) else spot
    shares = int((size * (size - 1) // 2).sum()) // AT_ONCE + 1
    for share in range(shares):
        first = np.flatnonzero(name % shares == share)
        pairs: list[tuple[Ints, Ints]] = [(first[:0], first[:0])]
        for away in range(1, int(size.max(initial=1))):
            first = first[first + away < len(spot)]
            first = first[spot[first + away] == spot[first]]
            pairs.append((first, first + away))
        one, other = (np.concatenate(column) for column in zip(*pairs, strict=True))
        yield one, other


def _shared(a: Ints, b: Ints, article: Ints, known: Counted, fewest: int) -> pd.DataFrame:
    """Counts of each pair that is met at least ``fewest`` times: a_id, b_id, n, stories, sentences, own."""
    pair = (a << 32) + b
    ordered = np.sort(pair)
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else ordered
    times = np.diff(np.append(starts, len(ordered)))
    often = ordered[starts[times >= fewest]]
    place = np.searchsorted(often, pair)
    met = np.append(often, -1)[place] == pair
    place, article = place[met], article[met]
    n, stories = known.spread(article, place, len(often))
    columns = {"sentences": place, "own": place[known.own[article]]}
    counts = {name: np.bincount(column, minlength=len(often)) for name, column in columns.items()}
    return pd.DataFrame({"a_id": often >> 32, "b_id": often & 0xFFFFFFFF, "n": n, "stories": stories} | counts)


def named(selection: Selection, found: pd.DataFrame, naming: Naming = PLAIN) -> pd.DataFrame:
    """Add a, a_type, b, b_type to pairs of ids."""
    ids = sorted({int(number) for name in ("a_id", "b_id") for number in found[name]})
    names = selection.ask(
        f"{naming.with_} SELECT entity_id, name, type FROM named_entities WHERE entity_id IN (SELECT unnest($ids))",
        ids=ids,
        **naming.params,
    ).set_index("entity_id")
    columns = {
        f"{side}{end}": found[f"{side}_id"].map(names[column])
        for side in ("a", "b")
        for end, column in (("", "name"), ("_type", "type"))
    }
    return found.assign(**columns)
