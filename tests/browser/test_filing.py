"""A topic is added where the page is opened on its own machine, and an article labelled: seen first, applied, counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from analysis.store.snapshot import open_snapshot
from analysis.store.taxonomy import labels
from dashboard.strings import text

from .conftest import PATIENCE, Arrival

pytestmark = pytest.mark.browser


def given(store: Path, rule: str) -> list[str]:
    """Keys of the articles with the new topic."""
    sql = "SELECT key FROM articles JOIN article_topics USING (article_id) WHERE topic = 'own-sovereignty' AND rule = ?"
    return list(open_snapshot(store).query(sql, [rule])["key"])


def test_a_topic_is_added_and_an_article_labelled(visitor: Arrival, own_store: Path, own_server: str) -> None:
    store = own_store
    visit = visitor(address=own_server)
    page = visit.open("data")
    card = page.locator(".st-key-card-topics")
    card.get_by_label(text("vi", "filing.name_vi")).fill("Chủ quyền")
    card.get_by_label(text("vi", "filing.name_en")).fill("Sovereignty")
    seeds = card.get_by_label(text("vi", "filing.seeds"))
    seeds.fill("chủ quyền dữ liệu")
    seeds.press("Tab")
    apply = card.get_by_role("button", name=text("vi", "filing.apply"))
    expect(card.get_by_text(text("vi", "filing.examples"))).to_be_visible(timeout=PATIENCE)
    visit.still()
    apply.click()
    expect(card.locator(".st-key-topics-kept")).to_contain_text(text("vi", "filing.in_force", n=1), timeout=PATIENCE)
    expect(apply).to_have_count(0, timeout=PATIENCE)
    visit.still()
    key = given(store, "seeds")[0]
    page = visit.open("articles", key=key)
    panel = page.locator(".st-key-labelling")
    panel.get_by_text(text("vi", "filing.labels.title")).click()
    panel.locator(f".st-key-label-row-own-sovereignty-{key}").get_by_text(text("vi", "filing.labels.yes")).click()
    count = panel.get_by_role("button", name=text("vi", "filing.count_now"))
    expect(count).to_be_visible(timeout=PATIENCE)
    visit.still()
    assert [(one.article, one.yes) for one in labels.in_force(store)] == [(key, True)]
    count.click()
    expect(page.locator(".nt-chip", has_text=text("vi", "filing.labels.by.label"))).to_be_visible(timeout=PATIENCE)
    visit.still()
    assert given(store, "label") == [key]
