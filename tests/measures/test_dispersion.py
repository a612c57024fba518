from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.dispersion import deviation


def measured(counts: dict[str, int], sizes: dict[str, int]) -> float:
    frame = pd.DataFrame({"term": "a", "part": list(counts), "occurrences": list(counts.values())})
    parts = pd.DataFrame({"part": list(sizes), "syllables": list(sizes.values())})
    return float(deviation(frame, parts, item="term", part="part")["a"])


def test_published_example() -> None:
    # Gries (2008), section 3.1: the word a 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10 and 11 words: DP = 0.18.
    counts, sizes = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}, {"1": 9, "2": 10, "3": 10, "4": 10, "5": 11}
    plain = sum(abs(counts[k] / 15 - sizes[k] / 50) for k in counts) / 2
    assert round(plain, 2) == 0.18
    assert measured(counts, sizes) == pytest.approx(plain / (1 - 9 / 50))


def test_ends_of_the_scale() -> None:
    assert measured({"x": 3, "y": 1}, {"x": 30, "y": 10}) == 0
    assert measured({"y": 4}, {"x": 30, "y": 10}) == 1
    assert pd.isna(measured({"x": 3}, {"x": 30}))


@given(st.dictionaries(st.sampled_from("uvwxyz"), st.tuples(st.integers(0, 9), st.integers(1, 99)), min_size=2))
def test_always_on_the_scale(parts: dict[str, tuple[int, int]]) -> None:
    counts = {part: n for part, (n, _) in parts.items() if n}
    if counts:
        assert 0 <= measured(counts, {part: size for part, (_, size) in parts.items()}) <= 1
