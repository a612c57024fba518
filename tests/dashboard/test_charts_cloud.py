"""The word cloud: always the same places, no word on another, all of a word can be touched."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from dashboard.charts.cloud import NARROW, WIDE, cloud, positions
from dashboard.theme import LIGHT, Look

LOOK = Look("vi", dark=False)
WORDS = (("chuyển đổi số", 90), ("bán dẫn", 60), ("dữ liệu", 40), ("điện toán đám mây", 30), ("kỹ năng", 20))


def ranked() -> pd.DataFrame:
    frame = pd.DataFrame(WORDS, columns=["term", "n"]).assign(
        total=100, unit="articles", occurrences=7, per_million=1.0
    )
    return frame.assign(share=frame["n"] / 100, low=0.1, high=0.9)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_words_stand_inside_apart_and_always_in_the_same_places(size: tuple[int, int]) -> None:
    placed = positions(WORDS, size)
    assert {word.text for word in placed} == {word for word, _ in WORDS}
    positions.cache_clear()
    assert positions(WORDS, size) == placed
    for word in placed:
        assert word.x - word.width / 2 >= 0
        assert word.x + word.width / 2 <= size[0] + 4
        assert 0 <= word.y <= size[1]
    for one, other in combinations(placed, 2):
        beside = abs(one.x - other.x) >= (one.width + other.width) / 2 - 4
        assert beside or abs(one.y - other.y) >= min(one.size, other.size) / 2


def test_a_heavier_word_is_never_smaller() -> None:
    sizes = {word.text: word.size for word in positions(WORDS, WIDE)}
    assert [sizes[word] for word, _ in WORDS] == sorted(sizes.values(), reverse=True)


def test_every_part_of_a_word_opens_its_sentences() -> None:
    touch, writing = cloud(ranked(), LOOK).to_dict()["data"]
    assert set(writing["text"]) == {word for word, _ in WORDS}
    assert {link[0] for link in touch["customdata"]} == {word for word, _ in WORDS}
    assert sum(link[0] == "điện toán đám mây" for link in touch["customdata"]) > 3
    assert touch["marker"]["opacity"] == touch["unselected"]["marker"]["opacity"] == 0


def test_the_chosen_word_stands_out() -> None:
    _, writing = cloud(ranked(), LOOK, chosen="dữ liệu").to_dict()["data"]
    inks = dict(zip(writing["text"], writing["textfont"]["color"], strict=True))
    assert inks.pop("dữ liệu") == LIGHT.accent
    assert set(inks.values()) == {LIGHT.none}


def test_no_words_are_an_empty_figure() -> None:
    assert not cloud(ranked().head(0), LOOK).to_dict()["data"]
