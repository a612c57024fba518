from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from analysis import Scope, questions
from analysis.errors import InputError, ScopeError
from analysis.quality import topic_rates
from analysis.schema import TOPICS
from analysis.store.snapshot import Snapshot


def test_shares_by_hand(nine: Snapshot) -> None:
    frame = questions.topic_shares(nine, Scope(), by="all").set_index("topic")
    assert list(frame.index) == list(TOPICS)
    assert frame["n"][["ai", "semiconductors", "data", "other", "green"]].tolist() == [3, 4, 2, 2, 0]
    assert frame["raw"]["ai"] == pytest.approx(3 / 9)
    ai, other = topic_rates()["ai"], topic_rates()["other"]
    technology = (7 / 9 - (1 - other.tpr)) / (other.tpr - other.fpr)
    share = (3 / 9 - technology * ai.fpr - (1 - technology) * ai.stray) / (ai.tpr - ai.fpr)
    assert frame["share"]["ai"] == pytest.approx(share)
    assert frame["share"]["other"] == pytest.approx(1 - technology)
    assert frame["corrected"].all()
    assert (frame["low"] <= frame["share"]).all() and (frame["share"] <= frame["high"]).all()


def test_main_topics_add_up(nine: Snapshot) -> None:
    frame = questions.topic_shares(nine, Scope(), by="week", main=True)
    assert frame.groupby("period")["n"].sum().tolist() == frame.groupby("period")["total"].first().tolist()


def test_the_lens_changes_what_a_share_is_of_and_not_what_is_counted(nine: Snapshot) -> None:
    whole, part = (questions.topic_shares(nine, Scope(lens=lens), by="all") for lens in ("all", "tech"))
    whole, part = whole.set_index("topic"), part.set_index("topic")
    assert (whole["total"]["ai"], part["total"]["ai"]) == (9, 7) and whole["n"]["ai"] == part["n"]["ai"]
    technology = 1 - whole["share"]["other"]
    assert part["share"]["ai"] == pytest.approx(whole["share"]["ai"] / technology)


def test_a_scope_that_asks_for_topics_is_not_corrected(nine: Snapshot) -> None:
    frame = questions.topic_shares(nine, Scope(topic=("ai",)), by="all").set_index("topic")
    assert not frame["corrected"].any() and frame["share"]["ai"] == 1


def test_other_is_listed_only_where_met(nine: Snapshot) -> None:
    assert "other" not in set(questions.topic_shares(nine, Scope(lens="tech"), by="all")["topic"])


def test_outlets_are_refused(nine: Snapshot) -> None:
    for ask in (
        lambda scope: questions.topic_shares(nine, scope),
        lambda scope: questions.topic_terms(nine, scope, topic="ai"),
    ):
        with pytest.raises(ScopeError, match="got unit=outlets"):
            ask(Scope(unit="outlets"))


def test_terms_that_set_a_topic_apart(tmp_path_factory: pytest.TempPathFactory, made: Any) -> None:
    texts = []
    for index in range(60):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        word, topic = (("bán dẫn", "semiconductors"), ("dữ liệu", "data"))[index % 2]
        texts.append((day, "Báo", f"Bài {index}", f"Câu về {word} của doanh nghiệp và sách.", (topic,), ()))
    store = made(tmp_path_factory.mktemp("stores") / "split", texts)
    frame = questions.topic_terms(store, Scope(), topic="data")
    columns = ["term", "n", "total", "n_rest", "total_rest"]
    assert frame[columns].values.tolist() == [["dữ liệu", 30, 30, 0, 30]]
    assert questions.topic_terms(store, Scope(topic=("data",)), topic="data").empty, "there is no rest"


def test_unknown_topic(nine: Snapshot) -> None:
    with pytest.raises(InputError, match="unknown topic: got 'chips', allowed ai"):
        questions.topic_terms(nine, Scope(), topic="chips")
