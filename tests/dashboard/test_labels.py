"""Numbers, periods and names as readers write them."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard import labels


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_both_languages_write_the_same_number(value: float, digits: int) -> None:
    swapped = labels.number(value, "en", digits).translate(str.maketrans(",.", ".,"))
    assert labels.number(value, "vi", digits) == swapped


@given(st.text(max_size=200), st.integers(2, 30), st.integers(1, 3))
def test_a_name_on_an_axis_is_never_markup_and_never_too_wide(name: str, width: int, lines: int) -> None:
    pieces = labels.short(name, width, lines).split("<br>")
    assert len(pieces) <= lines
    for piece in pieces:
        assert "<" not in piece
        assert len(unescape(piece)) <= max(width, 1)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(2, 40), st.sampled_from(["day", "week", "month"]))
def test_the_spans_of_periods_follow_each_other_without_a_hole(start: date, count: int, width: str) -> None:
    if width == "month":
        periods = [date(start.year + i // 12, i % 12 + 1, 1) for i in range(count)]
    else:
        periods = [start + timedelta((7 if width == "week" else 1) * i) for i in range(count)]
    spans = labels.spans(periods)
    assert labels.grain(periods) == width
    assert [since for since, _ in spans] == [day.isoformat() for day in periods]
    for (_, until), (since, _) in pairwise(spans):
        assert date.fromisoformat(until) + timedelta(1) == date.fromisoformat(since)


def test_a_single_period_is_the_whole_scope() -> None:
    assert labels.spans([date(2025, 10, 1)]) == [("", "")]
    assert labels.spans([]) == []


def test_what_is_unknown_is_a_dash() -> None:
    nan = float("nan")
    assert {labels.number(nan, "vi"), labels.percent(nan, "vi"), labels.points(nan, "en")} == {labels.GAP}


def test_periods_in_words() -> None:
    assert labels.period(date(2025, 10, 1), "month", "vi") == "10/2025"
    assert labels.period(date(2025, 12, 29), "week", "en") == "29 Dec – 4 Jan 2026"
    assert labels.period(date(2025, 10, 1), "day", "vi") == "01/10/2025"


@given(st.text(max_size=100))
def test_nothing_from_outside_means_anything_to_markdown(text: str) -> None:
    said = labels.plain(text)
    assert "".join(said[i] for i in range(len(said)) if not (said[i] == "\\" and _escapes(said, i))) == text
    assert len(said) == len(text) + sum(letter in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" for letter in text)


def _escapes(said: str, place: int) -> bool:
    """Whether the backslash here is ours: backslashes before it come in pairs."""
    before = place
    while before and said[before - 1] == "\\":
        before -= 1
    return (place - before) % 2 == 0
