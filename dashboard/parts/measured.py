"""What was measured of the text rooms, in sentences: all of them on the page of methods, the one that fits in a card's menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis import quality
from dashboard import labels
from dashboard.state.reader import language, say

ROOMS = {"entity": "names", "document": "names", "topic": "topics", "quotation": "quotes", "speaker": "quotes"}
"""First word of a question → what its numbers rest on; those of all others are counted without a model."""
THREE = "PER+ORG+LOC"


def in_words(figures: Mapping[str, Any]) -> dict[str, str]:
    """Each measured room's figures as a sentence.

    Args:
        figures: those of ``data/quality.json`` on texts kept aside.
    """
    topics, said = figures.get("topics", {}), figures.get("quotes_0.3", {})
    found = figures.get("entities", {}).get(THREE, {})
    names = {way: labels.number(found.get(way, {}).get("f1", 0), language(), 3) for way in ("exact", "overlap")}
    right = labels.percent(figures.get("name_accuracy_on_exact", 0), language())
    return {
        "names": say("methods.names_right", share=right, **names),
        "topics": say(
            "methods.topics_right",
            main=labels.percent(topics.get("main_accuracy", 0), language()),
            f1=labels.number(topics.get("f1", 0), language(), 3),
        ),
        "quotes": say(
            "methods.quotes_right",
            f1=labels.number(said.get("f1", 0), language(), 3),
            share=labels.percent(said.get("speaker_accuracy", 0), language()),
        ),
        "keyphrases": say(
            "methods.keyphrases", recall=labels.percent(figures.get("keyphrase_recall_at_10", 0), language())
        ),
    }


def of(question: str) -> str:
    """How good the numbers of a question are: what was measured, and on how many texts; or that they are counted."""
    room = ROOMS.get(question.partition("_")[0], "")
    if not room:
        return say("methods.counted")
    figures = quality.quality().get("evaluation", {})
    if not figures.get("texts"):
        return say("methods.no_quality")
    on = say("methods.measured", texts=labels.number(figures["texts"], language()))
    return f"{in_words(figures)[room]}. {on}"
