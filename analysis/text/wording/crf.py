"""Decoding of underthesea's segmentation model (``ws_crf_vlsp2013_20230727``), a chain with labels B-W and I-W.

Only the difference of the two labels' scores matters. The weights of all features of a window (the syllables from two
to the left to two to the right, their pairs and triples: spelling, case, digits, membership of a dictionary) are summed
once for every syllable and every known pair and triple; many texts are added up side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from analysis.errors import ModelError
from analysis.text.wording.weights import LEFT, RIGHT, Model, Runs, Singles, pieces

MODEL = "ws_crf_vlsp2013_20230727"
_LEFT, _RIGHT = [LEFT, LEFT], [RIGHT, RIGHT]
_REMEMBERED = 1 << 17
"""Syllables kept by one process; then it starts afresh."""


class Decoder:
    """The best labels for sequences of tokens."""

    def __init__(
        self, model: Model, transitions: tuple[float, float, float, float], dictionary: frozenset[str]
    ) -> None:
        """``transitions``: begin after begin, begin after inside, inside after begin, inside after inside."""
        self._transitions = transitions
        singles, pairs, triples = (pieces(model, size, dictionary) for size in (1, 2, 3))
        self._singles = Singles(singles, {syllable for piece in (pairs, triples) for syllable in piece.syllables()})
        self._pairs, self._triples = Runs(pairs, self._singles), Runs(triples, self._singles)

    def inside(self, texts: Sequence[Sequence[str]]) -> list[list[bool]]:
        """For each token of each text whether it continues the word before it (label I-W)."""
        if self._singles.count > _REMEMBERED:
            self._singles.forget()
        padded = [token for text in texts for token in (*_LEFT, *text, *_RIGHT)]
        if not padded:
            return []
        ids = self._singles.ids(padded)
        one = self._singles.sums[ids]
        two, three = self._pairs.sums(ids), self._triples.sums(ids)
        last = len(padded) - 4
        places = [*(one[k : k + last, k] for k in range(5)), *(two[k : k + last, k] for k in range(4))]
        places += [three[k : k + last, k] for k in range(3)]
        # One place after the other, as they would be added for one token alone.
        scores = np.add.reduce(places, axis=0).tolist()
        ends = accumulate(len(text) + 4 for text in texts)
        return [self._best(scores[end - 4 - len(text) : end - 4]) for text, end in zip(texts, ends, strict=True)]

    def _best(self, scores: Sequence[float]) -> list[bool]:
        """Viterbi over two labels; a score is that of I-W, B-W counting zero."""
        if not scores:
            return []
        begin_begin, begin_inside, inside_begin, inside_inside = self._transitions
        begin, inside = 0.0, scores[0]
        back: list[tuple[bool, bool]] = []
        """For either label, whether the token before is inside."""
        for score in scores[1:]:
            stay, turn = begin + begin_begin, inside + begin_inside
            enter, keep = begin + inside_begin, inside + inside_inside
            back.append((turn > stay, keep > enter))
            begin = turn if turn > stay else stay
            inside = (keep if keep > enter else enter) + score
        label = inside > begin
        labels = [label]
        for choice in reversed(back):
            label = choice[label]
            labels.append(label)
        labels.reverse()
        return labels


@lru_cache(maxsize=1)
def load() -> Decoder:
    """The decoder over the model that the installed underthesea ships.

    Raises:
        ModelError: the installed version ships another model than the one this file knows.
    """
    import joblib
    import pycrfsuite
    from underthesea.pipeline import word_tokenize

    folder = Path(word_tokenize.__file__).parent / "models" / MODEL
    if not folder.is_dir():
        raise ModelError(
            f"underthesea ships no model {MODEL}; install the pinned version: pip install -r requirements.txt"
        )
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / "models.bin"))
    info = tagger.info()
    weights: dict[str, dict[str, float]] = {}
    for (feature, label), weight in info.state_features.items():
        place, _, value = feature.partition("=")
        column = weights.setdefault(place, {})
        column[value] = column.get(value, 0.0) + (weight if label == "I-W" else -weight)
    chain = info.transitions
    return Decoder(
        weights,
        (chain["B-W", "B-W"], chain["I-W", "B-W"], chain["B-W", "I-W"], chain["I-W", "I-W"]),
        frozenset(joblib.load(folder / "dictionary.bin")),
    )
