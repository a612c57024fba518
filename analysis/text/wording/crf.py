"""Decoding of underthesea's segmentation model (``ws_crf_vlsp2013_20230727``), a chain with labels B-W and I-W.

Only the difference of the two labels' scores matters. The weights of all features of a window (the syllables from two
to the left to two to the right, their pairs and triples: spelling, case, digits, membership of a dictionary) are summed
once for every syllable, pair and triple, and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product
from operator import add
from pathlib import Path

from analysis.errors import ModelError

MODEL = "ws_crf_vlsp2013_20230727"
_LEFT, _RIGHT = "\0<", "\0>"
"""Stand for the places before and after the text; no token contains NUL."""
_PLACES = (
    ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]"),
    ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]"),
    ("T[-2,0]", "T[-1,1]", "T[0,2]"),
)
"""Where in a window a syllable, a pair or a triple may stand."""
_REMEMBERED = 1 << 17

Sums = tuple[float, ...]
"""One weight a place, for I-W less for B-W."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the model holds about syllables, pairs or triples."""

    spelled: dict[str, Sums]
    lower: dict[str, Sums]
    shape: dict[tuple[bool, bool, bool], Sums]
    """By membership of the dictionary, title case, digits."""
    edge: dict[str, Sums]
    """For what reaches over the beginning or the end of the text."""
    dictionary: frozenset[str]

    def sums(self, text: str) -> Sums:
        if "\0" in text:
            return self.edge["BOS" if _LEFT in text else "EOS"]
        lower = text.lower()
        title = not text[0].islower() and all(word[0].isupper() or not word[0].isalpha() for word in text.split(" "))
        total = self.shape[lower in self.dictionary, title, text.isascii() and text.isdigit()]
        if spelled := self.spelled.get(text):
            total = _plus(total, spelled)
        if lowered := self.lower.get(lower):
            total = _plus(total, lowered)
        return total


def _plus(a: Sums, b: Sums) -> Sums:
    return tuple(map(add, a, b))


def _weights(model: dict[str, dict[str, float]], places: Sequence[str], dictionary: frozenset[str]) -> _Weights:
    """Regroup ``{"T[0].lower": {"nam": 0.3}}`` for the places of one length."""

    def column(kind: str, value: str) -> Sums:
        return tuple(model.get(place + kind, {}).get(value, 0.0) for place in places)

    def table(kind: str) -> dict[str, Sums]:
        values = {value for place in places for value in model.get(place + kind, ())}
        return {value: column(kind, value) for value in values}

    kinds = ("", ".lower", ".is_in_dict", ".istitle", ".isdigit")
    edge = {name: reduce(_plus, (column(kind, name) for kind in kinds)) for name in ("BOS", "EOS")}
    shape = {
        (known, title, digit): reduce(
            _plus, (column(".is_in_dict", str(known)), column(".istitle", str(title)), column(".isdigit", str(digit)))
        )
        for known, title, digit in product((False, True), repeat=3)
    }
    return _Weights(table(""), table(".lower"), shape, edge, dictionary)


class Decoder:
    """The best labels for a sequence of tokens."""

    def __init__(
        self,
        model: dict[str, dict[str, float]],
        transitions: tuple[float, float, float, float],
        dictionary: frozenset[str],
    ) -> None:
        """``transitions``: begin after begin, begin after inside, inside after begin, inside after inside."""
        self._transitions = transitions
        singles, pairs, triples = (_weights(model, places, dictionary) for places in _PLACES)

        @lru_cache(maxsize=_REMEMBERED)
        def pair(a: str, b: str) -> Sums:
            return pairs.sums(f"{a} {b}")

        @lru_cache(maxsize=_REMEMBERED)
        def triple(a: str, b: str, c: str) -> Sums:
            return triples.sums(f"{a} {b} {c}")

        self._single: Callable[[str], Sums] = lru_cache(maxsize=_REMEMBERED)(singles.sums)
        self._pair: Callable[[str, str], Sums] = pair
        self._triple: Callable[[str, str, str], Sums] = triple

    def inside(self, tokens: Sequence[str]) -> list[bool]:
        """For each token whether it continues the word before it (label I-W)."""
        padded = [_LEFT, _LEFT, *tokens, _RIGHT, _RIGHT]
        one = list(map(self._single, padded))
        two = list(map(self._pair, padded, padded[1:]))
        three = list(map(self._triple, padded, padded[1:], padded[2:]))
        places = (*(one[k:] for k in range(5)), *(two[k:] for k in range(4)), *(three[k:] for k in range(3)))
        window = zip(*places, strict=False)
        scores = [
            a[0] + b[1] + c[2] + d[3] + e[4] + f[0] + g[1] + h[2] + i[3] + j[0] + k[1] + m[2]
            for a, b, c, d, e, f, g, h, i, j, k, m in window
        ]
        return self._best(scores)

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
            begin, inside = max(stay, turn), max(enter, keep) + score
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
