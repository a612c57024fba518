"""Measured quality of the annotations, as pages and measures read it from ``data/quality.json``.

Light on purpose (json only): pages and questions import it. ``analysis.evaluate`` and ``analysis.train`` write the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import ModelError
from analysis.paths import QUALITY
from analysis.schema import TOPICS


@dataclass(frozen=True, slots=True)
class Rates:
    """How often the classifier gives a topic where it belongs and where it does not, cross-validated.

    ``analysis.measures.topics.adjusted`` corrects shares with them.
    """

    tpr: float
    """Share of the texts of this topic that get it."""
    tpr_n: int
    """Marked texts of this topic."""
    fpr: float
    """Share of the texts about other technology that get it all the same."""
    fpr_n: int
    """Marked texts about other technology."""
    stray: float
    """Share of general news, about no technology at all, that gets it."""
    stray_n: int
    """Marked texts of general news, drawn from all headlines alike."""
    by_main: dict[str, tuple[float, int]] = field(default_factory=dict)
    """``fpr`` and ``fpr_n`` by main topic of the text."""


def quality(path: Path = QUALITY) -> dict[str, Any]:
    """Everything that was measured; ``{}`` when nothing was recorded yet.

    Raises:
        ModelError: the file is there but is not a JSON object.
    """
    if not path.exists():
        return {}
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot read {path.name}: {error}; renew it with: nhiptin evaluate GOLD.jsonl --record"
        ) from error
    if not isinstance(figures, dict):
        raise ModelError(f"{path.name} is not a JSON object; renew it with: nhiptin evaluate GOLD.jsonl --record")
    return figures


def topic_rates(path: Path = QUALITY, *, layer: str = "assigned") -> dict[str, Rates]:
    """Rates of each topic for the adjusted count; ``{}`` when they were not recorded yet.

    Args:
        path: the recorded figures.
        layer: ``assigned`` for "the topic is among those of the article", ``main`` for "it is the main topic".
    """
    measured = quality(path).get("topics_cv", {}).get(layer, {})
    return {
        code: Rates(
            float(row["tpr"]),
            int(row["tpr_n"]),
            float(row["fpr"]),
            int(row["fpr_n"]),
            float(row["stray"]),
            int(row["stray_n"]),
            {main: (float(rate), int(n)) for main, (rate, n) in row.get("by_main", {}).items()},
        )
        for code, row in measured.items()
        if code in TOPICS
    }
