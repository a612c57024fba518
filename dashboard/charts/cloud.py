"""Word cloud: words where the layout library puts them, drawn as text so that they can be clicked and read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.keywords import hover
from dashboard.charts.told import each
from dashboard.theme import Look, figure, inks

FONT_FILE = Path(__file__).resolve().parent.parent / "static" / "fonts" / "BeVietnamPro-SemiBold-layout.ttf"
"""The outlines alone: with its hints a word of six pixels came out narrower than half of one of twelve, so that words touched
on the page, and measuring took twice as long. Pages draw with the font as it is."""
WIDE, NARROW = (430, 560), (300, 440)
"""Pixels of the narrowest card: letters keep their size in a wider one, the words only move apart."""
SCALE = 2
"""Words are placed on a canvas of half the size: a quarter of the pixels to search."""
ABOVE = 0.25
"""Where Plotly wants the middle of a line, above its baseline, in letters."""
MEASURED = 100
"""Pixels of the letters in which words are measured."""


@dataclass(frozen=True)
class Word:
    """One word on the canvas: letter size in pixels, the middle of its ink (y upwards), its width and its baseline."""

    text: str
    size: int
    x: float
    y: float
    width: float
    base: float


@lru_cache(maxsize=64)
def positions(words: tuple[tuple[str, int], ...], size: tuple[int, int]) -> tuple[Word, ...]:
    """Where each word stands.

    Args:
        words: (word, weight), at least one.
        size: width and height in pixels.

    Returns:
        The words placed, heaviest first; those without room are left out. The same words always stand in the same
        places.
    """
    from wordcloud import WordCloud

    width, height = size
    cloud = WordCloud(
        font_path=str(FONT_FILE),
        width=width // SCALE,
        height=height // SCALE,
        prefer_horizontal=1,
        relative_scaling=0.5,
        min_font_size=12 // SCALE,
        max_font_size=width // 9 // SCALE,
        margin=5,
        random_state=7,
        color_func=_untold,
    ).generate_from_frequencies(dict(words))
    placed = []
    for (word, _), points, (top, left), _, _ in cloud.layout_:
        letters, upper = points * SCALE, height - top * SCALE
        wide, above, below = (part * letters for part in _extent(word))
        middle = upper - (above + below) / 2
        placed.append(Word(word, letters, left * SCALE + wide / 2, middle, wide, upper - above))
    return tuple(placed)


@lru_cache(maxsize=4096)
def _extent(word: str) -> tuple[float, float, float]:
    """Width of a word in letters of size 1, and how far its ink reaches above the baseline and below it."""
    x, y, right, bottom = _font().getbbox(word, anchor="ls")
    return (right - x) / MEASURED, -y / MEASURED, bottom / MEASURED


@cache
def _font() -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT_FILE), MEASURED)


def _untold(*_: Any, **__: Any) -> str:
    """The colour of a word is none of the layout's business; left to itself it reads all of matplotlib for it."""
    return ""


def cloud(frame: pd.DataFrame, look: Look, *, sort: str = "n", chosen: str = "") -> go.Figure:
    """The terms of ``keyword_frequencies``; the size of a word follows the measure they are ranked by.

    Args:
        frame: term, the measure, and what the pointer tells (see ``charts.keywords.hover``).
        sort: n, occurrences, per_million, adjusted, rise, or dispersion (the more even, the larger).
        chosen: the term to bring out.
    """
    size = NARROW if look.narrow else WIDE
    if frame.empty:
        return figure([], {}, look)
    sizes = (1 - frame["dp_days"]) if sort == "dispersion" else frame[sort]
    scale = 1000 / max(float(sizes.max()), 1e-9)
    weights = [round(float(size) * scale) if size > 0 else 0 for size in sizes]
    words = tuple((str(term), weight) for term, weight in zip(frame["term"], weights, strict=True) if weight)
    if not words:
        return figure([], {}, look)
    placed = positions(words, size)
    told = {row.term: hover(row, look.language) for row in each(frame)}
    ink = _tones([word.text for word in placed], look, chosen)
    writing = {
        "type": "scatter",
        "mode": "text",
        "x": [word.x for word in placed],
        "y": [word.base + ABOVE * word.size for word in placed],
        "text": [labels.safe(word.text) for word in placed],
        "textposition": "middle center",
        "textfont": {
            "size": [word.size for word in placed],
            "color": [ink[word.text] for word in placed],
            "weight": 600,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    spots = [(word, at) for word in placed for at in _spots(word)]
    touch = {
        "type": "scatter",
        "mode": "markers",
        "x": [at for _, at in spots],
        "y": [word.y for word, _ in spots],
        "marker": {"size": [word.size for word, _ in spots], "opacity": 0, "symbol": "square"},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [[word.text, "", ""] for word, _ in spots],
        "hovertext": [told[word.text] for word, _ in spots],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    axis: dict[str, Any] = {"visible": False, "automargin": False}
    layout = {
        "height": size[1],
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {**axis, "range": [0, size[0]]},
        "yaxis": {**axis, "range": [0, size[1]]},
    }
    return figure([touch, writing], layout, look)


def _tones(words: list[str], look: Look, chosen: str) -> dict[str, str]:
    """Heavier words in stronger ink; beside a chosen word all others are pale."""
    ink = inks(look)
    if chosen in words:
        return {word: ink.accent if word == chosen else ink.none for word in words}
    third = max(1, len(words) // 3)
    return {word: (ink.accent, ink.text, ink.muted)[min(place // third, 2)] for place, word in enumerate(words)}


def _spots(word: Word) -> list[float]:
    """Middles of squares that cover a word, so that all of it can be touched."""
    count = max(1, round(word.width / word.size))
    return [word.x - word.width / 2 + word.width * (i + 0.5) / count for i in range(count)]
