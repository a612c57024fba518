"""The URL is the one truth of a view: controls read it, write it, and leave their defaults out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import url
from dashboard.strings import text

Visit = Callable[..., Any]


def widget(page: Any, kind: str, key: str) -> Any:
    (found,) = [node for node in page.at.get(kind) if node.key in (f"w_{key}", f"w_{key}_vi")]
    return found


@pytest.mark.parametrize(
    ("name", "kind", "chosen", "said"),
    [
        ("search", "text_input", "bán dẫn", "bán dẫn"),
        ("topic", "multiselect", ["ai", "data"], ["ai", "data"]),
        ("source", "multiselect", ["Nhịp Số"], "Nhịp Số"),
        ("unit", "selectbox", "stories", "stories"),
        ("sort", "selectbox", "oldest", "oldest"),
    ],
)
def test_a_control_writes_its_value_and_takes_its_default_out(
    visit: Visit, name: str, kind: str, chosen: Any, said: Any
) -> None:
    page = visit("articles", page="2")
    before = widget(page, kind, name).value
    widget(page, kind, name).set_value(chosen).run()
    assert page.query(name) == ([said] if isinstance(said, str) else said)
    assert page.query("page") == []
    widget(page, kind, name).set_value(before).run()
    assert page.query(name) == []


@pytest.mark.parametrize(
    ("name", "kind", "given", "shown"),
    [
        ("search", "text_input", "chip", "chip"),
        ("topic", "multiselect", ["ai"], ["ai"]),
        ("source", "multiselect", ["Không Có"], ["Không Có"]),
        ("unit", "selectbox", "stories", "stories"),
        ("unit", "selectbox", "kilo", "articles"),
    ],
)
def test_a_control_shows_what_the_url_says(visit: Visit, name: str, kind: str, given: Any, shown: Any) -> None:
    assert widget(visit("articles", **{name: given}), kind, name).value == shown


def test_a_preset_of_days_writes_first_and_last_day(visit: Visit) -> None:
    page = visit("articles")
    period = widget(page, "selectbox", "period")
    assert period.value == "all"
    period.set_value("d7").run()
    since, until = page.query("since")[0], page.query("until")[0]
    assert since < until
    assert widget(visit("articles", since=since, until=until), "selectbox", "period").value == "d7"
    assert widget(visit("articles", since=since), "selectbox", "period").value == "own"
    widget(page, "selectbox", "period").set_value("all").run()
    assert page.query("since") == page.query("until") == []


def test_clearing_takes_out_every_filter_and_keeps_the_language_of_the_page(visit: Visit) -> None:
    page = visit("articles", search="chip", topic=["ai"], unit="stories", since="2025-08-01")
    (clear,) = [button for button in page.at.button if button.label == text("vi", "scope.clear")]
    clear.click().run()
    assert [name for name in url.SCOPE if page.query(name)] == []


def test_the_scope_stays_when_the_page_changes(visit: Visit) -> None:
    page = visit("articles", search="chip", topic=["ai"], sort="oldest")
    at: AppTest = page.at
    # The navigation opens a page without a query.
    at.query_params.clear()
    at.switch_page("pages/topics.py").run()
    assert page.errors == []
    assert page.query("search") == ["chip"]
    assert page.query("topic") == ["ai"]
    assert page.query("sort") == []
