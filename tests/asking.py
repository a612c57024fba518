"""Every question of the product asked of a store, with what it must be given."""

from __future__ import annotations

import inspect

import pandas as pd

from analysis import Scope, questions
from analysis.store.snapshot import Snapshot

GIVEN = {
    "term": "dữ liệu", "name": "Bộ Khoa học và Công nghệ", "a": "Bộ Khoa học và Công nghệ", "b": "Hà Nội", "topic": "ai",
    "group": "bảo vệ dữ liệu cá nhân", "find": "", "top": 500,
}  # fmt: skip


def asked(question: str, store: Snapshot, key: str) -> pd.DataFrame:
    """The answer to a question over all articles; ``key`` is the article that questions on one article are asked of."""
    known = inspect.signature(questions.QUESTIONS[question]).parameters
    given = {name: value for name, value in {**GIVEN, "key": key}.items() if name in known}
    scope = Scope(search="dữ liệu") if question == "keyword_concordance" and "term" not in known else Scope()
    return questions.QUESTIONS[question](store, scope, **given)
