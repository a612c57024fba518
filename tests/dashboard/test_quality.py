"""The figures of the method page: what was measured is shown with its n, in the reader's numbers; what was not is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis import quality as measured
from analysis.store.snapshot import open_snapshot
from dashboard import labels
from dashboard.parts import quality
from dashboard.strings import text

Visit = Callable[..., Any]
RATIO = {"p": 0.81, "r": 0.79, "f1": 0.8, "gold": 1200}
BOTH = {"exact": RATIO, "overlap": RATIO}
AI = {"tpr": 0.9122, "tpr_n": 148, "fpr": 0.0256, "fpr_n": 899, "stray": 0.0061, "stray_n": 329}


def test_names_are_shown_by_type_with_how_many_were_marked() -> None:
    table = quality.names_found({"PER": {"exact": RATIO, "overlap": RATIO | {"f1": 0.9}}, "PER+ORG+LOC": BOTH})
    assert table.loc["Người"].tolist() == ["1.200", "0,810", "0,790", "0,800", "0,900"]
    assert table.index.tolist() == ["Người", "Người + Tổ chức + Địa danh"]


def test_topics_are_shown_in_the_order_of_the_product_with_their_rates() -> None:
    table = quality.topics_told({"data": AI | {"tpr": 0.5}, "ai": AI})
    assert table.index.tolist() == ["Trí tuệ nhân tạo", "Dữ liệu"]
    assert table.iloc[0].tolist() == ["148", "91%", "2,6%", "0,61%"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_shows_what_was_recorded(visit: Visit, language: str) -> None:
    recorded = measured.quality()["evaluation"]
    page = visit("methods", lang=language)
    assert text(language, "methods.no_quality") not in page.words
    assert len(page.at.table) == 3
    for f1 in (recorded["topics"]["f1"], recorded["quotes_0.3"]["f1"]):
        assert labels.number(f1, language, 3) in page.words
    assert text(language, "methods.measured", texts=labels.number(recorded["texts"], language)) in page.words
    said = text(language, "methods.intervals.subtitle")
    assert said in [caption.value for caption in page.at.caption], "a measured quality is of no period and no outlet"


def test_the_page_says_that_nothing_was_recorded(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "quality", dict)
    page = visit("methods")
    assert text("vi", "methods.no_quality") in page.words
    assert len(page.at.table) == 1


def test_the_versions_are_those_of_the_snapshot(sample_store: Path) -> None:
    meta = open_snapshot(sample_store).meta
    told = dict(quality.at_work(meta))
    assert told["snapshot"] == meta["snapshot"]
    assert told["annotation_version"] == meta["annotation_version"] != ""
    assert told["articles"] == labels.number(int(meta["articles"]), "vi")
    assert all(told.values())
    year = meta["published_at"][:4]
    assert f"/{year}" in told["published_at"]
