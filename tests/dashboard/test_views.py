"""Views kept under a name and alerts: links that restore, met alerts on the overview, closed to visitors elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis import Scope, alerts
from analysis.store import alerts as kept
from analysis.store import state
from dashboard.access.visitor import Visitor

from .conftest import Page

Visit = Callable[..., Page]


@pytest.fixture
def views(sample_store: Path) -> Iterator[Path]:
    """The sample's store with one view and one met alert."""
    params = {"search": ["chip & <b>"], "since": ["2025-09-01"]}
    view = state.save_view(sample_store, name="Chip <b>tuần</b>", page="keywords", params=params, who="An")
    odd = state.save_view(sample_store, name="Lạ", page="//evil.example", params={}, who="An")
    alert = kept.add(sample_store, name="Dữ liệu <i>", scope=Scope(search="dữ liệu"), days=60, least=1, who="An")
    alerts.check(sample_store)
    yield sample_store
    for number in (view.id, odd.id):
        state.remove_view(sample_store, number, who="An")
    kept.remove(sample_store, alert.id, who="An")


def test_a_view_is_a_link_that_restores_it(visit: Visit, views: Path) -> None:
    page = visit("keywords")
    assert 'href="keywords?search=chip+%26+%3Cb%3E&amp;since=2025-09-01"' in page.html
    assert "Chip &lt;b&gt;tuần&lt;/b&gt;" in page.html and "<b>tuần" not in page.html
    assert "evil" not in page.html and 'href="overview?"' in page.html


def test_met_alerts_stand_on_the_overview_with_the_scope_they_counted(visit: Visit, views: Path) -> None:
    page = visit("overview")
    found = kept.latest(views)[0]
    assert f"since={found.since}&amp;until={found.until}" in page.html
    assert "Dữ liệu &lt;i&gt;" in page.html and f"{found.n} bài từ" in page.words
    shown = visit("articles", search="dữ liệu", since=found.since, until=found.until)
    assert f"{found.n} bài" in shown.words


def test_who_is_elsewhere_cannot_keep_a_view(visit: Visit) -> None:
    page = visit("keywords")
    assert "Chỉ lưu được khi mở trang này ngay trên máy" in page.words


def test_a_view_is_kept_and_forgotten_on_the_page(
    visit: Visit, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.access.visitor.visitor", lambda: Visitor("lan@example.vn", "editor"))
    page = visit("keywords", search="chip")
    page.at.text_input(key="view-name").set_value("Chip")
    page.at.selectbox(key="view-condition").set_value("least")
    next(button for button in page.at.button if button.label == "Lưu").click()
    page.again()
    view, alert = state.saved_views(sample_store)[0], kept.alerts(sample_store)[-1]
    assert (view.name, view.page, view.params) == ("Chip", "keywords", {"search": ["chip"]})
    assert view.who == "lan@example.vn"
    assert (alert.scope, alert.least, alert.days) == (Scope(search="chip"), 2, 7)
    assert 'href="keywords?search=chip"' in page.html
    page.at.button(key=f"remove-view-{view.id}").click()
    page.again()
    assert view.id not in {one.id for one in state.saved_views(sample_store)}
    kept.remove(sample_store, alert.id, who="test")
