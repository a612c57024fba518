"""Parts of speech of a row of words, by underthesea's model; loaded on first use, for the pipeline only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

MODEL = "pos_crf_vlsp2013_20230303"


@cache
def _tagger() -> Any:
    # `underthesea.pos_tag(model="v2.0")` fails on its second call; the model itself is sound.
    import underthesea
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    tagger.load(str(Path(underthesea.__file__).parent / "pipeline" / "pos_tag" / "models" / MODEL))
    return tagger


def tags(words: Sequence[str]) -> list[str]:
    """One tag a word: N noun, V verb, A adjective, Np name, E preposition …; none for no word.

    >>> tags(["doanh nghiệp", "đầu tư", "lớn"])
    ['N', 'V', 'A']
    """
    return [tag.removeprefix("B-") for tag in _tagger().predict([[word] for word in words])] if words else []
