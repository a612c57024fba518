from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.measures.topics import adjusted
from analysis.quality import topic_rates
from analysis.schema import TOPICS
from analysis.store.snapshot import Snapshot


def test_shares_by_hand(nine: Snapshot) -> None:
    frame = questions.topic_shares(nine, Scope(), by="all").set_index("topic")
    assert list(frame.index) == list(TOPICS)
    assert frame["n"][["ai", "semiconductors", "data", "other", "green"]].tolist() == [3, 4, 2, 2, 0]
    assert frame["raw"]["ai"] == pytest.approx(3 / 9)
    counts = frame.reset_index()[["topic", "n", "total"]].assign(whole=9, squares=9, technology=7, technology_weight=7)
    by_hand = adjusted(counts.assign(weight=counts["n"]), topic_rates()).set_index("topic")
    assert frame["share"].tolist() == pytest.approx(by_hand["share"].tolist())
    assert (frame["low"] <= frame["share"]).all() and (frame["share"] <= frame["high"]).all()
    assert frame["corrected"].all()


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


def split(folder: Any, made: Any) -> Snapshot:
    """Sixty days with an article each: data gives way to semiconductors after the first thirty."""
    texts = []
    for index in range(60):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        topics = (("data",), ("semiconductors", "ai"))[index >= 30]
        word = ("dữ liệu", "bán dẫn")[index >= 30]
        texts.append((day, ("Báo", "Tin")[index % 3 == 0], f"Bài {index}", f"Câu về {word} của Lan Anh.", topics, ()))
    return made(folder, texts)


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    return split(tmp_path_factory.mktemp("stores") / "sixty", made)


def test_changes_compare_the_later_half_with_the_earlier(sixty: Snapshot) -> None:
    frame = questions.topic_changes(sixty, Scope()).set_index("topic")
    assert frame.loc["data", ["n_before", "n", "verdict"]].tolist() == [30, 0, "down"]
    assert frame.loc["semiconductors", ["n_before", "n", "verdict"]].tolist() == [0, 30, "up"]
    assert "green" not in frame.index
    assert [str(frame[name].iloc[0].date()) for name in ("since_before", "until_before", "since", "until")] == [
        "2025-03-03",
        "2025-04-01",
        "2025-04-02",
        "2025-05-01",
    ]
    assert ((frame["change_low"] <= frame["change"]) & (frame["change"] <= frame["change_high"])).all()


def test_changes_compare_a_period_with_the_one_before(sixty: Snapshot) -> None:
    scope = Scope(since=date(2025, 4, 2), until=date(2025, 5, 1))
    assert questions.topic_changes(sixty, scope).equals(questions.topic_changes(sixty, Scope()))
    assert questions.topic_changes(sixty, scope, against="halves").set_index("topic")["verdict"]["ai"] == "none"
    assert questions.topic_changes(sixty, Scope(), against="before").empty, "nothing lies before"
    with pytest.raises(InputError, match="against"):
        questions.topic_changes(sixty, Scope(), against="sometimes")


def test_what_a_topic_keeps_company_with(sixty: Snapshot) -> None:
    (other,) = questions.topic_overlaps(sixty, Scope(), topic="ai").to_dict("records")
    assert (other["topic"], other["n"], other["total"], other["share"]) == ("semiconductors", 30, 30, 1.0)
    assert questions.topic_overlaps(sixty, Scope(), topic="data").empty
    outlets = questions.topic_outlets(sixty, Scope(), topic="data")
    assert outlets[["source", "n", "total"]].values.tolist() == [["Báo", 20, 40], ["Tin", 10, 20]]
    assert questions.topic_entities(sixty, Scope(), topic="data").empty, "a name in all articles sets none apart"


def test_names_that_set_a_topic_apart(tmp_path_factory: pytest.TempPathFactory, made: Any) -> None:
    texts = []
    for index in range(60):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        name, topic = (("Lan Anh", "ai"), ("Đà Nẵng", "data"))[index % 2]
        texts.append((day, "Báo", f"Bài {index}", f"Câu của {name}.", (topic,), ()))
    store = made(tmp_path_factory.mktemp("stores") / "named", texts)
    (row,) = questions.topic_entities(store, Scope(), topic="ai").to_dict("records")
    assert (row["name"], row["type"], row["n"], row["total"], row["n_rest"]) == ("Lan Anh", "PER", 30, 30, 0)
    assert questions.topic_entities(store, Scope(), topic="ai", type=("DOC",)).empty


def test_discovery_proposes_what_the_topics_leave_over(tmp_path_factory: pytest.TempPathFactory, made: Any) -> None:
    texts = []
    for index in range(40):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        word = ("bán dẫn", "dữ liệu")[index % 2]
        texts.append((day, "Báo", f"Bài {index}", f"Câu về {word}.", ("other",), ()))
    store = made(tmp_path_factory.mktemp("stores") / "left", texts)
    frame = questions.topic_discovery(store, Scope(), factors=2)
    assert sorted(frame["terms"]) == ["bán dẫn", "dữ liệu"] and frame["n"].tolist() == [20, 20]
    assert frame["examples"].str.count(" · ").tolist() == [2, 2]
    with pytest.raises(InputError, match="factors"):
        questions.topic_discovery(store, Scope(), factors=1)
