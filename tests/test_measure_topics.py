"""Figures of the classifier, counted by hand."""

from __future__ import annotations

import pytest

from analysis.measure_topics import Held, figures

TEXTS = [
    Held("gold", ("ai", "data"), ("ai",)),
    Held("gold", ("data",), ("ai", "data")),
    Held("gold", ("other",), ("industry",)),
    Held("uniform", ("other",), ("other",)),
    Held("uniform", ("other",), ("industry", "ai")),
    Held("uniform", ("industry",), ("other",)),
    Held("assigned", ("industry",), ("industry",)),
]


def test_accuracy_is_over_the_gold_texts() -> None:
    found = figures(TEXTS)
    assert (found["texts"], found["general"]) == (3, 3)
    assert found["main_accuracy"] == pytest.approx(1 / 3, abs=0.001)
    assert found["micro_f1"] == round(2 * 2 / (4 + 4), 3)


def test_rates_tell_technology_from_general_news() -> None:
    assigned, main = figures(TEXTS)["assigned"], figures(TEXTS)["main"]
    ai = {"tpr": 1, "tpr_n": 1, "fpr": 0.5, "fpr_n": 2, "stray": 0.5, "stray_n": 2}
    assert assigned["ai"] == ai | {"by_main": {"data": [1, 1], "industry": [0, 1]}}
    industry = {"tpr": 0, "tpr_n": 1, "fpr": 0, "fpr_n": 2, "stray": 0.5, "stray_n": 2}
    assert assigned["industry"] == industry | {"by_main": {"ai": [0, 1], "data": [0, 1]}}
    assert main["ai"]["stray"] == 0 and main["data"]["tpr_n"] == 1


def test_general_news_is_that_of_the_uniform_sample() -> None:
    other = figures(TEXTS)["assigned"]["other"]
    assert (other["tpr"], other["tpr_n"]) == (0.5, 2), "the gold text about something else was drawn otherwise"
    assert (other["fpr"], other["fpr_n"]) == (round(1 / 3, 4), 3)
