"""Every question is registered, documented and answers in the documented columns."""

from __future__ import annotations

import inspect

import pytest

import analysis
from analysis import questions


@pytest.mark.parametrize("name", questions.QUESTIONS)
def test_documented(name: str) -> None:
    question = questions.QUESTIONS[name]
    text = inspect.getdoc(question) or ""
    parameters = inspect.signature(question).parameters
    store, scope, *settings = parameters
    assert (store, scope) == ("store", "scope")
    for setting in settings:
        assert parameters[setting].kind is inspect.Parameter.KEYWORD_ONLY
        assert f"{setting}:" in text or f"{setting}, " in text or f", {setting}:" in text, f"{name} hides {setting}"
    assert "Returns:" in text
    if "An evidence frame" in text:
        text += inspect.getmodule(question).__doc__ or ""  # type: ignore[union-attr]
    for column in questions.COLUMNS[name]:
        assert column in text, f"{name} does not say what {column} is"


def test_every_question_has_columns_and_is_public() -> None:
    assert set(questions.QUESTIONS) == set(questions.COLUMNS)
    assert set(questions.QUESTIONS) < set(questions.__all__)
    assert all(getattr(questions, name) is function for name, function in questions.QUESTIONS.items())


def test_public_face() -> None:
    assert analysis.__all__ == ["AnalysisError", "Scope", "open_snapshot", "questions"]
    assert all(getattr(analysis, name) is not None for name in analysis.__all__)
    with pytest.raises(AttributeError, match="no attribute 'streamlit'"):
        _ = analysis.streamlit
