"""Why something is counted is said in words; what nobody knows stays as it is, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.why import why


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("term:chuyển đổi số", "có từ «chuyển đổi số»"),
        ("alias:places.tsv:51, model", "có trong places.tsv, dòng 51, mô hình nhận ra tên"),
        ("score 0.98, main topic", "điểm phân loại 0,98, chủ đề chính"),
        ("correction 7", "correction 7"),
        ("", ""),
    ],
)
def test_rules_are_said_in_words(rule: str, said: str) -> None:
    assert why(rule) == said


@given(
    st.text(alphabet="abc:<>&', 12.tsv/\\", max_size=40).filter(
        lambda text: "model" not in text and "term:" not in text
    )
)
def test_an_unknown_rule_stays(rule: str) -> None:
    assert rule == why(rule) or ".tsv:" in rule
