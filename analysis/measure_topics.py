"""Cross-validated figures of the topic classifier: how right it is, and the rates that correct its shares.

Two kinds of text are told apart when a topic is given where it does not belong: texts about another technology topic,
and general news (marked ``other``), for which only headlines drawn from all headlines alike count, since how often
football becomes industry depends on how much football there is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.schema import TOPICS

OTHER = TOPICS[-1]
GENERAL = "uniform"
"""The sample whose ``other`` texts stand for general news."""


@dataclass(frozen=True, slots=True)
class Held:
    """One marked text and what a classifier that had not seen it says."""

    sample: str
    marked: tuple[str, ...]
    given: tuple[str, ...]


def figures(texts: Sequence[Held]) -> dict[str, Any]:
    """All figures of ``topics_cv`` in ``data/quality.json``.

    Accuracy and micro F1 are over the sample ``gold``. Rates are over ``gold`` and the uniform sample (the one drawn
    by an earlier classifier would flatter them): ``tpr`` over texts with the topic, ``fpr`` over technology texts
    without it (``by_main``: by their main topic), ``stray`` over general news; each with the number of texts behind it.
    """
    gold = [text for text in texts if text.sample == "gold"]
    fair = [text for text in texts if text.sample in ("gold", GENERAL)]
    right = sum(text.given[0] == text.marked[0] for text in gold)
    return {
        "texts": len(gold),
        "general": sum(text.sample == GENERAL for text in texts),
        "main_accuracy": round(right / len(gold), 3),
        "micro_f1": round(micro_f1([text.given for text in gold], [text.marked for text in gold]), 3),
        "assigned": _rates(fair, cut=None),
        "main": _rates(fair, cut=1),
    }


def micro_f1(given: Sequence[Collection[str]], marked: Sequence[Collection[str]]) -> float:
    """F1 over all pairs of a text and a topic.

    >>> micro_f1([("ai",), ("green",)], [("ai", "data"), ("other",)])
    0.4
    """
    hit = sum(len({*a} & {*b}) for a, b in zip(given, marked, strict=True))
    return 2 * hit / (sum(len({*a}) for a in given) + sum(len({*b}) for b in marked))


def _rates(texts: Sequence[Held], *, cut: int | None) -> dict[str, dict[str, Any]]:
    """For each topic how often it is given; ``cut`` 1 looks at main topics only."""
    rows = [(text, text.marked[:cut], text.given[:cut]) for text in texts]
    found: dict[str, dict[str, Any]] = {}
    for code in TOPICS:
        own = [code in given for _, marked, given in rows if code in marked]
        technology = [code in given for text, marked, given in rows if code not in marked and text.marked[0] != OTHER]
        general = [
            code in given
            for text, marked, given in rows
            if code not in marked and text.marked[0] == OTHER and text.sample == GENERAL
        ]
        found[code] = {
            name: value
            for key, cases in (("tpr", own), ("fpr", technology), ("stray", general))
            for name, value in ((key, round(sum(cases) / len(cases), 4) if cases else 0.0), (f"{key}_n", len(cases)))
        }
        found[code]["by_main"] = {
            main: [round(sum(cases) / len(cases), 4), len(cases)]
            for main in TOPICS[:-1]
            if (
                cases := [
                    code in given for text, marked, given in rows if code not in marked and text.marked[0] == main
                ]
            )
        }
    if GENERAL in {text.sample for text in texts}:
        kept = [given[0] == OTHER for text, marked, given in rows if marked[0] == OTHER and text.sample == GENERAL]
        found[OTHER] |= {"tpr": round(sum(kept) / len(kept), 4), "tpr_n": len(kept)}
    return found
