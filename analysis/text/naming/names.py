"""Names in a cleaned text: persons, organisations, places, documents, events, products and offices.

A sequence model over tokens proposes the names of each line (``analysis.train`` makes it from marked texts); rules then
add documents by their codes and names that the same article shows elsewhere.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from analysis.errors import ModelError
from analysis.paths import MODELS
from analysis.text.naming import capitals, chain, document_ends, documents, gazetteers, mending, ordinary, tokens
from analysis.text.naming.chain import OUTSIDE, Chain
from analysis.text.naming.edges import Edges
from analysis.text.naming.features import VERSION, Features
from analysis.text.naming.gazetteers import Gazetteers, Words
from analysis.text.naming.mending import Name
from analysis.text.naming.titled import Titled
from analysis.text.script.letters import UPPER

MODEL = "names.crfsuite"
MANIFEST = "manifest.json"
"""What the models of a folder were made from and with; written by ``analysis.train``."""

Span = tuple[int, int]

LONG_PLACE = 4
"""Tokens from which the full name of a listed place is sure wherever it stands."""

_GOES_ON = re.compile(rf" ?(?:[{UPPER}\d,(–-]|(?:và|năm|sửa đổi|của|về|đến|giai đoạn)(?!\w))")
_STOPS = frozenset(".,;:!?…-–(")


class Recogniser:
    """The trained model with its word lists; one a process."""

    def __init__(self, model: Chain, lists: Gazetteers) -> None:
        self._model = model
        self._ordinary = lists.ordinary
        self._edges, self._titled = Edges(lists), Titled(lists)
        self._places: dict[str, list[Words]] = {}
        for entry in lists.entries:
            words = tuple(entry.name[start:end] for start, end in tokens.spans(entry.name))
            if entry.type == "LOC" and len(words) >= LONG_PLACE:
                self._places.setdefault(words[0], []).append(words)
        self._features = Features(lists, model.bundles)

    def names(self, text: str) -> list[Name]:
        """Names of one cleaned article, in order and apart; empty for an empty text."""
        return self.all_names([text])[0]

    def all_names(self, texts: Sequence[str]) -> list[list[Name]]:
        """``names`` of each of several texts; faster than one by one where they are short."""
        if not texts:
            return []
        if self._features.crowded:
            self._features.forget()
            self._model.forget()
        read = [tokens.lines(text) for text in texts]
        sheet = self._features.sheet([words for _, words in read])
        labels = self._model.best(sheet.rows, sheet.gaps, sheet.marks.at, sheet.marks.more)
        found, start = [], 0
        for text, (spans, words) in zip(texts, read, strict=True):
            end = start + len(words)
            found.append(self._named(text, spans, words, labels[start:end]))
            start = end
        return found

    def _named(self, text: str, spans: Sequence[Span], words: Sequence[str], labels: Sequence[str]) -> list[Name]:
        """Names that the model's labels and the rules make of one text."""
        found = [
            Name(kind, start, end, "model")
            for kind, start, end in decode(spans, without_stops(words, labels))
            if text[start:end] not in self._ordinary
        ]
        found = self._titled.apart(text, self._edges.mended(text, capitals.sober(text, found, self._edges.known)))
        found = with_documents(text, document_ends.whole_documents(text, found))
        found = with_repeats(spans, words, with_places(spans, words, found, self._places))
        return mending.offices(text, found, places=self._edges.places)


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
        if ordinary.elsewhere(text, start):
            continue
        over = _over(kept, start, end)
        if not any(name.start <= start and name.end >= end and _holds(text, name, start, end) for name in kept[over]):
            kept[over] = [Name("DOC", start, end, "code")]
    return kept


def _holds(text: str, name: Name, start: int, end: int) -> bool:
    """Whether a name may hold a document: a longer document, an event, a committee named after it.

    A document goes on behind a listed law or a number with a capital, a sign, a year or "sửa đổi", not with a verb.
    """
    if name.type == "DOC":
        return name.start < start or name.end == end or _GOES_ON.match(text, end, name.end) is not None
    return name.type == "EVENT" or (name.type == "ORG" and name.start < start)


def with_places(
    spans: Sequence[Span], words: Sequence[str], found: Sequence[Name], places: dict[str, list[Words]]
) -> list[Name]:
    """Names with the full long name of a listed place in one piece, where the model broke it or took a part of it.

    ``Thành phố Hồ Chí Minh`` holds a person's name and ``Thành``; a longer name around it stays.
    """
    kept = list(found)
    for at, word in enumerate(words):
        for name in places.get(word, ()) if word in places else ():
            if tuple(words[at : at + len(name)]) != name:
                continue
            start, end = spans[at][0], spans[at + len(name) - 1][1]
            over = _over(kept, start, end)
            if all(start <= other.start and other.end <= end for other in kept[over]):
                kept[over] = [Name("LOC", start, end, "list")]
    return kept


def _over(kept: Sequence[Name], start: int, end: int) -> slice:
    """Where the names lie that overlap a span."""
    first = bisect_right(kept, start, key=lambda name: name.end)
    return slice(first, bisect_left(kept, end, lo=first, key=lambda name: name.start))


def with_repeats(spans: Sequence[Span], words: Sequence[str], found: Sequence[Name]) -> list[Name]:
    """Names with the places where the same words stand again in the article unmarked, as the type they mostly have."""
    types: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    taken = bytearray(len(words))
    for name in found:
        first = bisect_left(spans, (name.start, name.start + 1))
        last = bisect_left(spans, (name.end,), lo=first)
        taken[first:last] = b"1" * (last - first)
        if name.type in ("PER", "ORG", "LOC", "PROD"):
            types[tuple(words[first:last])][name.type] += 1
    by_first: defaultdict[str, list[tuple[Words, str]]] = defaultdict(list)
    for name_words, kinds in types.items():
        if _telling(name_words):
            by_first[name_words[0]].append((name_words, kinds.most_common(1)[0][0]))
    for same in by_first.values():
        same.sort(key=lambda item: len(item[0]), reverse=True)
    added = []
    for i, word in enumerate(words):
        if word not in by_first or taken[i]:
            continue
        for name_words, kind in by_first[word]:
            end = i + len(name_words)
            if tuple(words[i:end]) == name_words and not taken[end - 1]:
                added.append(Name(kind, spans[i][0], spans[end - 1][1], "same article"))
                taken[i:end] = b"1" * (end - i)
                break
    return sorted([*found, *added], key=lambda name: name.start)


def _telling(words: Sequence[str]) -> bool:
    """Whether these words mean the same name wherever they stand: two capitals, or one foreign word or acronym."""
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) > 1:
        return True
    word = words[0]
    return len(words) == 1 and len(word) > 1 and (word[1:] != word[1:].lower() or not tokens.is_vietnamese(word))
