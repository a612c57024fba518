"""Word segmentation of a stretch of text with the model of ``underthesea.word_tokenize``, keeping offsets.

The tokens and tags are those of ``underthesea.word_tokenize`` itself; only the way back to the text is ours, because
that function returns strings it has rewritten and joined.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any, Any]:
    """Token pattern, token rewriting and tagger of underthesea; loaded once, on first use."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize import regex_tokenize

    tagger = FastCRFSequenceTagger()
    tagger.load(str(Path(word_tokenize.__file__ or "").parent / "models" / "ws_crf_vlsp2013_20230727"))
    return regex_tokenize.patterns, token_normalize, tagger


@lru_cache(maxsize=200_000)
def segment(stretch: str) -> Spans:
    """Spans of the words of a cleaned stretch, in order and apart; punctuation marks are words of their own.

    >>> text = "doanh nghiệp đầu tư"
    >>> [text[a:b] for a, b in segment(text)]
    ['doanh nghiệp', 'đầu tư']
    """
    patterns, normalize, tagger = _engine()
    spans = [match.span() for match in patterns.finditer(stretch)]
    if not spans:
        return ()
    tags = tagger.predict([[normalize(stretch[a:b])] for a, b in spans])
    words: list[tuple[int, int]] = []
    for tag, (start, end) in zip(tags, spans, strict=True):
        if tag == "I-W" and words:
            words[-1] = (words[-1][0], end)
        else:
            words.append((start, end))
    return tuple(words)
