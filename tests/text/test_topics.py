"""Topics: the features, the decision, and what the shipped classifier says of invented texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ModelError
from analysis.schema import TOPICS
from analysis.taxonomy import topics as taxonomy
from analysis.text import topics
from analysis.text.grams import grams, key


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Ra mắt mô hình trí tuệ nhân tạo tạo sinh tiếng Việt\nTrợ lý AI trả lời như ChatGPT.", "ai"),
        ("Nhà máy đóng gói chip bán dẫn khởi công\nDây chuyền vi mạch dùng công nghệ mới.", "semiconductors"),
        (
            "Cảnh báo lừa đảo trực tuyến chiếm đoạt tài sản\nTin tặc phát tán mã độc qua đường liên kết.",
            "cybersecurity",
        ),
        ("Thị xã Sao Mai đưa dịch vụ công trực tuyến lên VNeID\nThủ tục hành chính rút ngắn.", "digital-government"),
        ("Đội bóng Sông Xanh thắng trận chung kết\nCầu thủ ghi hai bàn trong hiệp hai.", "other"),
    ],
)
def test_plain_cases(text: str, main: str) -> None:
    assert topics.load().decide(text).codes[0] == main


@pytest.mark.parametrize("text", ["", "\n", "…!"])
def test_an_empty_text_is_other(text: str) -> None:
    found = topics.load().decide(text)
    assert found.codes == ("other",)
    assert len(found.scores) == len(TOPICS)


@given(st.text(max_size=80))
def test_any_text_gets_one_to_three_topics_and_chances(text: str) -> None:
    found = topics.load().decide(text)
    assert 1 <= len(found.codes) <= topics.MOST and len(set(found.codes)) == len(found.codes)
    assert all(0 <= score <= 1 for score in found.scores)
    assert "other" not in found.codes or found.codes == ("other",)


@given(st.lists(st.floats(-5, 5), min_size=13, max_size=13), st.floats(-2, 2))
def test_the_main_topic_has_the_highest_score(scores: list[float], floor: float) -> None:
    codes = topics.assigned(scores, floor=floor)
    assert scores[TOPICS.index(codes[0])] == max(scores)
    assert all(scores[TOPICS.index(code)] > floor for code in codes[1:])


def test_features_are_of_fixed_length() -> None:
    known = np.array(sorted([key("chip"), key("mới")]), "uint32")
    columns, values = topics.gram_features(grams("chip mới"), known, np.array([1.0, 2.0]))
    assert columns.tolist() == [0, 1] and np.linalg.norm(values) == pytest.approx(1)
    hints = topics.Hints(known, np.eye(2, len(TOPICS)))
    assert np.linalg.norm(hints.features(grams("chip mới"))) == pytest.approx(topics.HINT_WEIGHT)
    assert not hints.features(grams("không")).any()


def test_every_seed_term_can_be_met() -> None:
    hints = topics.shipped_hints()
    for topic in taxonomy():
        for seed in topic.seeds:
            felt = hints.features(grams(f"x\nx {seed} x"))
            assert felt[TOPICS.index(topic.code)] > 0, seed


def test_a_missing_or_foreign_model_names_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nhiptin train GOLD\.jsonl"):
        topics.load(tmp_path)
    np.savez(tmp_path / topics.MODEL, version=np.array(-1), topics=np.array("\n".join(TOPICS)))
    topics.load.cache_clear()
    with pytest.raises(ModelError, match="other features or topics"):
        topics.load(tmp_path)
