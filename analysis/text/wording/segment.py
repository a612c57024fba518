"""Word segmentation of a stretch of text: the tokens and the model of ``underthesea.word_tokenize``, with offsets.

That function returns strings it has rewritten and joined, and spends four fifths of its time spelling out features.
Its model is a linear chain with two labels, so the same decisions follow from sums of weights that can be kept per
syllable, pair and triple of syllables. A test holds this to the very words ``underthesea.word_tokenize`` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from analysis.text.wording.crf import Decoder, load

LONGEST = 200
"""Characters without a blank that are still taken apart; a longer piece is no writing, and one token."""

Span = tuple[int, int]
Token = tuple[str, int, int]


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any, Decoder]:
    """Token pattern and token rewriting of underthesea, and its model; loaded once, on first use."""
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize import regex_tokenize

    return regex_tokenize.patterns, token_normalize, load()


@lru_cache(maxsize=65536)
def _tokens(chunk: str) -> tuple[Token, ...]:
    """Tokens of one blank-free chunk: (as the model reads it, start, end). A following blank, if any, belongs to it."""
    patterns, normalize, _ = _engine()
    if len(chunk) > LONGEST:
        return ((chunk.rstrip(" "), 0, len(chunk.rstrip(" "))),)
    return tuple((normalize(match[0]), *match.span()) for match in patterns.finditer(chunk))


def segment(stretch: str) -> list[Span]:
    """Spans of the words of a cleaned stretch, in order and apart; punctuation marks are words of their own.

    >>> text = "doanh nghiệp đầu tư"
    >>> [text[a:b] for a, b in segment(text)]
    ['doanh nghiệp', 'đầu tư']
    """
    return segment_all([stretch])[0]


def segment_all(stretches: Iterable[str]) -> list[list[Span]]:
    """``segment`` of each of many stretches."""
    read = list(map(_read, stretches))
    long = [(texts, spans) for texts, spans in read if len(texts) > 1]
    joined = iter(_engine()[2].inside([texts for texts, _ in long]) if long else ())
    return [_joined(spans, next(joined)) if len(spans) > 1 else spans for _, spans in read]


def _read(stretch: str) -> tuple[list[str], list[Span]]:
    """The tokens of a stretch as the model reads them, and their spans."""
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    chunks = stretch.replace("\n", " ").split(" ")
    final = len(chunks) - 1
    for index, chunk in enumerate(chunks):
        if chunk:
            for token, start, end in _tokens(chunk if index == final else chunk + " "):
                texts.append(token)
                spans.append((at + start, at + end))
        at += len(chunk) + 1
    return texts, spans


def _joined(spans: Sequence[Span], insides: Sequence[bool]) -> list[Span]:
    joined: list[Span] = []
    for inside, span in zip(insides, spans, strict=True):
        if inside and joined:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined
