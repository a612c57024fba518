"""Import on the page of data: uploads are kept safely, looked at by the command line, and closed to visitors from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analysis.store import crawl
from dashboard.access.visitor import Visitor
from dashboard.parts import feeds
from dashboard.state import importing
from dashboard.strings import text

ROWS = "Ngày lên báo,Tít\n23/10/2025,Bến Sông mở lớp học\n03/04/2025,Ngày hay tháng trước\n"


@pytest.fixture
def store(sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the published sample, so that uploads and the crawl's memory stay the test's own."""
    made = tmp_path / "store"
    made.mkdir()
    for one in sample_store.iterdir():
        if one.name not in (crawl.FILE, "uploads"):
            (made / one.name).symlink_to(one)
    monkeypatch.setenv("NHIPTIN_STORE", str(made))
    monkeypatch.setattr("dashboard.access.visitor.visitor", lambda: Visitor("lan@example.vn", "editor"))
    return made


@pytest.mark.parametrize(
    "name", ["../../etc/tin.csv", "tin\x00.csv", "--store=x.csv", "..", "a" * 300 + ".csv", "tin.exe"]
)
def test_an_upload_stays_in_its_folder_whatever_it_is_called(store: Path, name: str) -> None:
    kept = importing.keep(name, b"x")
    assert kept.resolve().is_relative_to((store / "uploads").resolve()) and kept.read_bytes() == b"x"
    assert kept.suffix in (".csv", ".txt") and not kept.name.startswith("-")
    assert importing.keep(name, b"x") == kept
    importing.discard(kept)
    assert not kept.exists()


def test_a_look_asks_for_columns_and_tells_what_would_come_of_the_rows(store: Path) -> None:
    file = importing.keep("tin.csv", ROWS.encode("utf-16"))
    columns = {"published": "Ngày lên báo"}
    found = importing.look(file, columns=columns, source="--store=/elsewhere")
    assert (found["rows"], found["articles"], found["rejected"]) == (2, 1, 1)
    assert found["recognised"] == {"published": "Ngày lên báo", "title": "Tít"}
    assert found["sources"] == [{"source": "--store=/elsewhere", "articles": 1, "hours": 0}]
    assert "cannot be told apart" in found["refused"][0]["reason"]


def test_who_is_elsewhere_sees_what_was_imported_and_cannot_import(visit: Callable[..., Any]) -> None:
    page = visit("data")
    assert text("vi", "import.closed") in page.words
    assert text("vi", "feeds.none") in page.words
    assert not [node for node in page.nodes if node.type == "file_uploader" and "CSV" in node.label]


def test_the_health_of_a_feed_in_words(store: Path) -> None:
    now = datetime.now(UTC)
    with crawl.opened(store) as db:
        for address, error in (("https://bao.example/a.rss", ""), ("https://bao.example/b.rss", "the server stalls")):
            crawl.visited(db, feed=address, outlet="bao.example", section="Số", now=now.isoformat(), error=error)
        day = (now - timedelta(hours=1)).isoformat()
        crawl.found(
            db,
            [(f"https://bao.example/{n}", "bao.example", "https://bao.example/a.rss", "{}") for n in range(6)],
            now=day,
        )
    good, bad = (feeds._row(one) for one in importing.health())
    assert (good["a_day"], good["waiting"], good["error"]) == (6.0, 6, "")
    assert (bad["succeeded"], bad["error"]) == ("", "the server stalls")
    assert [good["state"], bad["state"]] == [text("vi", f"feeds.state.{name}") for name in ("good", "unverified")]
