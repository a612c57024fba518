"""Colours can be told from the page and from each other, and mean the same thing everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator

import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import theme
from dashboard.theme import COLOURS, CONFIG, DARK, FIXED, LIGHT, WHEEL, Look, colour, colours, figure


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_can_be_a_text_on_its_page(name: str, dark: bool) -> None:
    # Small panels write their names in the colours of their lines.
    assert contrast(COLOURS[name][dark], (DARK if dark else LIGHT).page) >= 4.5


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_text_can_be_read(ink) -> None:
    for colour_ in (ink.text, ink.muted, ink.rise, ink.fall, ink.accent, ink.none):
        assert contrast(colour_, ink.page) >= 4.5


@pytest.mark.parametrize("kind", FIXED)
def test_each_topic_and_type_has_a_colour_of_its_own(kind: str) -> None:
    given_colours = [colour(kind, name) for name in FIXED[kind]]
    assert len(set(given_colours)) == len(given_colours)


@given(st.lists(st.text(), min_size=1, unique=True), st.booleans())
def test_a_thing_keeps_its_colour_whatever_is_drawn_beside_it(names: list[str], dark: bool) -> None:
    assert colours("term", names, dark) == {name: colour("term", name, dark) for name in names}


@pytest.fixture
def _unsettled() -> Iterator[None]:
    yield
    theme.settle({})


@pytest.mark.usefixtures("_unsettled")
def test_what_pages_draw_together_differs_in_colour_and_keeps_it() -> None:
    first, second = [f"từ {n}" for n in range(len(WHEEL))], ["từ 0", "từ 1", "tên khác", "tên nữa"]
    theme.settle({"term": lambda: [first, second]})
    own = colours("term", first)
    assert len(set(own.values())) == len(WHEEL)
    assert len(set(colours("term", second).values())) == len(second)
    theme.settle({"term": lambda: [[*reversed(first)]]})
    assert colours("term", first) == own, "a change of places changes no colour"


@pytest.mark.parametrize(("language", "separators"), [("vi", ",."), ("en", ".,")])
def test_a_figure_has_our_template_and_the_language_s_numbers(language: str, separators: str) -> None:
    layout = figure([], {"height": 99}, Look(language, dark=False)).to_dict()["layout"]
    assert layout["height"] == 99
    assert layout["template"]["layout"]["separators"] == separators
    assert layout["template"]["layout"]["font"]["family"].startswith("Be Vietnam Pro")


def test_figures_offer_no_upload() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displaylogo"] is False


def test_a_figure_goes_out_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    trace = {"type": "bar", "x": [1, 2], "y": [3, None]}
    checked = figure([trace], {"height": 90}, Look("vi", dark=False))
    monkeypatch.setattr(theme, "CHECKED", False)
    plain = figure([trace], {"height": 90}, Look("vi", dark=False))
    assert plain.to_dict()["data"][0] is trace
    sent = [json.loads(plotly.io.to_json(one.to_dict(), validate=False)) for one in (plain, checked)]
    assert sent[0] == sent[1]
    plain.layout.height = 120
    assert plain.to_dict()["layout"]["height"] == 120
    assert plain.data[0].y == (3, None)
