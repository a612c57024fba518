"""A name is corrected where the page is opened on its own machine: seen first, applied, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from analysis import Scope, questions
from analysis.store.snapshot import open_snapshot
from dashboard.strings import text

from .conftest import Arrival

pytestmark = pytest.mark.browser


def test_merge_and_undo(visitor: Arrival, own_store: Path, own_server: str) -> None:
    store = own_store
    ranked = questions.entity_frequencies(open_snapshot(store), Scope(), type=("ORG",), top=2)
    first, second = ranked["name"].tolist()
    visit = visitor(address=own_server)
    page = visit.open("entities", name=second)
    page.get_by_text(text("vi", "corrections.title")).click()
    box = page.get_by_label(text("vi", "corrections.merge"))
    box.fill("không hề có")
    box.press("Enter")
    expect(page.get_by_text(text("vi", "corrections.refused.unknown", name="không hề có"))).to_be_visible()
    box.fill(first)
    box.press("Enter")
    apply = page.get_by_role("button", name=text("vi", "corrections.apply"))
    expect(apply).to_be_visible()
    visit.still()
    apply.click()
    visit.has_in_url(f"name={first}")
    kept = page.locator(".st-key-corrections-kept")
    expect(kept).to_contain_text(text("vi", "corrections.in_force", n=1))
    assert second not in questions.entity_frequencies(open_snapshot(store), Scope(), top=500)["name"].tolist()
    kept.get_by_text(text("vi", "corrections.in_force", n=1)).click()
    visit.still()
    kept.get_by_role("button", name=text("vi", "corrections.undo")).click()
    expect(kept).to_contain_text(text("vi", "corrections.in_force", n=0))
    visit.still()
    assert second in questions.entity_frequencies(open_snapshot(store), Scope(), top=500)["name"].tolist()


def test_a_name_of_this_machine_that_is_not_loopback_is_closed(visitor: Arrival, server: str) -> None:
    # The same server under a name that a browser elsewhere could use: only loopback names are trusted.
    visit = visitor(extra_http_headers={"X-Forwarded-For": "192.0.2.7"})
    page = visit.open("entities", name="Viettel")
    visit.still()
    page.get_by_text(text("vi", "corrections.title")).click()
    expect(page.get_by_text(text("vi", "corrections.closed"))).to_be_visible()


def test_a_point_of_the_network_opens_its_sentences(visitor: Arrival) -> None:
    visit = visitor(height=1600)
    page = visit.open("entities")
    points = page.locator(".st-key-plot-entities-network .scatterlayer .trace .points path.point")
    # The chart's own layer lies over the points and takes the clicks: so at their places, not on them.
    for place, shown in ((points.last, "show=entity:"), (points.first, "show=pair:")):
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        visit.has_in_url(shown, "at=entities-network")
        expect(page.locator(".st-key-evidence-entities-network mark").first).to_be_visible()
