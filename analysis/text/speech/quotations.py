"""Quotations in one cleaned text: what was said, directly or in other words, with which cue, and by whom.

Direct: words between quotation marks whose speaker stands before or behind them, or spoke just now (``spoken``).
Indirect: the clause that a cue reports (``ông A cho biết …``) or that follows a name and a colon in a title
(``reported``), and what a sentence has ``theo`` somebody (``sources``). A clause without a speaker whom the article
names is no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.text.naming.mending import Name
from analysis.text.speech.cast import Cast
from analysis.text.speech.cues import Cues
from analysis.text.speech.heard import Heard, Said, Span
from analysis.text.speech.quotemarks import quoted
from analysis.text.speech.reported import reported, titled
from analysis.text.speech.sources import attributed, trailing
from analysis.text.speech.spoken import answered, spoken


def quotations(
    text: str,
    sentences: Sequence[tuple[int, int, str]],
    names: Sequence[Name],
    canonical: Sequence[str],
    cues: Cues,
) -> list[Said]:
    """Quotations of one cleaned article, in order and apart.

    Args:
        text: cleaned text.
        sentences: ``(start, end, kind)`` as ``analysis.text.prose.sentences`` gives them; captions hold no quotations.
        names: names in order.
        canonical: canonical name of each, ``?`` where unknown.
        cues: the reporting words.

    Returns:
        Quotations with a speaker among ``canonical``; empty for a text without names.
    """
    cast = Cast(text, names, canonical)
    if not cast.known:
        return []
    told = [sentence for sentence in sentences if sentence[2] != "caption"]
    heard = Heard(text, told, cast)
    marks, at = quoted(text), 0
    for start, end, kind in told:
        here: list[Span] = []
        while at < len(marks) and marks[at][0] < end:
            if marks[at][0] >= start:
                here.append(marks[at])
            at += 1
        _sentence(heard, start, end, kind == "title", here, cues)
    return heard.found


def _sentence(heard: Heard, start: int, end: int, title: bool, marks: list[Span], known: Cues) -> None:
    cues = [
        cue
        for cue in known.find(heard.text, start, end)
        if not heard.inside(cue.start) and not any(first <= cue.start < last for first, last in marks)
    ]
    for mark in marks:
        if not heard.inside(mark[0]):
            spoken(heard, (start, end), mark, cues, known)
    if titled(heard, start, end) if title else answered(heard, start, cues):
        return
    before = len(heard.found)
    opened = attributed(heard, start, end, cues)
    reported(heard, start, end, cues, title=title, opened=opened)
    if len(heard.found) == before:
        trailing(heard, start, end)
