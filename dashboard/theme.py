"""The look of every figure: ink, colours that mean the same thing on every page, fonts and the reader's number format."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

import plotly.graph_objects as go

FONT = "Be Vietnam Pro, Noto Sans, Segoe UI, sans-serif"
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
MARKERS = ("circle", "square", "diamond", "triangle-up")
"""Of the first, second … thing of one colour in a figure."""


@dataclass(frozen=True)
class Look:
    """Who looks: language ``vi`` or ``en``, dark or light page, narrow screen (a phone) or not; on paper, where two figures share a sheet."""

    language: str
    dark: bool
    narrow: bool = False
    paper: bool = False


@dataclass(frozen=True)
class Inks:
    """Colours that carry no category. All but ``grid`` and ``faint`` keep the contrast of text, 4.5:1, to ``page``."""

    page: str
    text: str
    muted: str
    grid: str
    accent: str
    faint: str
    rise: str
    fall: str
    none: str


LIGHT = Inks("#ffffff", "#1f2730", "#55606c", "#e4e7eb", "#0072b2", "#a9d0e8", "#00795c", "#b8490a", "#68727d")
DARK = Inks("#14191f", "#eef1f4", "#a9b3be", "#2c343d", "#56b4e9", "#29587a", "#2fc39a", "#f28c4b", "#8b96a2")

# Okabe and Ito's colours, darkened on white and lightened on dark until each can be a text on the page (4.5:1), and two more
# in the same spirit; pairs are (light, dark).
COLOURS = {
    "blue": ("#0072b2", "#4aa8e0"),
    "vermillion": ("#c65200", "#f28c4b"),
    "green": ("#00805f", "#2fc39a"),
    "purple": ("#a84e8c", "#e29bc8"),
    "amber": ("#a26a00", "#f0b429"),
    "sky": ("#2a7ba6", "#8fd0f5"),
    "violet": ("#6a51a3", "#b3a3ee"),
    "olive": ("#6f7a10", "#c6cf55"),
    "red": ("#bd2f47", "#f28194"),
    "brown": ("#85572c", "#d0a273"),
    "slate": ("#4f6477", "#a5b8ca"),
    "forest": ("#2f6d3a", "#86c58f"),
}
FIXED = {
    "topic": {
        "ai": "blue",
        "semiconductors": "vermillion",
        "data": "green",
        "infrastructure": "brown",
        "digital-government": "violet",
        "digital-economy": "amber",
        "digital-society": "purple",
        "cybersecurity": "red",
        "innovation": "sky",
        "cooperation": "slate",
        "green": "forest",
        "industry": "olive",
    },
    "type": {
        "PER": "blue",
        "ORG": "vermillion",
        "LOC": "green",
        "DOC": "violet",
        "EVENT": "amber",
        "PROD": "purple",
        "ROLE": "slate",
    },
}
OWN = "own-"
"""How codes of people's own topics begin: their colour follows their name."""
WHEEL = tuple(COLOURS)[:10]


def inks(look: Look) -> Inks:
    return DARK if look.dark else LIGHT


Met = Mapping[str, Callable[[], Iterable[Sequence[str]]]]
"""Kind → what tells the groups of names that are drawn together, the most important group first."""


class _Dealt:
    """The colours of the things that are met most: dealt out by kind, when the first thing of a kind is drawn."""

    def __init__(self, met: Met, of: Hashable = None) -> None:
        self.of = of
        self._met = met
        self._colours: dict[str, dict[str, str]] = {}

    def get(self, kind: str) -> Mapping[str, str]:
        """Name → colour."""
        if kind not in self._colours:
            self._colours[kind] = _deal(self._met[kind]()) if kind in self._met else {}
        return self._colours[kind]


class _Held:
    now = _Dealt({})


_held = _Held()


def settle(met: Met, *, of: Hashable = None) -> None:
    """Let the things that are met most have colours of their own from now on; a server shows one store.

    Args:
        met: asked for each kind once, when the first thing of it is drawn.
        of: what they were met in; where that is what colours are dealt for already, nothing is done.
    """
    if of is None or of != _held.now.of:
        _held.now = _Dealt(met, of)


def _deal(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Each takes the colour that its name leads to where none that is drawn with it has that, else the next one: where the
    order of two things changes, their colours do not."""
    own: dict[str, str] = {}
    for names in groups:
        for name in sorted(set(names) - own.keys()):
            first = WHEEL.index(_led(name))
            taken = {own[other] for other in names if other in own}
            own[name] = next((one for one in WHEEL[first:] + WHEEL[:first] if one not in taken), WHEEL[first])
    return own


def _led(name: str) -> str:
    """The colour that a name leads to."""
    return WHEEL[crc32(name.encode()) % len(WHEEL)]


def colour(kind: str, name: str, dark: bool = False) -> str:
    """The colour of a thing, the same on every page and whatever is drawn beside it.

    Args:
        kind: ``topic``, ``type`` (of entities), or ``term``, ``entity``, ``source``: the most frequent ones have colours
            of their own (``settle``), those of all others follow their name.
        name: code or name; an unknown topic or type is grey.

    >>> colour("topic", "ai"), colour("topic", "ai", dark=True), colour("topic", "other")
    ('#0072b2', '#4aa8e0', '#68727d')
    """
    if kind in FIXED and not name.startswith(OWN):
        pair = COLOURS.get(FIXED[kind].get(name, ""))
        return pair[dark] if pair else (DARK if dark else LIGHT).none
    return COLOURS[_held.now.get(kind).get(name) or _led(name)][dark]


def colours(kind: str, names: Iterable[str], dark: bool = False) -> dict[str, str]:
    """The colours of things drawn together. Two of them may share one: dash and marker then tell them apart."""
    return {name: colour(kind, name, dark) for name in names}


def faded(colour: str, alpha: float) -> str:
    """A colour made transparent.

    >>> faded("#0072b2", 0.2)
    'rgba(0,114,178,0.2)'
    """
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


@cache
def template(look: Look) -> dict[str, Any]:
    """The template of all figures, given to each one by name: importing Streamlit replaces Plotly's default."""
    ink = inks(look)
    font = {"family": FONT, "size": 13, "color": ink.text}
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": ink.grid,
        "linecolor": ink.grid,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"color": ink.muted, "size": 12},
        "title": {"font": {"color": ink.muted, "size": 12}, "standoff": 8},
    }
    layout = {
        "font": font,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [COLOURS[name][look.dark] for name in WHEEL],
        "separators": ",." if look.language == "vi" else ".,",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "xaxis": axis,
        "yaxis": axis,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": ink.page,
            "bordercolor": ink.muted,
            "font": {**font, "size": 13},
            "namelength": -1,
        },
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.06,
            "yanchor": "bottom",
            "font": {**font, "size": 12},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "uniformtext": {"mode": False},
    }
    return {"layout": layout}


CHECKED = False
"""Whether Plotly checks each name and value of a figure: it takes 7 ms a figure, so only the tests have it done."""


class Figure(go.Figure):  # type: ignore[misc]  # Plotly carries no types
    """A figure that goes to the browser as it was written.

    Plotly makes an object of each figure and copies it twice on the way, which costs more than all else that is done
    for a card. Here the object is made when somebody first asks for more than what was written.
    """

    def __init__(self, written: dict[str, Any]) -> None:
        self._written = written
        if CHECKED:
            super().__init__(written)

    def to_dict(self) -> dict[str, Any]:
        """What was written; with whatever was changed since, where the object was made."""
        return dict(super().to_dict()) if "_data_objs" in self.__dict__ else self._written

    def __getattr__(self, name: str) -> Any:
        if name == "_written" or "_data_objs" in self.__dict__:
            raise AttributeError(name)
        super().__init__(self._written, _validate=False)
        return getattr(self, name)


def figure(data: list[dict[str, Any]], layout: dict[str, Any], look: Look) -> Figure:
    """A figure from one dict, in the product's template.

    Args:
        data: traces.
        layout: what differs from the template.
    """
    return Figure({"data": [_dated(trace) for trace in data], "layout": {**layout, "template": template(look)}})


def _dated(trace: dict[str, Any]) -> dict[str, Any]:
    """A trace whose days are text: Plotly would try each as five other things before it writes it down."""
    along = trace.get("x", ())
    if not isinstance(next((one for one in along if one is not None), None), date):
        return trace
    return {**trace, "x": [None if one is None else one.isoformat() for one in along]}


def over(chart: go.Figure, *, shapes: Iterable[Any] = (), annotations: Iterable[Any] = ()) -> Figure:
    """The figure with more drawn over it."""
    drawn = chart.to_dict()
    layout = drawn["layout"]
    more = {"shapes": shapes, "annotations": annotations}
    return Figure({**drawn, "layout": {**layout, **{name: [*layout.get(name, ()), *more[name]] for name in more}}})


CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
"""How a figure behaves in the browser: no toolbar, nothing that uploads data, no zoom that traps a finger."""
