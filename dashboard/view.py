"""What a page sees: the reader's words, the scope, questions, the frame round figures, and controls bound to the URL."""

from __future__ import annotations

from dashboard.parts.card import clear, empty, place
from dashboard.parts.controls import granularity, names, number, pages, pick, several, switch, words
from dashboard.state.asking import ask, chosen, counted, scope_sentence, store
from dashboard.state.reader import language, look, say

__all__ = [
    "ask",
    "chosen",
    "clear",
    "counted",
    "empty",
    "granularity",
    "language",
    "look",
    "names",
    "number",
    "pages",
    "pick",
    "place",
    "say",
    "scope_sentence",
    "several",
    "store",
    "switch",
    "words",
]
