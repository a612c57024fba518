"""Names in a cleaned text: persons, organisations, places, documents, events, products and offices.

A sequence model over tokens proposes the names of each line (``analysis.train`` makes it from marked texts); rules then
add documents by their codes and names that the same article shows elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import ModelError
from analysis.paths import MODELS
from analysis.text import chain, documents, gazetteers, tokens
from analysis.text.chain import OUTSIDE, Chain
from analysis.text.features import VERSION, Features
from analysis.text.gazetteers import Gazetteers, Words
from analysis.text.surroundings import Found

MODEL = "names.crfsuite"
MANIFEST = "manifest.json"
"""What the models of a folder were made from and with; written by ``analysis.train``."""

Span = tuple[int, int]

LONG_PLACE = 4
"""Tokens from which the full name of a listed place is sure wherever it stands."""

_STOPS = frozenset(".,;:!?…-–(")


@dataclass(frozen=True, slots=True)
class Name:
    """One name in the cleaned text."""

    type: str
    start: int
    end: int
    rule: str
    """``model``, ``code``, ``list`` or ``same article``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, ready for the model: tokens, their offsets and features."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]
    features: Found


def prepare(text: str, features: Features) -> list[Line]:
    """The lines of a cleaned text that hold any token, with the features of every token."""
    offsets = [
        found
        for start, line in _lines(text)
        if (found := tuple((first + start, last + start) for first, last in tokens.spans(line)))
    ]
    words = [tuple([text[start:end] for start, end in line]) for line in offsets]
    return [Line(*line) for line in zip(offsets, words, features.lines(words), strict=True)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


class Recogniser:
    """The trained model with its word lists; one a process."""

    def __init__(self, model: Chain, lists: Gazetteers) -> None:
        self._model = model
        self._ordinary = lists.ordinary
        self._places: dict[str, list[Words]] = {}
        for entry in lists.entries:
            words = tuple(entry.name[start:end] for start, end in tokens.spans(entry.name))
            if entry.type == "LOC" and len(words) >= LONG_PLACE:
                self._places.setdefault(words[0], []).append(words)
        self._features = Features(lists, model.bundles)

    def names(self, text: str) -> list[Name]:
        """Names of one cleaned article, in order and apart; empty for an empty text."""
        if self._features.crowded:
            self._features.forget()
            self._model.forget()
        lines = prepare(text, self._features)
        labels = self._model.best([line.features for line in lines])
        found = [
            Name(kind, start, end, "model")
            for line, row in zip(lines, labels, strict=True)
            for kind, start, end in decode(line.spans, without_stops(line.words, row))
            if text[start:end] not in self._ordinary
        ]
        found = with_places(lines, with_documents(text, found), self._places)
        return with_repeats(text, lines, found)


@lru_cache(maxsize=2)
def load(folder: Path = MODELS) -> Recogniser:
    """The recogniser of a model folder (the shipped one by default).

    Raises:
        ModelError: the model is missing, cannot be read, or was made with other features.
    """
    try:
        model = chain.load(folder / MODEL)
        made_for = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["features"]["names"]
    except (OSError, ValueError, LookupError) as error:
        raise ModelError(f"cannot read the model {MODEL}: {error}; make it with: nhiptin train GOLD.jsonl") from error
    if made_for != VERSION:
        raise ModelError(f"{MODEL} is for features {made_for}, allowed {VERSION}; renew it: nhiptin train GOLD.jsonl")
    return Recogniser(model, gazetteers.load())


def decode(spans: Sequence[Span], labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Names from labels: ``B-TYPE`` begins one, ``I-TYPE`` goes on (or begins one after another type).

    >>> list(decode([(0, 2), (3, 5), (6, 9)], ["B-LOC", "I-LOC", "B-PER"]))
    [('LOC', 0, 5), ('PER', 6, 9)]
    """
    kind, start, end = "", 0, 0
    for (first, last), label in zip(spans, labels, strict=True):
        if label == OUTSIDE:
            if kind:
                yield kind, start, end
            kind = ""
        elif label[0] == "I" and label[2:] == kind:
            end = last
        else:
            if kind:
                yield kind, start, end
            kind, start, end = label[2:], first, last
    if kind:
        yield kind, start, end


def without_stops(words: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Labels with the sign at the end of a name taken out of it, but for the stop of an initial (``N.T.H.``, ``Jr.``).

    >>> without_stops(["Lan", ".", "N.T.H", "."], ["B-PER", "I-PER", "B-PER", "I-PER"])
    ['B-PER', 'O', 'B-PER', 'I-PER']
    """
    kept = list(labels)
    for i in range(len(words) - 1, -1, -1):
        if kept[i] == OUTSIDE or words[i] not in _STOPS or (i + 1 < len(words) and kept[i + 1][0] == "I"):
            continue
        initial = words[i] == "." and i > 0 and (words[i - 1].isupper() or words[i - 1] in ("Jr", "Sr"))
        if not initial:
            kept[i] = OUTSIDE
    return kept


def with_documents(text: str, found: Sequence[Name]) -> list[Name]:
    """Names with every document of a known code in place of what overlaps it; a longer document of the model stays."""
    kept = list(found)
    for start, end in documents.find(text):
        over = [name for name in kept if name.start < end and name.end > start]
        if any(name.type in ("DOC", "EVENT") and name.start <= start and name.end >= end for name in over):
            continue
        kept = [name for name in kept if name not in over]
        kept.append(Name("DOC", start, end, "code"))
    return sorted(kept, key=lambda name: name.start)


def with_places(lines: Sequence[Line], found: Sequence[Name], places: dict[str, list[Words]]) -> list[Name]:
    """Names with the full long name of a listed place in one piece, where the model broke it or took a part of it.

    ``Thành phố Hồ Chí Minh`` holds a person's name and ``Thành``; a longer name around it stays.
    """
    kept = list(found)
    for line in lines:
        for at, word in enumerate(line.words):
            for words in places.get(word, ()):
                if line.words[at : at + len(words)] != words:
                    continue
                start, end = line.spans[at][0], line.spans[at + len(words) - 1][1]
                over = [name for name in kept if name.start < end and name.end > start]
                if all(start <= name.start and name.end <= end for name in over):
                    kept = [name for name in kept if name not in over]
                    kept.append(Name("LOC", start, end, "list"))
    return sorted(kept, key=lambda name: name.start)


def with_repeats(text: str, lines: Sequence[Line], found: Sequence[Name]) -> list[Name]:
    """Names with the places where the same words stand again in the article unmarked, as the type they mostly have."""
    types: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    taken = [False] * (len(text) + 1)
    for name in found:
        for at in range(name.start, name.end):
            taken[at] = True
        if name.type in ("PER", "ORG", "LOC", "PROD"):
            types[
                tuple(
                    text[a:b]
                    for a, b in ((a + name.start, b + name.start) for a, b in tokens.spans(text[name.start : name.end]))
                )
            ][name.type] += 1
    wanted = {words: kinds.most_common(1)[0][0] for words, kinds in types.items() if _telling(words)}
    by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in wanted:
        by_first[words[0]].append(words)
    added = []
    for line in lines:
        for i, word in enumerate(line.words):
            if word not in by_first or taken[line.spans[i][0]]:
                continue
            for words in sorted(by_first[word], key=len, reverse=True):
                last = i + len(words) - 1
                if line.words[i : last + 1] == words and not taken[line.spans[last][0]]:
                    start, end = line.spans[i][0], line.spans[last][1]
                    added.append(Name(wanted[words], start, end, "same article"))
                    for at in range(start, end):
                        taken[at] = True
                    break
    return sorted([*found, *added], key=lambda name: name.start)


def _telling(words: Sequence[str]) -> bool:
    """Whether these words mean the same name wherever they stand: two capitals, or one foreign word or acronym."""
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) > 1:
        return True
    word = words[0]
    return len(words) == 1 and len(word) > 1 and (word[1:] != word[1:].lower() or not tokens.is_vietnamese(word))
