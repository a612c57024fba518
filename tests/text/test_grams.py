"""Grams: numbers instead of syllables, counted as the strings would be."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.grams import LONGEST, MOST_SYLLABLES, TITLE_WEIGHT, grams, key


def test_the_pronoun_is_not_the_technology() -> None:
    assert key("AI") in grams("AI là gì")[0] and key("AI") not in grams("Ai là bạn")[0]
    shouted = dict(zip(*(row.tolist() for row in grams("AI LÀ GÌ")), strict=True))
    assert shouted[key("ai")] == TITLE_WEIGHT and key("AI") not in shouted


def test_no_row_crosses_a_line() -> None:
    assert key("dữ liệu") in grams("kho dữ liệu")[0]
    assert key("dữ liệu") not in grams("kho dữ\nliệu mở")[0]


def test_what_comes_late_is_not_read() -> None:
    long = "Tựa\n" + "một " * (MOST_SYLLABLES - 2) + "chip\nrobot"
    seen = grams(long)
    assert key("chip") in seen[0] and key("robot") not in seen[0]
    assert int(seen[1][seen[0] == key("một")][0]) == MOST_SYLLABLES - 2


def test_a_text_without_syllables_has_no_grams() -> None:
    assert [len(part) for part in grams("…!\n")] == [0, 0]


WORDS = ("chip", "mới", "Dữ", "liệu", "2025", "5", "hòa", "hoà")


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=4))
def test_counts_are_those_of_the_strings(lines: list[list[str]]) -> None:
    expected: Counter[int] = Counter()
    for number, line in enumerate(lines):
        for start in range(len(line)):
            for end in range(start + 1, min(start + LONGEST, len(line)) + 1):
                term = " ".join(line[start:end])
                expected[key(term)] += 1 if number else TITLE_WEIGHT
    numbers, counts = grams("\n".join(" ".join(line) for line in lines))
    assert dict(zip(numbers.tolist(), counts.tolist(), strict=True)) == expected
    assert (np.diff(numbers.astype(np.int64)) > 0).all()


def test_figures_and_spellings_count_alike() -> None:
    assert key("2025") == key("7") != key("5G")
    assert key("hoà bình") == key("hòa bình")
    assert re.fullmatch(r"\d+", str(key("một hai ba bốn năm"))) and key("một hai ba bốn năm") == key("một hai ba bốn")
