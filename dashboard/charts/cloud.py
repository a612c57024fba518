"""Word cloud: words where the layout library puts them, drawn as text so that they can be clicked and read aloud."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.keywords import hover
from dashboard.charts.told import each
from dashboard.theme import Look, figure, inks

FONT_FILE = Path(__file__).resolve().parent.parent / "static" / "fonts" / "BeVietnamPro-SemiBold.ttf"
WIDE, NARROW = (430, 560), (300, 440)
"""Pixels of the narrowest card: letters keep their size in a wider one, the words only move apart."""


@lru_cache(maxsize=64)
def positions(words: tuple[tuple[str, int], ...], size: tuple[int, int]) -> tuple[tuple[str, int, float, float], ...]:
    """Where each word stands.

    Args:
        words: (word, weight), heaviest first.
        size: width and height in pixels.

    Returns:
        (word, font size in pixels, x and y of the word's middle, y upwards); words without room are left out. The same
        words always stand in the same places.
    """
    from wordcloud import WordCloud

    width, height = size
    cloud = WordCloud(
        font_path=str(FONT_FILE),
        width=width,
        height=height,
        prefer_horizontal=1,
        relative_scaling=0.5,
        min_font_size=12,
        max_font_size=int(width / 9),
        margin=5,
        random_state=7,
    ).generate_from_frequencies(dict(words))
    placed = []
    for (word, _), points, (top, left), _, _ in cloud.layout_:
        box = _box(word, points)
        placed.append((word, points, left + box[0] / 2, height - top - box[1] / 2))
    return tuple(placed)


def _box(word: str, points: int) -> tuple[float, float]:
    from PIL import ImageFont

    left, top, right, bottom = ImageFont.truetype(str(FONT_FILE), points).getbbox(word, anchor="lt")
    return right - left, bottom - top


def cloud(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The terms of ``keyword_frequencies``; the area of a word follows how many units hold it.

    Args:
        frame: term, n and what the pointer tells (see ``charts.keywords.hover``).
        chosen: the term to bring out.
    """
    size = NARROW if look.narrow else WIDE
    if frame.empty:
        return figure([], {}, look)
    words = tuple((str(row.term), int(row.n)) for row in each(frame) if row.n)
    placed = positions(words, size)
    told = {row.term: hover(row, look.language) for row in each(frame)}
    ink = _tones([word for word, *_ in placed], look, chosen)
    writing = {
        "type": "scatter",
        "mode": "text",
        "x": [x for _, _, x, _ in placed],
        "y": [y for _, _, _, y in placed],
        "text": [labels.safe(word) for word, *_ in placed],
        "textposition": "middle center",
        "textfont": {
            "size": [points for _, points, *_ in placed],
            "color": [ink[word] for word, *_ in placed],
            "weight": 600,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    spots = [(word, at, y, points) for word, points, x, y in placed for at in _spots(word, points, x)]
    touch = {
        "type": "scatter",
        "mode": "markers",
        "x": [at for _, at, _, _ in spots],
        "y": [y for _, _, y, _ in spots],
        "marker": {"size": [points for *_, points in spots], "opacity": 0, "symbol": "square"},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [[word, "", ""] for word, *_ in spots],
        "hovertext": [told[word] for word, *_ in spots],
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


def _spots(word: str, points: int, x: float) -> list[float]:
    """Middles of squares that cover a word, so that all of it can be touched."""
    width = _box(word, points)[0]
    count = max(1, round(width / points))
    return [x - width / 2 + width * (i + 0.5) / count for i in range(count)]
