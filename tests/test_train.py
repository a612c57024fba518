"""Training on a few invented texts: the same bytes twice, and a model that has learned them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.quality import topic_rates
from analysis.schema import TOPICS
from analysis.text import topics
from analysis.text.naming import names
from analysis.train import train

PLACES = ("Sao Mai", "Sông Xanh", "Đồi Thông", "Hồ Sen")
ABOUT = {"ai": "trí tuệ nhân tạo", "semiconductors": "chip bán dẫn", "other": "trận bóng đá"}


def gold(path: Path) -> Path:
    rows = []
    for number, (place, (topic, subject)) in enumerate((p, t) for p in PLACES for t in ABOUT.items()):
        text = f"Hội nghị về {subject}\nCuộc họp về {subject} diễn ra tại {place} hôm qua."
        start = text.index(place)
        mark = {"start": start, "end": start + len(place), "type": "LOC", "name": place}
        rows.append({"id": str(number), "date": None, "text": text, "entities": [mark], "topics": [topic]})
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models trained once."""
    folder = tmp_path_factory.mktemp("trained")
    train(gold(folder / "gold.jsonl"), folder / "model", marks=None)
    return folder / "model"


def test_training_again_gives_the_same_bytes(model: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    manifest = train(model.parent / "gold.jsonl", tmp_path / "again", progress=steps.append, marks=None)
    assert sorted(p.name for p in model.iterdir()) == ["manifest.json", "names.crfsuite", "quality.json", "topics.npz"]
    for made in model.iterdir():
        assert made.read_bytes() == (tmp_path / "again" / made.name).read_bytes(), made.name
    assert steps[-1] == "done"
    assert json.loads((model / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert str(tmp_path) not in json.dumps(manifest)


def test_a_trained_model_knows_its_texts(model: Path) -> None:
    text = "Cuộc họp về chip bán dẫn diễn ra tại Hồ Sen hôm qua."
    (found,) = names.load(model).names(text)
    assert (found.type, text[found.start : found.end]) == ("LOC", "Hồ Sen")
    assert topics.load(model).decide(text).codes[0] == "semiconductors"


def test_training_measures_the_rates_of_every_topic(model: Path) -> None:
    for layer in ("assigned", "main"):
        rates = topic_rates(model / "quality.json", layer=layer)
        assert set(rates) == set(TOPICS)
        assert (rates["ai"].tpr_n, rates["ai"].fpr_n, rates["ai"].stray_n) == (4, 4, 0)
        assert rates["ai"].tpr == 1.0 and rates["ai"].fpr == 0.0


def test_too_few_texts_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "1", "text": "a", "topics": ["ai"]}', encoding="utf-8")
    with pytest.raises(InputError, match="at least 10"):
        train(file, tmp_path / "model")
    assert not (tmp_path / "model").exists()
