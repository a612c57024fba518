"""Learning topics: the loss in its three cases, and words that keep company with a topic nobody named beside them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.learn_topics import solve
from analysis.schema import TOPICS
from analysis.text.grams import grams, key
from analysis.topic_company import company

AI, OTHER = TOPICS.index("ai"), TOPICS.index("other")


def test_a_score_beyond_what_is_wanted_costs_nothing() -> None:
    features = sparse.csr_matrix(np.eye(3) * 4)
    wanted = np.array([[1.0], [-1.0], [0.3]])
    found = solve(features, wanted, np.ones((3, 1)), strength=1e4)
    scores = features @ found[:-1] + found[-1]
    assert scores[0, 0] >= 0.99 and scores[1, 0] <= -0.99
    assert scores[2, 0] == pytest.approx(0.3, abs=0.01)


def test_weights_of_one_feature_are_those_of_the_closed_form() -> None:
    values, wanted = np.array([[1.0], [2.0], [-1.0], [-2.0]]), np.array([[0.2], [0.1], [-0.2], [-0.1]])
    found = solve(sparse.csr_matrix(values), wanted, np.full((4, 1), 2.0), strength=5.0)
    closed = (2 * values * wanted).sum() / ((2 * values**2).sum() + 1 / (2 * 5.0))
    assert found[0, 0] == pytest.approx(closed, abs=1e-4) and found[1, 0] == pytest.approx(0, abs=1e-4)


def model(keys: np.ndarray, **speaks: int) -> dict[str, np.ndarray]:
    """Finds a topic where one term stands, and nothing else."""
    weights = np.zeros((len(keys), len(TOPICS)))
    for term, topic in speaks.items():
        weights[keys == key(term.replace("_", " ")), topic] = 10
    return {"keys": keys, "idf": np.ones(len(keys)), "weights": weights,
            "hints": np.zeros((len(TOPICS), len(TOPICS))), "bias": np.zeros(len(TOPICS))}  # fmt: skip


def test_words_speak_for_the_topic_that_is_found_in_the_other_half() -> None:
    titles = [grams(title) for title in ("Trợ lý mới của trí tuệ nhân tạo", "Bóng đá tối nay")] * 20
    leads = [grams(lead) for lead in ("Phần mềm soạn thư", "Hai bàn thắng")] * 20
    keys = np.unique(np.concatenate([found[0] for found in (*titles, *leads)]))
    found = company(titles, leads, model(keys, trí_tuệ_nhân_tạo=AI, bóng_đá=OTHER))
    assert found.shape == (len(keys), len(TOPICS))
    letters, goals = (np.flatnonzero(keys == key(term))[0] for term in ("soạn thư", "bàn thắng"))
    assert found[letters, AI] > 0 > found[goals, AI] and found[goals, OTHER] > 0


def test_nothing_found_no_company() -> None:
    texts = [grams(text) for text in ("một hai", "ba bốn")]
    keys = np.unique(np.concatenate([found[0] for found in texts]))
    assert not company(texts, texts[::-1], model(keys)).any()
