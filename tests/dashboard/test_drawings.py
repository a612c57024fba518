"""What was drawn is kept for all who look at the same, and drawn anew as soon as anything of it is different."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.store import notes
from dashboard.state.drawings import drawings

from .conftest import Page

Visit = Callable[..., Page]


def specs(page: Page) -> list[str]:
    return [node.proto.spec for node in page.nodes if node.type == "plotly_chart"]


def test_the_same_view_is_drawn_once(visit: Visit) -> None:
    first = specs(visit("topics", by="month"))
    kept = len(drawings)
    assert specs(visit("topics", by="month")) == first and len(drawings) == kept


def test_another_scope_language_or_note_is_drawn_anew(visit: Visit, sample_store: Path) -> None:
    asked = {"by": "week", "until": "2025-11-02"}
    plain = specs(visit("overview", **asked))
    number = notes.add(sample_store, card="overview-volume", text="Họp báo", day=date(2025, 10, 20), who="Lan")
    noted = specs(visit("overview", **asked))
    notes.remove(sample_store, number, who="Lan")
    assert sum("Lan" in spec for spec in noted) == 1
    assert specs(visit("overview", **asked)) == plain
    other, english = (specs(visit("overview", **(asked | more))) for more in ({"until": "2025-10-19"}, {"lang": "en"}))
    assert other != plain != english
