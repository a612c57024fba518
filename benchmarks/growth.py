"""How a cost grows with the corpus: the exponent of a power law through the measured points, and their picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

Series = Mapping[str, Mapping[int, float]]
"""Name → articles → cost."""


def exponent(points: Mapping[int, float]) -> float:
    """The k of ``cost = c · articles ** k``, by least squares over logarithms; not a number for fewer than two points.

    >>> round(exponent({10: 3.0, 100: 30.0, 1000: 300.0}), 6), round(exponent({10: 5.0, 1000: 5.0}), 6)
    (1.0, 0.0)
    """
    if len(points) < 2:
        return float("nan")
    return float(np.polyfit(np.log(list(points)), np.log(list(points.values())), 1)[0])


def at(size: int, points: Mapping[int, float]) -> float:
    """The cost at a size that was not measured, by the exponent from the largest that was.

    >>> at(1_000, {10: 3.0, 100: 30.0})
    300.0
    """
    largest = max(points)
    return round(points[largest] * (size / largest) ** exponent(points), 9)


def draw(series: Series, to: Path, *, title: str, cost: str, limits: Mapping[str, float] | None = None) -> None:
    """An SVG of costs against articles on logarithmic scales, each line with its exponent.

    Args:
        cost: what the vertical axis counts.
        limits: name → cost that is wanted at most, as dashed lines.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "scale"  # the same figures give the same file
    figure = Figure(figsize=(7.2, 4.2), layout="constrained")
    axes = figure.subplots()
    for (name, points), mark in zip(series.items(), "osD^vPX*hp", strict=False):
        label = f"{name} (n^{exponent(points):.2f})" if len(points) > 1 else name
        axes.plot(list(points), list(points.values()), marker=mark, label=label)
    for name, value in (limits or {}).items():
        axes.axhline(value, linestyle="--", linewidth=1, color="0.5")
        axes.annotate(name, (1, value), xycoords=("axes fraction", "data"), ha="right", va="bottom", fontsize=8)
    axes.set(xscale="log", yscale="log", xlabel="articles", ylabel=cost)
    axes.set_title(title)
    axes.legend(fontsize=8)
    axes.grid(alpha=0.3)
    figure.savefig(to, metadata={"Date": None})
