"""What a visitor can rely on: Back, sentences for bad addresses, and the same numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.strings import text

from .conftest import Arrival

pytestmark = pytest.mark.browser


def asked(store: Path, *words: str) -> list[dict[str, Any]]:
    """Rows that the command line answers."""
    command = [sys.executable, "-m", "analysis", "ask", *words, "--store", str(store), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    return list(json.loads(done.stdout)["rows"])


def test_back_undoes_a_filter(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("articles")
    everything = page.locator(".st-key-card-list").inner_text().splitlines()[0]
    box = page.get_by_role("textbox", name=text("vi", "scope.search"))
    box.fill("bán dẫn")
    box.press("Enter")
    visit.has_in_url("search=bán dẫn")
    expect(page.locator(".st-key-scope-bar")).to_contain_text("chứa «bán dẫn»")
    assert page.locator(".st-key-card-list").inner_text().splitlines()[0] != everything
    page.go_back()
    visit.has_not_in_url("search=")
    expect(page.locator(".st-key-scope-bar")).not_to_contain_text("chứa «bán dẫn»")
    expect(page.locator(".st-key-card-list")).to_contain_text(everything)
    expect(page.get_by_role("textbox", name=text("vi", "scope.search"))).to_have_value("")


def test_bad_values_in_the_url_are_sentences(visitor: Arrival) -> None:
    visit = visitor()
    visit.open("entities", source="<script>alert(1)</script>", since="2025-10-20", until="2025-10-01", unit="kilo")
    words = visit.words()
    for sentence in (
        text("vi", "scope.unknown.source", value="<script>alert(1)</script>"),
        text("vi", "scope.bad.reversed", since="2025-10-20", until="2025-10-01"),
        text("vi", "scope.bad.unit", got="kilo"),
    ):
        assert sentence in words
    assert "Traceback" not in words
    assert text("vi", "app.unexpected") not in words


def test_the_numbers_are_those_of_the_command_line(visitor: Arrival, sample_store: Path) -> None:
    totals = asked(sample_store, "scope_totals", "--since", "2025-09-01")[0]
    first = asked(sample_store, "keyword_frequencies", "--since", "2025-09-01", "--top", "1", "--phrases")[0]
    visit = visitor()
    page = visit.open("overview", since="2025-09-01")
    expect(page.locator(".st-key-kpi-articles strong")).to_have_text(str(totals["articles"]))
    expect(page.locator(".st-key-kpi-stories strong")).to_have_text(str(totals["stories"]))
    bars = visit.open("keywords", since="2025-09-01", sort="n").locator(".st-key-plot-keywords-bars")
    drawn = bars.locator(".textpoint text").first.text_content()
    assert drawn is not None
    assert drawn.strip().startswith(f"{first['n']} · ")
    expect(bars.locator(".ytick").filter(has_text=first["term"]).first).to_be_visible()
