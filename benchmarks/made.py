"""Made articles with their annotations, as rows of the lake, so that a store is filled without the text rooms.

300 tokens each from a Zipf vocabulary of 200,000 words and 20,000 names, five years, eight outlets with outages, thirteen
topics with words of their own, quotations and copies. Chunks are made one after another, each from its number alone: the
same setting gives the same articles, and memory does not grow.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.schema import TOPICS, ZONE
from analysis.store import rows
from benchmarks.vocabulary import WORDS, Vocabulary, vocabulary

CHUNK = 4_000
TOKENS = 300
SENTENCE = 18
TITLE, LEAD = 10, 30
"""Tokens of the title, and where the lead ends."""
SINCE, DAYS = datetime(2021, 1, 1, tzinfo=ZONE), 1_826
OUTLETS = tuple(f"Báo {name}" for name in ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám"))
SHARES = np.array([24, 19, 15, 12, 10, 8, 7, 5]) / 100
NAMED, OWN, COPIED = 0.028, 0.15, 0.06
"""Share of tokens that are names, of words that are a topic's own, of articles that are copies."""
Ints = npt.NDArray[np.int64]


def chunk(number: int, size: int, *, of: int, seed: int, version: str) -> pa.Table:
    """Lake rows of one chunk of articles, in order of time.

    Args:
        number: which chunk; articles ``number * CHUNK`` and following.
        size: articles of it.
        of: articles that fill the five years.
        seed: another one gives other articles.
        version: annotation version that they claim.
    """
    dice, words = np.random.default_rng([seed, number]), vocabulary()
    length = np.clip(dice.normal(TOKENS, TOKENS / 4, size), LEAD + SENTENCE, 2 * TOKENS).astype(np.int64)
    topic = dice.choice(len(TOPICS), size, p=words.topics)
    outlet, days = _outlets(dice, number, size, of)
    begins = np.concatenate([[0], np.cumsum(length)])
    article = np.repeat(np.arange(size), length)
    ids = words.drawn(dice, topic[article], named=NAMED, own=OWN)
    for late in np.flatnonzero(dice.random(size) < COPIED):
        early = int(dice.integers(max(0, late - 200), late)) if late else 0
        same = int(min(length[late], length[early]) * 0.95)
        ids[begins[late] : begins[late] + same] = ids[begins[early] : begins[early] + same]
        topic[late] = topic[early]
    return _table(words, ids, begins, topic, outlet, days, number, version)


def _outlets(dice: np.random.Generator, number: int, size: int, of: int) -> tuple[Ints, npt.NDArray[np.float64]]:
    """Outlet and day (with its fraction) of each article; each outlet but the first is silent for a week of every year."""
    days = (number * CHUNK + np.arange(size) + dice.random(size)) * DAYS / of
    outlet = dice.choice(len(OUTLETS), size, p=SHARES)
    silent = (days % 365 // 7).astype(np.int64) == outlet * 6
    return np.where(silent, 0, outlet), days


def _table(
    words: Vocabulary,
    ids: Ints,
    begins: Ints,
    topic: Ints,
    outlet: Ints,
    days: npt.NDArray[np.float64],
    number: int,
    version: str,
) -> pa.Table:
    size, place = len(topic), np.arange(len(ids)) - np.repeat(begins[:-1], np.diff(begins))
    last = np.zeros(len(ids), bool)
    last[begins[1:] - 1] = True
    title, lead = place == TITLE - 1, place == LEAD - 1
    stop = (((place - LEAD) % SENTENCE == SENTENCE - 1) & (place > LEAD) & ~last) | last | lead
    # Between two tokens stands a blank, a full stop and a blank, or the end of title or lead.
    gap = np.where(stop, 2, 1)
    start = np.cumsum(words.length[ids] + gap) - words.length[ids] - gap
    start -= np.repeat(start[begins[:-1]], np.diff(begins))
    end = start + words.length[ids]
    closes = stop | title
    sentence = np.cumsum(closes) - closes
    sentence -= np.repeat(sentence[begins[:-1]], np.diff(begins))
    between = np.where(title, "\n", np.where(lead, ".\n", np.where(stop, ". ", " ")))
    written = np.char.add(words.written[ids], between)
    texts = ["".join(written[a:b]).rstrip() for a, b in pairwise(begins)]
    opens = np.flatnonzero(np.concatenate([[True], closes[:-1]]))
    ends = np.flatnonzero(closes)
    per = np.searchsorted(opens, begins)
    named = np.flatnonzero(ids >= WORDS)
    name = ids[named] - WORDS
    columns: dict[str, Any] = _raw(texts, outlet, days, number) | {
        "syllables": np.add.reduceat(words.syllables[ids], begins[:-1]),
        "topics": [[TOPICS[one]] for one in topic],
        "topic_scores": [[0.8 if place == one else 0.02 for place in range(len(TOPICS))] for one in topic],
        "keyphrases": [words.terms.take(pa.array(ids[a : a + 5])).to_pylist() for a in begins[:-1]],
        "annotation_version": [version] * size,
        "written": [number + 1] * size,
    }
    lists = {
        "sentence_start": (start[opens], per),
        "sentence_end": (end[ends] + stop[ends], per),
        "sentence_kind": (np.where(place[opens] == 0, "title", np.where(place[opens] == TITLE, "lead", "body")), per),
        "term": (words.terms.take(pa.array(ids)), begins),
        "term_start": (start, begins),
        "term_end": (end, begins),
        "term_sentence": (sentence, begins),
    }
    met = np.searchsorted(named, begins)
    lists |= {
        "mention_type": (words.kinds.take(pa.array(name)), met),
        "mention_start": (start[named], met),
        "mention_end": (end[named], met),
        "mention_name": (words.names.take(pa.array(name)), met),
        "mention_surface": (words.names.take(pa.array(name)), met),
        "mention_sentence": (sentence[named], met),
        "mention_rule": (["model"] * len(named), met),
    }
    # Every fifth name that is followed by three words of its sentence says them.
    room = (sentence[np.minimum(named + 4, len(ids) - 1)] == sentence[named]) & (named % 5 == 0) & ~closes[named]
    said = named[room & (np.searchsorted(begins, named, "right") == np.searchsorted(begins, named + 4, "right"))]
    by = np.searchsorted(said, begins)
    spans = {"start": start[said + 2], "end": end[said + 4], "cue_start": start[said + 1], "cue_end": end[said + 1]}
    speaker = {"named_start": start[said], "speaker_start": start[said], "speaker_end": end[said]}
    told = {
        "kind": ["indirect"] * len(said),
        "cue": words.terms.take(pa.array(ids[said + 1])),
        "cue_kind": ["states"] * len(said),
        "name": words.names.take(pa.array(np.where(ids[said] >= WORDS, ids[said] - WORDS, 0))),
        "sentence": sentence[said],
    }
    lists |= {f"quotation_{name}": (values, by) for name, values in (spans | speaker | told).items()}
    arrays = []
    for column in rows.ARTICLES:
        if column.name in lists:
            values, offsets = lists[column.name]
            flat = pa.array(values) if not isinstance(values, pa.Array) else values
            arrays.append(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat.cast(column.type.value_type)))
        elif column.name.startswith("cited_"):
            arrays.append(pa.array([[]] * size, column.type))
        else:
            arrays.append(pa.array(columns[column.name], column.type))
    return pa.Table.from_arrays(arrays, schema=rows.ARTICLES)


def _raw(texts: list[str], outlet: Ints, days: npt.NDArray[np.float64], number: int) -> dict[str, list[Any]]:
    parts = [text.split("\n") for text in texts]
    published = [(SINCE + timedelta(minutes=int(day * 1440))) for day in days]
    keys = [
        hashlib.sha256(f"{at}\x1f{text}".encode()).hexdigest()[:32] for at, text in zip(published, texts, strict=True)
    ]
    return {
        "key": keys,
        "source": [OUTLETS[one] for one in outlet],
        "published": [at.astimezone(UTC) for at in published],
        "day": [at.date() for at in published],
        "has_time": [True] * len(texts),
        "title": [one[0] for one in parts],
        "summary": [one[1] for one in parts],
        "body": [one[2] for one in parts],
        "url": [f"https://made.example/{number}-{place:05}.html" for place in range(len(texts))],
        "sections": [["Tổng hợp"]] * len(texts),
        "author": [""] * len(texts),
        "origin": ["made"] * len(texts),
        "sample": [False] * len(texts),
        "date_origin": ["file"] * len(texts),
        "fetched": [None] * len(texts),
        "raw_hash": [""] * len(texts),
        "batch": ["made"] * len(texts),
    }
