"""Keyphrases of one article: what an analyst would want counted, best first, as they occur in the text.

Candidates are runs of one to four words without stop words, coordinated phrases of the lexicon ("khoa học, công nghệ")
and names of all types but persons and places. A candidate's score is the mean rarity of its words in general news, times
a weight for its form, times the logarithm of how often it occurs, where titles and leads count more than the body.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest

from analysis.text.lexicons.lexicon import Lexicon
from analysis.text.prose.clean import Cleaned
from analysis.text.prose.sentences import Span
from analysis.text.wording import background
from analysis.text.wording.words import Word, term_of

MOST = 10
_WORDS = 4
"""Words in one phrase."""
_SYLLABLES = 9
_PLACE = {"title": 2.0, "lead": 1.5, "body": 1.0, "caption": 0.5}
"""Weight of one occurrence by where it stands."""
_NAMES = {"DOC": 1.3, "PROD": 1.0, "EVENT": 1.0, "ORG": 0.5}
"""Weight of a name's form by type; persons and places have rankings of their own."""
_KNOWN = 1.6
"""For a phrase of the lexicon."""
_BY_SYLLABLES = (0.0, 0.45, 0.7, 1.0, 1.15)
"""For phrases of that many syllables; the last for all longer ones."""
_BY_WORDS = (0.0, 1.0, 1.0, 0.8, 0.65)
"""For runs of that many words."""
_PART = 0.5
"""For a part of a phrase already chosen."""
_CONSIDERED = 40
_BRIDGES = (", ", " - ", " – ", " và ")


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    value: float
    """How good a phrase it is wherever it stands."""
    occurrences: float = 0.0

    @property
    def score(self) -> float:
        return self.value * math.log1p(self.occurrences)


_Part = tuple[str, int, int, int, float, bool]
"""A content word: its term, start and end, syllables, rarity, and whether no phrase may begin or end with it."""


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
        for key, start, end, value in _candidates(cleaned.text, row, names, lexicon):
            candidate = found.get(key)
            if candidate is None:
                candidate = found[key] = _Candidate(start, end, value)
            candidate.occurrences += _PLACE[kind]
    spans = (cleaned.raw_span(candidate.start, candidate.end) for candidate in _best(found, lexicon))
    return tuple(cleaned.raw[start:end] for start, end in spans)


def _best(found: dict[str, _Candidate], lexicon: Lexicon) -> Iterator[_Candidate]:
    """The candidates with the best scores, best first; what only repeats a part of a better one stands back."""
    scored = [
        (-candidate.score, candidate.start, -candidate.end, place) for place, candidate in enumerate(found.values())
    ]
    terms = list(found)
    # A score is halved when its turn comes, by the phrases chosen since it was looked at last.
    waiting = [(one[0], rank, 0, terms[one[3]]) for rank, one in enumerate(nsmallest(_CONSIDERED, scored))]
    chosen: list[str] = []
    while waiting and len(chosen) < MOST:
        score, rank, looked, term = heappop(waiting)
        part = f" {term} "
        halves = 0 if term in lexicon.phrases else sum(part in whole for whole in chosen[looked:])
        if halves:
            heappush(waiting, (score * _PART**halves, rank, len(chosen), term))
        else:
            yield found[term]
            chosen.append(part)


def _candidates(
    text: str, row: Sequence[Word], names: dict[tuple[int, int], str], lexicon: Lexicon
) -> list[tuple[str, int, int, float]]:
    """(term, start, end, value) of every occurrence of a candidate in one sentence."""
    rarity = background.load().rarity
    found: list[tuple[str, int, int, float]] = []
    run: list[_Part] = []
    before = ("", 0, 0)
    for word in row:
        term, start, end = word
        gap = text[before[2] : start]
        if gap != " ":
            _phrases(found, run, lexicon)
            run = []
            if gap in _BRIDGES and f"{before[0]} {term}" in lexicon.phrases:
                key = term_of(text[before[1] : end])
                found.append((key, before[1], end, _KNOWN * rarity(key)))
        kind = names.get((start, end))
        if kind is not None or lexicon.is_stop(term):
            _phrases(found, run, lexicon)
            run = []
            if kind in _NAMES:
                found.append((term, start, end, _NAMES[kind] * rarity(term)))
        else:
            run.append((term, start, end, term.count(" ") + 1, rarity(term), term in lexicon.weak))
        before = word
    _phrases(found, run, lexicon)
    return found


def _phrases(found: list[tuple[str, int, int, float]], run: Sequence[_Part], lexicon: Lexicon) -> None:
    """All phrases of up to four words in a run of content words with single blanks between."""
    known = lexicon.phrases
    for at, (_, start, _, _, _, first_is_weak) in enumerate(run):
        if first_is_weak:
            continue
        key, syllables, rarity = "", 0, 0.0
        for count, (term, _, end, size, rare, weak) in enumerate(run[at : at + _WORDS], start=1):
            key = f"{key} {term}" if key else term
            syllables += size
            rarity += rare
            if syllables > _SYLLABLES:
                break
            if not weak:
                form = _KNOWN if key in known else _BY_SYLLABLES[min(syllables, 4)] * _BY_WORDS[count]
                found.append((key, start, end, rarity / count * form))
