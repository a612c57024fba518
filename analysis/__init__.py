"""Vietnamese technology-policy news by numbers: articles in, counted and tested answers out.

>>> from analysis import Scope
>>> Scope.parse({"unit": "stories"}).unit
'stories'

``open_snapshot(store)`` opens what ``nhiptin build`` published, ``Scope`` says which articles are meant, and
``questions`` holds everything that can be asked of both. Nothing heavy is loaded before the first question.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError
from analysis.scope import Scope

if TYPE_CHECKING:
    from analysis import questions
    from analysis.store.snapshot import open_snapshot

__all__ = ["AnalysisError", "Scope", "open_snapshot", "questions"]


def __getattr__(name: str) -> Any:
    if name == "questions":
        return import_module("analysis.questions")
    if name == "open_snapshot":
        return import_module("analysis.store.snapshot").open_snapshot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
