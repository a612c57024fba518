"""Why a sentence is counted, in words: the rule that a store holds with each finding, said for a reader."""

from __future__ import annotations

import re

from dashboard import labels
from dashboard.state.reader import language, say

_LINE = re.compile(r"(?:[a-z]+):([\w.-]+\.tsv):(\d+)\Z", re.ASCII)
_SCORE = re.compile(r"score (\d\.\d+)\Z", re.ASCII)
_PLAIN = {"model": "why.model", "code": "why.code", "same article": "why.same", "main topic": "why.main"}


def why(rule: str) -> str:
    """A rule in words, as plain text; a part that nobody knows stays as it is."""
    return ", ".join(map(_said, rule.split(", ")))


def _said(part: str) -> str:
    if part in _PLAIN:
        return say(_PLAIN[part])
    if part.startswith("term:"):
        return say("why.term", term=part.removeprefix("term:"))
    if line := _LINE.match(part):
        return say("why.line", file=line[1], line=line[2])
    if score := _SCORE.match(part):
        return say("why.score", score=labels.number(float(score[1]), language(), 2))
    return part
