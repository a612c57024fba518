"""Which things get a colour that is theirs alone: those that the readers of a store meet most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis import questions
from analysis.scope import Scope
from dashboard import theme

MET: dict[str, tuple[Callable[..., pd.DataFrame], dict[str, Any], str]] = {
    "term": (questions.keyword_frequencies, {"top": 15, "phrases": True}, "term"),
    "entity": (questions.entity_frequencies, {"top": 15}, "name"),
    "source": (questions.source_volume, {"top": 15}, "source"),
}
"""Kind → question that ranks its things, its settings (those of the overview: then nothing is asked twice), their column."""


def settle(answer: Callable[[Scope, Callable[..., pd.DataFrame], dict[str, Any]], pd.DataFrame]) -> None:
    """Give the most frequent things of a store their colours, before anything is drawn.

    Args:
        answer: asks a question: scope, question, settings.
    """
    theme.settle({kind: answer(Scope(), *asked)[column] for kind, (*asked, column) in MET.items()})
