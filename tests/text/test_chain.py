"""Decoding of names: the same labels as CRFsuite's own decoder, for any features."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.paths import MODELS
from analysis.text import chain, names
from analysis.text.chain import Bundles, Chain

FEATURES = ["a", "b", "c", "d", "e", "f"]
LINES = st.lists(
    st.lists(st.lists(st.sampled_from(FEATURES), min_size=1, max_size=3), min_size=1, max_size=9), max_size=4
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model in which no step and few labels are sure."""
    path = tmp_path_factory.mktemp("chain") / "model"
    trainer = pycrfsuite.Trainer(verbose=False, params={"feature.possible_transitions": True})
    trainer.append([["a"], ["b", "e"], ["c"], ["d", "e"], ["a"]], ["O", "B-PER", "I-PER", "O", "B-LOC"])
    trainer.append([["d"], ["a", "f"], ["b"], ["c", "f"], ["e"]], ["B-LOC", "I-LOC", "O", "B-PER", "O"])
    trainer.append([["f"], ["d"], ["a"]], ["O", "O", "B-PER"])
    trainer.train(str(path))
    return path


@given(lines=LINES)
def test_labels_are_those_of_the_reference_decoder(trained: Path, lines: list[list[list[str]]]) -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(trained))
    ours = chain.load(trained)
    numbers = [[[ours.bundles.many(list(token))] for token in line] for line in lines]
    for line, labels in zip(lines, ours.best(numbers), strict=True):
        expected = tagger.tag(line)
        assert labels == expected or _score(tagger, line, labels) == pytest.approx(_score(tagger, line, expected))


def _score(tagger: pycrfsuite.Tagger, line: list[list[str]], labels: list[str]) -> float:
    tagger.set(line)
    return float(tagger.probability(labels))


def test_a_repeated_feature_counts_as_often_as_it_stands() -> None:
    model = Chain(["O", "B-PER"], {("a", "B-PER"): 1.0, ("b", "O"): 1.5}, {})
    a, b = model.bundles.one("a"), model.bundles.one("b")
    assert model.best([[[a, b], [a, a, b]]]) == [["O", "B-PER"]]


def test_bundles_made_after_forgetting_have_their_own_weights() -> None:
    model = Chain(["O", "B-PER"], {("a", "B-PER"): 1.0, ("b", "O"): 2.0, ("c", "B-PER"): 2.0}, {})
    assert model.best([[[model.bundles.many(["a", "b"])]]]) == [["O"]]
    model.forget()
    assert model.best([[[model.bundles.many(["a", "c"])]]]) == [["B-PER"]]


def test_while_learning_every_feature_counts() -> None:
    bundles = Bundles()
    assert bundles.made[bundles.many(["new", "other"])] == ("new", "other")


def test_the_shipped_model_reads_as_the_reference_decoder_does() -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODELS / names.MODEL))
    ours = chain.load(MODELS / names.MODEL)
    words = ["Bộ", "Khoa", "học", "và", "Công", "nghệ", "cho", "biết", "ông", "Lê", "An", "đến", "Hà", "Nội"]
    features = [[f"w={word.lower()}", f"W={word}", "s=C" if word[0].isupper() else "s=l"] for word in words]
    assert ours.best([[[ours.bundles.many(token)] for token in features]]) == [tagger.tag(features)]
