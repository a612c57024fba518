"""Figures counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis import evaluate, marked
from analysis.errors import InputError
from analysis.quality import quality


def entity(start: int, end: int, kind: str, name: str = "") -> dict[str, object]:
    return {"start": start, "end": end, "type": kind, "name": name}


GOLD = [
    {
        "id": "1",
        "text": "x" * 60,
        "entities": [entity(0, 10, "PER", "Lê An"), entity(20, 30, "ORG", "Quỹ"), entity(40, 50, "LOC", "Huế")],
        "quotes": [entity(0, 20, "", "")],
        "topics": ["ai", "data"],
        "keyphrases": ["Dữ liệu", "chip"],
    },
    {"id": "2", "text": "y" * 10, "entities": [], "topics": ["other"]},
]
PREDICTED = [
    {
        "id": "1",
        "entities": [entity(0, 10, "PER", "LÊ AN"), entity(20, 28, "ORG", "Quỹ"), entity(40, 50, "ORG", "Huế")],
        "quotes": [entity(0, 10, "", "")],
        "topics": ["ai", "green"],
        "keyphrases": ["dữ liệu"],
    }
]


def test_counted_by_hand() -> None:
    figures = evaluate.score(GOLD, PREDICTED)
    assert (figures["texts"], figures["missing"], figures["absent"]) == (2, 1, [])
    news = figures["entities"]["PER+ORG+LOC"]
    assert news["exact"] == {"p": 0.333, "r": 0.333, "f1": 0.333, "gold": 3}
    assert news["overlap"] == {"p": 0.667, "r": 0.667, "f1": 0.667, "gold": 3}
    assert figures["entities"]["LOC"]["exact"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1}
    assert figures["name_accuracy_on_exact"] == 1.0
    assert (figures["quotes_0.3"]["f1"], figures["quotes_0.8"]["f1"]) == (1.0, 0.0)
    assert figures["quotes_0.3"]["speaker_accuracy"] == 1.0
    assert figures["topics"] == {"p": 0.5, "r": 0.333, "f1": 0.4, "gold": 3, "main_accuracy": 0.5}
    assert figures["keyphrase_recall_at_10"] == 0.5


def test_only_the_first_ten_keyphrases_count() -> None:
    row = {"id": "1", "keyphrases": [f"từ {i}" for i in range(10)] + ["chip"]}
    assert evaluate.score(GOLD, [row])["keyphrase_recall_at_10"] == 0.0


def test_a_span_is_used_once() -> None:
    gold = [{"id": "1", "text": "x" * 20, "entities": [entity(0, 10, "PER")], "topics": ["ai"]}]
    twice = [{"id": "1", "entities": [entity(0, 10, "PER"), entity(0, 10, "PER")]}]
    assert evaluate.score(gold, twice)["entities"]["PER"]["exact"] == {"p": 0.5, "r": 1.0, "f1": 0.667, "gold": 1}


def test_a_layer_that_one_side_lacks_is_absent() -> None:
    assert evaluate.score(GOLD, [{"id": "1", "topics": ["ai"]}])["absent"] == ["entities", "quotes", "keyphrases"]


def test_without_predictions_all_is_zero() -> None:
    figures = evaluate.score(GOLD, [])
    assert figures["missing"] == 2
    assert figures["entities"]["ALL"]["exact"]["f1"] == 0.0
    assert figures["topics"]["main_accuracy"] == 0.0


def test_the_rendering_shows_the_figures() -> None:
    shown = evaluate.render(evaluate.score(GOLD, PREDICTED))
    assert "2 texts, 1 without a prediction; layers absent: none" in shown
    assert "PER+ORG+LOC  marked    3  exact P 0.333 R 0.333 F1 0.333   overlap F1 0.667" in shown
    assert "keyphrase recall at 10: 0.500" in shown


def test_recording_keeps_what_training_measured(tmp_path: Path) -> None:
    path = tmp_path / "quality.json"
    path.write_text('{"topics_cv": {"texts": 3}}', encoding="utf-8")
    evaluate.record({"texts": 2}, path)
    first = path.read_bytes()
    evaluate.record({"texts": 2}, path)
    assert path.read_bytes() == first
    assert quality(path) == {"evaluation": {"texts": 2}, "topics_cv": {"texts": 3}}


def test_a_file_is_annotated_and_scored(tmp_path: Path) -> None:
    text = "Hội thảo ở Đà Nẵng\nÔng Vũ Hải Đăng nói về chip bán dẫn."
    row = {"id": "1", "text": text, "date": None, "entities": [entity(11, 18, "LOC", "Đà Nẵng")], "topics": ["other"]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    steps: list[tuple[int, int]] = []
    figures = evaluate.evaluate(path, progress=lambda done, total: steps.append((done, total)))
    assert figures["entities"]["LOC"]["exact"]["r"] == 1.0
    assert steps == [(1, 1)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "needs an id and a text"),
        ('{"id": "1", "text": "ab", "topics": ["sport"]}', "allowed are ai"),
        ('{"id": "1", "text": "ab", "entities": [{"start": 0, "end": 9, "type": "PER"}]}', "a text of 2 characters"),
        ('{"id": "1", "text": "ab", "entities": [{"start": 0, "end": 1, "type": "ANIMAL"}]}', "allowed are PER"),
        ("", "no marked text"),
    ],
)
def test_a_line_that_is_no_marked_text_is_refused(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        marked.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the marked texts"):
        marked.read(tmp_path / "none.jsonl")
