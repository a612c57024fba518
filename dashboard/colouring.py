"""Which things get colours of their own: those that the pages of a store draw together unasked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analysis import questions
from analysis.scope import Scope
from dashboard import theme

MET: dict[str, tuple[tuple[Callable[..., pd.DataFrame], dict[str, Any], str], ...]] = {
    "term": ((questions.keyword_frequencies, {"top": 15, "phrases": True}, "term"),),
    "entity": (
        (questions.entity_frequencies, {"top": 15}, "name"),
        (questions.quotation_speakers, {"top": 20}, "name"),
        (questions.entity_frequencies, {"top": 5, "type": ("DOC",)}, "name"),
    ),
    "source": ((questions.source_volume, {"top": 15}, "source"),),
}
"""Kind → questions that rank its things as the pages do (mostly with their settings: then nothing is asked twice), their
settings, and the column of the things."""
DRAWN = 6
"""Things that a page draws together unasked, at the most."""


def settle(answer: Callable[[Scope, Callable[..., pd.DataFrame], dict[str, Any]], pd.DataFrame], *, of: str) -> None:
    """Give these things of a store their colours; what they are is asked when the first of a kind is drawn.

    Args:
        answer: asks a question: scope, question, settings.
        of: version of the snapshot that answers.
    """

    def met(kind: str) -> list[list[str]]:
        return [
            answer(Scope(), question, settings)[column].head(DRAWN).tolist() for question, settings, column in MET[kind]
        ]

    theme.settle({kind: partial(met, kind) for kind in MET}, of=of)
