"""Annotations against texts marked by hand: the quality figures of the product.

Definitions. A predicted and a marked span match when they overlap and have the same type; pairs are taken greedily by
intersection over union, each span once. *Exact* counts pairs of equal spans, *overlap* all pairs. A name is right when
it equals the marked one, composed and case-folded. Quotations are matched without type at an overlap of at least 0.3
and 0.8, the two thresholds of the Gender Gap Tracker (Asr et al. 2021). Figures are rounded to three places.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import marked
from analysis.marked import Marked
from analysis.paths import QUALITY

Row = Mapping[str, Any]
Pair = tuple[float, Row, Row]

LAYERS = ("entities", "quotes", "topics", "keyphrases")
NEWS_TYPES = "PER+ORG+LOC"
QUOTE_OVERLAPS = (0.3, 0.8)
KEYPHRASES = 10


def _silent(_done: int, _total: int) -> None:
    return None


def evaluate(gold: Path, *, progress: Callable[[int, int], None] = _silent) -> dict[str, Any]:
    """Annotate the marked texts of a file and score the result; see ``score`` for the figures.

    Args:
        gold: JSONL as read by ``analysis.marked``.
        progress: called with texts done and texts in all.

    Raises:
        InputError: the file cannot be read or is not marked text.
        ModelError: a model or list is missing.
    """
    from analysis.text.annotate import annotate_text, load_rooms

    rows = marked.read(gold)
    rooms = load_rooms()
    predicted = []
    for done, row in enumerate(rows, start=1):
        predicted.append(annotate_text(row["id"], row["text"], row.get("date"), rooms=rooms))
        progress(done, len(rows))
    return score(rows, predicted) | {"annotation_version": rooms.version}


def score(gold: Sequence[Marked], predicted: Sequence[Row]) -> dict[str, Any]:
    """Figures of every layer; texts are joined on ``id``, a text without a prediction counts as empty.

    Returns:
        ``texts missing absent entities name_accuracy_on_exact quotes_0.3 quotes_0.8 topics keyphrase_recall_at_10``;
        precision, recall and F1 are ``p r f1``, and ``gold`` is the number of marked items.
    """
    given = {row["id"]: row for row in predicted}
    wanted = {row["id"]: row for row in gold}
    both = [(row, given.get(identity, {})) for identity, row in wanted.items()]
    figures: dict[str, Any] = {
        "texts": len(both),
        "missing": len(set(wanted) - set(given)),
        "absent": [
            layer
            for layer in LAYERS
            if not (any(layer in g for g in wanted.values()) and any(layer in p for p in given.values()))
        ],
    }
    figures["entities"], figures["name_accuracy_on_exact"] = _entities(both)
    for least in QUOTE_OVERLAPS:
        figures[f"quotes_{least}"] = _quotes(both, least)
    figures["topics"] = _topics(both)
    figures["keyphrase_recall_at_10"] = _keyphrases(both)
    return figures


def pairs(predicted: Sequence[Row], gold: Sequence[Row], *, typed: bool) -> list[Pair]:
    """(intersection over union, predicted, marked) of overlapping spans, best first, each span once.

    >>> [round(pair[0], 2) for pair in pairs([{"start": 0, "end": 4}], [{"start": 1, "end": 4}], typed=False)]
    [0.75]
    """
    possible = []
    for i, p in enumerate(predicted):
        for j, g in enumerate(gold):
            shared = min(p["end"], g["end"]) - max(p["start"], g["start"])
            if shared > 0 and (not typed or p["type"] == g["type"]):
                possible.append((shared / (max(p["end"], g["end"]) - min(p["start"], g["start"])), i, j))
    free_p, free_g = set(range(len(predicted))), set(range(len(gold)))
    found = []
    for overlap, i, j in sorted(possible, reverse=True):
        if i in free_p and j in free_g:
            free_p.remove(i)
            free_g.remove(j)
            found.append((overlap, predicted[i], gold[j]))
    return found


def _entities(both: Sequence[tuple[Row, Row]]) -> tuple[dict[str, Any], float]:
    types = sorted({mark["type"] for gold, _ in both for mark in gold.get("entities", [])})
    figures = {}
    named = 0.0
    for group in (*types, NEWS_TYPES, "ALL"):
        wanted = set(types) if group == "ALL" else set(group.split("+"))
        exact: list[Pair] = []
        over = given = marks = 0
        for gold, predicted in both:
            g = [mark for mark in gold.get("entities", []) if mark["type"] in wanted]
            p = [mark for mark in predicted.get("entities", []) if mark["type"] in wanted]
            found = pairs(p, g, typed=True)
            exact += [pair for pair in found if pair[0] == 1.0]
            over, given, marks = over + len(found), given + len(p), marks + len(g)
        figures[group] = {"exact": _ratio(len(exact), given, marks), "overlap": _ratio(over, given, marks)}
        if group == "ALL" and exact:
            named = round(sum(_key(p.get("name")) == _key(g.get("name")) for _, p, g in exact) / len(exact), 3)
    return figures, named


def _quotes(both: Sequence[tuple[Row, Row]], least: float) -> dict[str, Any]:
    found: list[Pair] = []
    given = marks = 0
    for gold, predicted in both:
        p, g = predicted.get("quotes", []), gold.get("quotes", [])
        found += [pair for pair in pairs(p, g, typed=False) if pair[0] >= least]
        given, marks = given + len(p), marks + len(g)
    right = sum(_key(p.get("speaker")) == _key(g.get("speaker")) for _, p, g in found)
    return _ratio(len(found), given, marks) | {"speaker_accuracy": round(right / len(found), 3) if found else 0.0}


def _topics(both: Sequence[tuple[Row, Row]]) -> dict[str, Any]:
    lists = [(list(gold.get("topics", [])), list(predicted.get("topics", []))) for gold, predicted in both]
    right = sum(g[:1] == p[:1] != [] for g, p in lists)
    hit = sum(len(set(g) & set(p)) for g, p in lists)
    figures = _ratio(hit, sum(len(set(p)) for _, p in lists), sum(len(set(g)) for g, _ in lists))
    return figures | {"main_accuracy": round(right / len(lists), 3) if lists else 0.0}


def _keyphrases(both: Sequence[tuple[Row, Row]]) -> float:
    hit = total = 0
    for gold, predicted in both:
        best = {_key(phrase) for phrase in predicted.get("keyphrases", [])[:KEYPHRASES]}
        wanted = {_key(phrase) for phrase in gold.get("keyphrases", [])}
        hit, total = hit + len(best & wanted), total + len(wanted)
    return round(hit / total, 3) if total else 0.0


def _ratio(hit: int, given: int, marks: int) -> dict[str, Any]:
    p = hit / given if given else 0.0
    r = hit / marks if marks else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3), "gold": marks}


def _key(name: str | None) -> str:
    return unicodedata.normalize("NFC", name or "").casefold().strip()


def record(figures: Mapping[str, Any], path: Path = QUALITY) -> None:
    """Write the figures to ``data/quality.json`` beside what training measured; sorted, so that a rerun changes nothing."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known["evaluation"] = dict(figures)
    path.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def render(figures: Mapping[str, Any]) -> str:
    """The figures as lines of text."""
    absent = ", ".join(figures["absent"]) or "none"
    lines = [f"{figures['texts']} texts, {figures['missing']} without a prediction; layers absent: {absent}"]
    for group, kinds in figures["entities"].items():
        exact, over = kinds["exact"], kinds["overlap"]
        lines.append(
            f"  {group:12} marked {exact['gold']:4}  exact P {exact['p']:.3f} R {exact['r']:.3f} F1 {exact['f1']:.3f}"
            f"   overlap F1 {over['f1']:.3f}"
        )
    lines.append(f"  names right on exact spans {figures['name_accuracy_on_exact']:.3f}")
    for least in QUOTE_OVERLAPS:
        quotes = figures[f"quotes_{least}"]
        lines.append(
            f"  quotations at overlap {least}: P {quotes['p']:.3f} R {quotes['r']:.3f} F1 {quotes['f1']:.3f}"
            f"   speaker right {quotes['speaker_accuracy']:.3f}   marked {quotes['gold']}"
        )
    topics = figures["topics"]
    lines.append(
        f"  topics P {topics['p']:.3f} R {topics['r']:.3f} F1 {topics['f1']:.3f}   main topic right {topics['main_accuracy']:.3f}"
    )
    lines.append(f"  keyphrase recall at {KEYPHRASES}: {figures['keyphrase_recall_at_10']:.3f}")
    return "\n".join(lines)
