"""A file of an old system is taken in by the page of data, from the file chooser to the figures, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.build import build
from analysis.store.snapshot import open_snapshot
from benchmarks.imports import choose, windows_1258
from dashboard.strings import text

from .conftest import Arrival, serving

pytestmark = pytest.mark.browser

SEED = '{"date": "2025-10-20", "title": "Bến Sông họp chợ", "source": "Báo Bến Sông", "text": "Chợ mở sớm."}\n'
ROWS = (
    "Ngày lên báo;Tít;Nội dung chính;Tên báo",
    "21/10/2025 08:30;Xuân Lũng mở lớp học số;Lớp học mở cửa ở Xuân Lũng.;Báo Đồi Chè",
    "32/13/2025;Không có ngày này;Dòng này bị loại.;Báo Đồi Chè",
    "05/10/2025;Trung tâm dữ liệu ở Đồi Chè;Trung tâm chạy thử.;Báo Đồi Chè",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is not the sample's: into that one nothing is imported."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "mot.jsonl").write_text(SEED, "utf-8")
    build([folder / "mot.jsonl"], folder / "store", processes=1)
    return folder / "store"


@pytest.fixture(scope="module")
def address(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(real, tmp_path_factory.mktemp("real-server") / "log.txt") as found:
        yield found


def test_a_file_in_windows_1258_is_imported_and_taken_back(
    visitor: Arrival, real: Path, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "bài cũ.csv"
    file.write_bytes(b"\r\n".join(windows_1258(row) for row in ROWS))
    visit = visitor(address=address, height=1600)
    page = visit.open("data")
    page.locator(".st-key-card-import input[type=file]").set_input_files(file)
    page.get_by_text(text("vi", "import.choose")).wait_for()
    for field, column in (("published", "Ngày lên báo"), ("source", "Tên báo")):
        visit.still()
        choose(page, f"import-map-{field}", column)
    visit.still()
    choose(page, "import-dates", text("vi", "import.date.dmy"))
    add = page.get_by_role("button", name=text("vi", "import.add", n=2))
    add.wait_for()
    visit.still()
    assert text("vi", "import.unused", names="Nội dung chính") in visit.words()
    with page.expect_download() as refused:
        page.locator(".st-key-csv-import-refused button").click()
    told = Path(refused.value.path()).read_text("utf-8-sig").splitlines()
    assert len(told) == 2 and told[1].startswith("3,published") and "Không có ngày này" in told[1]
    add.click()
    page.get_by_text(text("vi", "import.done", n=2)).wait_for()
    visit.still()
    titles = open_snapshot(real).query("SELECT title FROM articles ORDER BY day")["title"].tolist()
    assert titles == ["Trung tâm dữ liệu ở Đồi Chè", "Bến Sông họp chợ", "Xuân Lũng mở lớp học số"]
    page.get_by_text(text("vi", "import.before", n=2)).click()
    row = page.locator("[class*='st-key-batch-']").filter(has_text="csv")
    row.get_by_role("button", name=text("vi", "import.undo")).click()
    page.get_by_role("button", name=text("vi", "import.undo_all")).click()
    page.get_by_text(text("vi", "import.undone", n=2)).wait_for()
    visit.still()
    assert open_snapshot(real).query("SELECT title FROM articles")["title"].tolist() == ["Bến Sông họp chợ"]


def test_two_articles_are_joined_in_the_reader_parted_and_both_undone(
    visitor: Arrival, own_store: Path, own_server: str
) -> None:
    store = open_snapshot(own_store)
    alone = "SELECT key FROM articles WHERE story_id IN (SELECT story_id FROM articles GROUP BY 1 HAVING count(*) = 1)"
    first, second = store.query(f"{alone} ORDER BY article_id LIMIT 2")["key"]
    visit = visitor(address=own_server, height=1600)
    page = visit.open("articles", key=first)
    page.get_by_text(text("vi", "stories.alone")).click()
    box = page.get_by_label(text("vi", "stories.join"))
    box.fill(f"{own_server}/articles?key={second}&lang=vi")
    box.press("Enter")
    join = page.get_by_role("button", name=text("vi", "stories.apply"))
    join.wait_for()
    visit.still()
    join.click()
    panel = page.locator(".st-key-same-story")
    articles, undo = panel.locator("ol > li"), panel.get_by_role("button", name=text("vi", "stories.undo"))

    def stories() -> int:
        visit.still()
        return int(open_snapshot(own_store).query("SELECT count(DISTINCT story_id) AS n FROM articles")["n"].iloc[0])

    before = int(store.query("SELECT count(DISTINCT story_id) AS n FROM articles")["n"].iloc[0])
    articles.nth(1).wait_for()
    assert stories() == before - 1
    panel.get_by_role("button", name=text("vi", "stories.part")).click()
    page.get_by_text(text("vi", "stories.alone")).wait_for()
    assert stories() == before
    undo.first.click()  # the newest edit stands first: the parting
    articles.nth(1).wait_for()
    assert stories() == before - 1
    undo.click()
    page.get_by_text(text("vi", "stories.alone")).wait_for()
    assert stories() == before
