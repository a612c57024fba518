"""Who stands with whom, drawn: names as points, a line where two share sentences more often than by chance."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.entities import pair_told, type_legend
from dashboard.charts.layout import layout
from dashboard.charts.told import each
from dashboard.strings import text
from dashboard.strings.names import both, named
from dashboard.theme import Look, colour, faded, figure, inks

WIDE, NARROW = 530, 330
"""Pixels of the canvas across, on a desktop and on a phone."""
SHARED = {"sentence": "pair", "article": "together"}
"""What two names share → kind of evidence that shows it."""
STEPS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
"""Parts of a line, from its point on, at which it may go through the name of that point."""
MIDDLES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65)
"""Parts of a line where its middle may be drawn, the best first."""
LETTER, LINE = 6.6, 15
"""Pixels of a letter across and of a line of text."""


def network(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The pairs of ``entity_comentions``: a point's area is its number of sentences, a line's width is logDice.

    Args:
        frame: a, a_type, b, b_type, within, sentences, a_sentences, b_sentences, stories, log_dice, q.
        chosen: the name, or ``a|b``, to bring out.
    """
    rows = each(frame)
    known: dict[str, tuple[str, int]] = {}
    for row in rows:
        known.setdefault(row.a, (row.a_type, row.a_sentences))
        known.setdefault(row.b, (row.b_type, row.b_sentences))
    if not known:
        return figure([], {}, look)
    most = max(count for _, count in known.values())
    radius = {name: 5 + 9 * (count / most) ** 0.5 for name, (_, count) in known.items()}
    written = {name: labels.short(named(name, look.language), 16 if look.narrow else 20) for name in known}
    boxes = {
        name: (
            max(LETTER * max(map(len, words.split("<br>"))), 2 * radius[name]),
            2 * radius[name] + LINE * (words.count("<br>") + 1) + 4,
        )
        for name, words in written.items()
    }
    width = NARROW if look.narrow else WIDE
    places, height = layout([(row.a, row.b) for row in rows], boxes, width=width)
    over = _over(rows, places, boxes, radius)
    spots = {
        name: (x, y + (-1 if name in over else 1) * (boxes[name][1] / 2 - radius[name] - 1))
        for name, (x, y) in places.items()
    }
    covered = [_box(name, spot, 1 if name in over else -1, boxes, radius) for name, spot in spots.items()]
    axis = {"visible": False, "fixedrange": True}
    layout_ = {
        "height": height + 44,
        "margin": {"l": 0, "r": 0, "t": 44, "b": 0},
        "showlegend": True,
        "xaxis": {**axis, "range": [0, width]},
        "yaxis": {**axis, "range": [0, height]},
    }
    traces = [
        *_lines(rows, spots, look, chosen),
        _middles(rows, spots, covered, look),
        _points(known, spots, written, radius, over, rows[0].within, look),
    ]
    return figure([*traces, *type_legend([kind for kind, _ in known.values()], look)], layout_, look)


def _over(
    rows: list[Any],
    places: dict[str, tuple[float, float]],
    boxes: dict[str, tuple[float, float]],
    radius: dict[str, float],
) -> set[str]:
    """Names that stand over their point, because fewer of its lines go through them there."""
    ends: dict[str, list[tuple[float, float]]] = {name: [] for name in places}
    for row in rows:
        ends[row.a].append(places[row.b])
        ends[row.b].append(places[row.a])

    def crossed(name: str, side: int) -> int:
        x, y = places[name]
        point = y - side * (boxes[name][1] / 2 - radius[name] - 1)
        box = _box(name, (x, point), side, boxes, radius)
        return sum(any(_inside(along((x, point), end, part), box) for part in STEPS) for end in ends[name])

    return {name for name in places if crossed(name, 1) < crossed(name, -1)}


def along(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    """A place on the way from one point to another.

    >>> along((0, 0), (4, 2), 0.5)
    (2.0, 1.0)
    """
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


def _box(
    name: str,
    spot: tuple[float, float],
    side: int,
    boxes: dict[str, tuple[float, float]],
    radius: dict[str, float],
) -> tuple[float, float, float, float]:
    """Left, right, lower and upper edge of the letters of a name, above (1) or below (-1) its point."""
    wide, high = boxes[name]
    ends = spot[1] + side * radius[name], spot[1] + side * (high - radius[name])
    return spot[0] - wide / 2, spot[0] + wide / 2, min(ends), max(ends)


def _inside(place: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= place[0] <= box[1] and box[2] <= place[1] <= box[3]


def _lines(rows: list[Any], spots: dict[str, tuple[float, float]], look: Look, chosen: str) -> list[dict[str, Any]]:
    ink = inks(look)
    low, high = min(row.log_dice for row in rows), max(row.log_dice for row in rows)
    out = []
    for row in rows:
        bold = chosen in (row.a, row.b, f"{row.a}|{row.b}")
        out.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [spots[row.a][0], spots[row.b][0]],
                "y": [spots[row.a][1], spots[row.b][1]],
                "line": {
                    "width": 1.2 + 4 * ((row.log_dice - low) / (high - low) if high > low else 0.5),
                    "color": ink.accent if bold else faded(ink.none, 0.55),
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return out


def _middles(
    rows: list[Any],
    spots: dict[str, tuple[float, float]],
    covered: list[tuple[float, float, float, float]],
    look: Look,
) -> dict[str, Any]:
    """What a pointer finds in the middle of a line, or as near to it as no name covers: the pair and its sentences."""
    middles = []
    for row in rows:
        tried = [along(spots[row.a], spots[row.b], part) for part in MIDDLES]
        middles.append(next((at for at in tried if not any(_inside(at, box) for box in covered)), tried[0]))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "marker": {"size": 11, "color": inks(look).page, "line": {"width": 1.4, "color": inks(look).none}},
        "customdata": [[f"{row.a}|{row.b}", "", "", SHARED[row.within]] for row in rows],
        "hovertext": [pair_told(row, look.language) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _points(
    known: dict[str, tuple[str, int]],
    spots: dict[str, tuple[float, float]],
    written: dict[str, str],
    radius: dict[str, float],
    over: set[str],
    within: str,
    look: Look,
) -> dict[str, Any]:
    language = look.language
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [spots[name][0] for name in known],
        "y": [spots[name][1] for name in known],
        "text": [written[name] for name in known],
        "textposition": ["top center" if name in over else "bottom center" for name in known],
        # A rim of the page's colour keeps a name legible where a line passes behind it.
        "textfont": {"size": 12, "color": inks(look).text, "shadow": ", ".join([f"0 0 2px {inks(look).page}"] * 4)},
        "marker": {
            "size": [2 * radius[name] for name in known],
            "color": [colour("type", kind, look.dark) for kind, _ in known.values()],
            "line": {"width": 1.5, "color": inks(look).page},
            "opacity": 1,
        },
        "customdata": [[name, "", "", "entity"] for name in known],
        "hovertext": [
            f"<b>{labels.safe(both(name, language))}</b> ({text(language, f'charts.type.{kind}')})<br>"
            + text(language, f"charts.shared.{within}", n=labels.number(count, language))
            for name, (kind, count) in known.items()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.8}},
        "cliponaxis": False,
        "showlegend": False,
    }
