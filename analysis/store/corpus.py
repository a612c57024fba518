"""What is known of every article, as arrays with a place for each article_id, and which articles a selection lets pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.select import Selection, versions
from analysis.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Corpus:
    """What all selections of a snapshot share; of every array but the names a place for each article_id."""

    story: Ints
    source: Ints
    """Number of its outlet in ``sources``."""
    sources: npt.NDArray[Any]
    day: Ints
    """Number of its day in ``days``."""
    days: npt.NDArray[np.datetime64]
    first: Ints
    """Sentences of all articles before it: sentence s of article a is the sentence ``first[a] + s`` of the corpus. One
    place more than articles, which tells how many sentences there are."""
    syllables: Ints
    story_size: Ints
    """Articles of its story."""

    @property
    def copied(self) -> Flags:
        """Whether its story has other articles."""
        return self.story_size > 1


_corpora: Kept[Corpus] = Kept(1)
_articles: Kept[tuple[Ints, Ints]] = Kept(8)
_passing: Kept[Flags] = Kept(24)
"""By filter: readers change one of several at a time, and each is asked for once."""


def corpus(store: Snapshot) -> Corpus:
    """The arrays of a snapshot's articles, kept as long as the snapshot."""
    return _corpora.get(store, "corpus", lambda: _corpus(store))


def _corpus(store: Snapshot) -> Corpus:
    frame = store.query("SELECT story_id, source, day, syllables FROM articles ORDER BY article_id")
    source, sources = pd.factorize(frame["source"], sort=True)
    day, days = pd.factorize(frame["day"], sort=True)
    sentences = store.query("SELECT article_id, count(*)::INTEGER AS n FROM sentences GROUP BY 1")
    first = np.zeros(len(frame) + 1, np.int32)
    first[sentences["article_id"].to_numpy() + 1] = sentences["n"]
    story = frame["story_id"].to_numpy(np.int32)
    return Corpus(
        story,
        source.astype(np.int32),
        np.asarray(sources, object),
        day.astype(np.int32),
        np.asarray(days, "datetime64[s]"),
        np.cumsum(first, dtype=np.int32),
        frame["syllables"].to_numpy(np.int32),
        np.bincount(story)[story],
    )


def articles(selection: Selection) -> tuple[Ints, Ints]:
    """article_ids of ``inside`` and of ``counted``, rising; kept for the next questions."""
    return _articles.get(selection.store, selection.key, lambda: _listed(selection))


def _listed(selection: Selection) -> tuple[Ints, Ints]:
    whole = corpus(selection.store)
    flags = _between(whole, selection.scope.since, selection.scope.until)
    for one in selection.filters:
        flags &= _passed(selection, one)
    if "versions" in selection.ids:
        several = versions(selection.store)
        article, of = (several[name].to_numpy(np.int32) for name in ("article_id", "article"))
        some = article[flags[article]]
        flags[some] = False
        flags[some[np.unique(of[np.isin(article, some)], return_index=True)[1]]] = True  # the earliest that passes
    inside = np.flatnonzero(flags).astype(np.int32)
    ids = inside
    if selection.scope.unit == "stories":
        ids = np.sort(inside[np.unique(whole.story[inside], return_index=True)[1]])
    part = _between(whole, selection.params.get("part_since"), selection.params.get("part_until"))
    return inside, ids[part[ids]]


def _between(whole: Corpus, since: date | None, until: date | None) -> Flags:
    """The articles of a period; they are in order of time."""
    first = 0 if since is None else int(np.searchsorted(whole.days, np.datetime64(since, "s"), side="left"))
    after = len(whole.days) if until is None else int(np.searchsorted(whole.days, np.datetime64(until, "s"), "right"))
    flags = np.zeros(len(whole.story), np.bool_)
    flags[slice(*np.searchsorted(whole.day, [first, after]))] = True
    return flags


def _passed(selection: Selection, one: str) -> Flags:
    """The articles that pass one of a selection's filters."""
    words = set(re.findall(r"\w+", one))
    params = {name: value for name, value in selection.params.items() if name in words}
    ids = {name: value for name, value in selection.ids.items() if name in words}
    told = selection.scope.search if "found" in ids else selection.without if "left_out" in ids else ()

    def made() -> Flags:
        flags = np.zeros(len(corpus(selection.store).story), np.bool_)
        select = f"SELECT article_id FROM articles WHERE {one}"
        flags[selection.store.query(select, params, **ids)["article_id"].to_numpy()] = True
        return flags

    return _passing.get(selection.store, (one, repr(params), told), made)
