"""Phrases in running text: whole words, the cover that holds most, and the same spans as a plain search by hand."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.lexicons.lexicon import load
from analysis.text.lexicons.matching import Matcher
from analysis.text.prose.clean import clean

Span = tuple[int, int]


def by_hand(phrases: set[str], text: str) -> list[Span]:
    """The same rule without an automaton: every run of words, from every word on, every length."""
    found: list[Span] = []
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    for run in re.finditer(r"\w+(?: \w+)*", text):
        syllables = run[0].split(" ")
        ends = list(accumulate((len(syllable) + 1 for syllable in syllables), initial=run.start()))
        low = [syllable.casefold() for syllable in syllables]
        count = len(low)
        best, taken = [(0, 0)] * (count + 1), [0] * count
        for at in range(count - 1, -1, -1):
            best[at] = best[at + 1]
            for length in range(1, min(longest, count - at) + 1):
                if " ".join(low[at : at + length]) in phrases:
                    covered, fewer = best[at + length]
                    if (covered + length, fewer - 1) > best[at]:
                        best[at], taken[at] = (covered + length, fewer - 1), length
        at = 0
        while at < count:
            if taken[at]:
                found.append((ends[at], ends[at + taken[at]] - 1))
            at += taken[at] or 1
    return found


PHRASES = st.sets(
    st.lists(st.sampled_from(["a", "b", "ai", "số", "ba"]), min_size=1, max_size=4).map(" ".join), max_size=9
)
TEXTS = st.lists(st.sampled_from(["a", "B", "ai", "Số", "ba", "x", ",", "-", "1", "aa"]), max_size=30)


@given(phrases=PHRASES, words=TEXTS, glue=st.sampled_from([" ", ""]))
def test_the_spans_are_those_found_by_hand(phrases: set[str], words: list[str], glue: str) -> None:
    text = glue.join(words)
    assert Matcher(phrases).spans(text) == by_hand(phrases, text)


def test_the_spans_are_those_found_by_hand_on_real_articles(corpora: Path) -> None:
    plain = {phrase for phrase in load().phrases if re.fullmatch(r"\w+(?: \w+)*", phrase)}
    matcher, found = Matcher(plain), 0
    for text in pq.read_table(corpora / "articles-2025-10.parquet", columns=["text"])["text"].to_pylist()[::20]:
        cleaned = clean(text).text
        spans = matcher.spans(cleaned)
        assert spans == by_hand(plain, cleaned)
        found += len(spans)
    assert found > 300


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["chip"], "chipset, Chip; chíp", ["Chip"]),
        (["cách mạng công nghiệp 4.0"], "Cách mạng công nghiệp 4.0.", ["Cách mạng công nghiệp 4.0"]),
        (["e-kyc"], "dùng E-KYC và e-kycs", ["E-KYC"]),
        (["chuyển đổi số", "chuyển đổi số quốc gia"], "chuyển đổi số quốc gia", ["chuyển đổi số quốc gia"]),
        (["đầu tư", "đầu tư công", "công nghệ cao"], "đầu tư công nghệ cao", ["đầu tư", "công nghệ cao"]),
        (["đầu tư", "đầu tư công", "công nghệ"], "đầu tư công nghệ", ["đầu tư", "công nghệ"]),
        (["dữ liệu"], "dữ  liệu, dữ\nliệu", []),
        ([], "dữ liệu", []),
        (["dữ liệu"], "", []),
        (["ss"], "ß ss", ["ss"]),
    ],
)
def test_by_example(phrases: list[str], text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Matcher(phrases).spans(text)] == found


def test_a_part_of_a_text_is_searched_alone() -> None:
    text = "chuyển đổi số và chuyển đổi số"
    assert Matcher(["chuyển đổi số"]).spans(text, 14, 24) == []
    assert Matcher(["chuyển đổi số"]).spans(text, 14) == [(17, 30)]
