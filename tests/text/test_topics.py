"""Topics: the features, the decision, and what the shipped classifier says of invented texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ModelError
from analysis.schema import TOPICS
from analysis.text import topics


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


def test_the_pronoun_is_not_the_technology() -> None:
    assert "AI" in topics.grams("AI là gì") and "AI" not in topics.grams("Ai là bạn")
    assert topics.grams("AI LÀ GÌ")["ai"] == topics.TITLE_WEIGHT


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
    columns, values = topics.gram_features(topics.grams("chip mới"), {"chip": 0, "mới": 1}, [1.0, 2.0])
    assert columns == [0, 1]
    assert np.linalg.norm(values) == pytest.approx(1)
    hints = topics.hint_features(topics.grams("chip và vi mạch"), {"chip": (1,), "vi mạch": (1, 8)})
    assert np.linalg.norm(hints) == pytest.approx(topics.HINT_WEIGHT)
    assert topics.hint_features(topics.grams("không"), {"chip": (1,)}) == [0.0] * len(TOPICS)


def test_every_seed_term_can_be_met() -> None:
    hints = topics.shipped_hints()
    text = "\n".join(f"x {term}" for term in list(hints)[:50])
    assert sum(term in topics.grams(text) for term in list(hints)[:50]) == 50


def test_a_missing_or_foreign_model_names_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nhiptin train GOLD\.jsonl"):
        topics.load(tmp_path)
    np.savez(tmp_path / topics.MODEL, version=np.array(-1), topics=np.array("\n".join(TOPICS)))
    topics.load.cache_clear()
    with pytest.raises(ModelError, match="other features or topics"):
        topics.load(tmp_path)
