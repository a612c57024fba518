"""Keyphrases of one article: what an analyst would want counted, best first, as they occur in the text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.text.clean import Cleaned
from analysis.text.lexicon import Lexicon
from analysis.text.sentences import Span
from analysis.text.words import Word, term_of

MOST = 10
_WORDS = 4
"""Words in one phrase."""
_SYLLABLES = 9
_PLACE = {"title": 3.0, "lead": 1.6, "body": 1.0, "caption": 0.5}
"""Weight of one occurrence by where it stands."""
_NAMES = {"DOC": 2.0, "PROD": 1.6, "EVENT": 1.2, "ORG": 0.5}
"""Weight of a name by type; persons and places have rankings of their own."""


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    weight: float
    """How good a phrase it is wherever it stands."""
    occurrences: float = 0.0


def keyphrases(
    cleaned: Cleaned,
    sentences: Sequence[Span],
    words: Sequence[Sequence[Word]],
    mentions: Iterable[tuple[str, int, int]],
    lexicon: Lexicon,
) -> tuple[str, ...]:
    """Up to ten keyphrases.

    Args:
        cleaned: the article.
        sentences: its sentences.
        words: the words of each sentence, in the same order.
        mentions: ``(type, start, end)`` of its names, in the cleaned text.
        lexicon: stop words and phrases.

    Returns:
        Substrings of the original text, best first, no two equal but for case, marks' composition or tone style.
        Empty for a text without content words.
    """
    names = {(start, end): kind for kind, start, end in mentions}
    found: dict[str, _Candidate] = {}
    for (_, _, kind), row in zip(sentences, words, strict=True):
        for start, end, weight in _candidates(cleaned.text, row, names, lexicon):
            key = term_of(cleaned.text[start:end])
            candidate = found.setdefault(key, _Candidate(start, end, weight))
            candidate.occurrences += _PLACE[kind]
    ranked = sorted(found.values(), key=lambda c: (-c.weight * math.log1p(c.occurrences), c.start, -c.end))
    surfaces = []
    for candidate in ranked[:MOST]:
        start, end = cleaned.raw_span(candidate.start, candidate.end)
        surfaces.append(cleaned.raw[start:end])
    return tuple(surfaces)


def _candidates(
    text: str, row: Sequence[Word], names: dict[tuple[int, int], str], lexicon: Lexicon
) -> Iterator[tuple[int, int, float]]:
    """Names, and runs of content words with single blanks between them: (start, end, weight)."""
    for at, (_, first, end) in enumerate(row):
        kind = names.get((first, end))
        if kind is not None:
            if kind in _NAMES:
                yield first, end, _NAMES[kind]
            continue
        last = at
        while last < len(row) and last < at + _WORDS:
            term, start, stop = row[last]
            joined = last == at or text[row[last - 1][2] : start] == " "
            if (
                not joined
                or lexicon.is_stop(term)
                or (start, stop) in names
                or text.count(" ", first, stop) >= _SYLLABLES
            ):
                break
            weight = _weight([word[0] for word in row[at : last + 1]], text[first:stop], lexicon)
            if weight:
                yield first, stop, weight
            last += 1


def _weight(terms: Sequence[str], surface: str, lexicon: Lexicon) -> float:
    syllables = surface.count(" ") + 1
    known = sum(term in lexicon.phrases for term in terms)
    if len(terms) == 1:
        if known:
            return 1.5
        if syllables == 1:
            return 0.7 if surface.isupper() else 0.2
        return 0.8 if syllables == 2 else 1.0
    return (1.1 if known else 0.75) / (1 if len(terms) == 2 else 1.4 if len(terms) == 3 else 2.0)
