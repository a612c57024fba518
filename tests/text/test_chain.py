"""Decoding of names: the same labels as CRFsuite's own decoder, for any features."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.naming import chain
from analysis.text.naming.chain import Bundles, Chain

FEATURES = ["a", "b", "c", "d", "e", "f"]
LINES = st.lists(
    st.lists(st.lists(st.sampled_from(FEATURES), min_size=1, max_size=3), min_size=1, max_size=6), max_size=4
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model in which no step and few labels are sure."""
    path = tmp_path_factory.mktemp("chain") / "model"
    trainer = pycrfsuite.Trainer(verbose=False, params={"feature.possible_transitions": True})
    trainer.append([["a"], ["b", "e"], ["c"], ["d", "e"], ["a"]], ["O", "B-PER", "I-PER", "O", "B-LOC"])
    trainer.append([["d"], ["a", "f"], ["b"], ["c", "f"], ["e"]], ["B-LOC", "I-LOC", "O", "B-PER", "O"])
    trainer.append([["f"], ["d"], ["a"]], ["B-PER", "I-PER", "B-PER"])
    trainer.train(str(path))
    return path


def decoded(model: Chain, lines: list[list[list[str]]]) -> list[list[str]]:
    """Labels of lines of tokens given by their features."""
    rows, gaps, at, more = [[0]], [0], [], []
    for line in lines:
        for token in line:
            first, *others = token
            at += [len(rows)] * len(others)
            more += [model.bundles.one(feature, 0) for feature in others]
            rows.append([model.bundles.one(first, 0)])
        gaps.append(len(rows))
        rows.append([0])
    labels = model.best(np.array(rows), np.array(gaps), at, more)
    assert all(labels[gap] == "O" for gap in gaps)
    return [labels[before + 1 : after] for before, after in itertools.pairwise(gaps)]


def legal(labels: Sequence[str]) -> bool:
    """Whether every name begins with its B-."""
    return all(b[0] != "I" or a[1:] == b[1:] for a, b in itertools.pairwise(["O", *labels]))


@given(lines=LINES)
def test_labels_are_the_most_probable_of_the_reference_decoder(trained: Path, lines: list[list[list[str]]]) -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(trained))
    for line, labels in zip(lines, decoded(chain.load(trained), lines), strict=True):
        tagger.set(line)
        assert legal(labels)
        best = tagger.tag()
        every = [best] if legal(best) else filter(legal, itertools.product(tagger.labels(), repeat=len(line)))
        expected = max(tagger.probability(list(one)) for one in every)
        assert tagger.probability(labels) == pytest.approx(expected)


def test_a_repeated_feature_counts_as_often_as_it_stands() -> None:
    model = Chain(["O", "B-PER"], {("a", "B-PER"): 1.0, ("b", "O"): 1.5}, {})
    assert decoded(model, [[["a", "b"], ["a", "a", "b"]]]) == [["O", "B-PER"]]


def test_bundles_made_after_forgetting_have_their_own_weights() -> None:
    model = Chain(["O", "B-PER"], {("a", "B-PER"): 1.0, ("b", "O"): 2.0, ("c", "B-PER"): 2.0}, {})
    gaps = np.array([0, 2])
    assert model.best(np.array([[0], [model.bundles.many(["a", "b"])], [0]]), gaps) == ["O", "O", "O"]
    model.forget()
    assert model.best(np.array([[0], [model.bundles.many(["a", "c"])], [0]]), gaps) == ["O", "B-PER", "O"]


def test_a_text_of_gaps_alone_is_outside() -> None:
    assert Chain(["O", "B-PER"], {("a", "B-PER"): 1.0}, {}).best(np.zeros((2, 1), int), np.array([0, 1])) == ["O", "O"]


def test_while_learning_every_feature_counts() -> None:
    bundles = Bundles()
    assert bundles.made[bundles.many(["new", "other"])] == ("new", "other")
