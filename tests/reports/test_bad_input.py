"""What may go wrong with a report: hostile titles, odd names, long tables, no browser, no font, no place to write."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pptx import Presentation

from analysis import Scope
from analysis.errors import ModelError, StoreError
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard.reports import faces, kinds, written
from dashboard.reports.browser import drawing
from dashboard.reports.bundle import bundle
from dashboard.reports.figures import Figure, figure
from dashboard.reports.made import Report, make
from dashboard.reports.outputs import outputs
from dashboard.reports.process import put
from dashboard.reports.slides import slides

HOSTILE = (
    '=HYPERLINK("https://x.example","mở")',
    "<script>alert(1)</script>",
    r"$\frac{1}{0}$ \input{/etc/passwd}",
    "@SUM(1)\x00\x0b",
    "-2+3",
)


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Snapshot:
    return open_snapshot(sample_store)


@pytest.fixture(scope="module")
def empty(store: Snapshot) -> Report:
    return make(store, Scope(), [], language="vi")


def listed(frame: pd.DataFrame) -> Figure:
    return figure("overview.latest", frame, None, charted=False, words="mọi bài", language="vi")


def words(deck: bytes) -> list[str]:
    """Everything written on the slides."""
    shapes = [shape for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    return said + [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]


def test_a_title_that_is_markup_or_a_formula_stays_a_title(empty: Report) -> None:
    report = replace(empty, figures=[listed(pd.DataFrame({"title": list(HOSTILE)}))], clauses=list(HOSTILE))
    html = written.written(report, [], sample=False)
    assert "<script" not in html and "&lt;script&gt;" in html and "&#34;https://x.example&#34;" in html
    said = words(slides(report, sample=False))
    assert HOSTILE[0] in said and HOSTILE[2] in said and "@SUM(1)" in said
    with zipfile.ZipFile(io.BytesIO(bundle(report, sample=False))) as files:
        cells = files.read("data/01-overview-latest.csv").decode("utf-8-sig").split("\n")
    assert cells[1].startswith("\"'=HYPERLINK") and "'@SUM(1)" in cells[4] and cells[5] == "'-2+3"


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x", "🤖 <b>Bộ</b>", "%2e%2e/", "'; DROP"])
def test_a_name_with_path_characters_or_emoji_is_a_name(store: Snapshot, name: str) -> None:
    for kind in ("entity", "document"):
        report = make(
            store,
            Scope(),
            kinds.pieces(kind, name=name),
            language="en",
            title=kinds.title(kind, "en", name=name),
            view=kinds.view(kind, name=name),
        )
        assert name in report.title and all(one.note or one.figure for one in report.figures)
        assert "<b>" not in written.written(report, [], sample=True)
        assert name in words(slides(report, sample=True))[0]
        with zipfile.ZipFile(io.BytesIO(bundle(report, sample=True))) as files:
            assert all(".." not in file and file.isascii() and file.count("/") < 2 for file in files.namelist())


def test_ten_thousand_rows_are_paged_and_counted(empty: Report) -> None:
    report = replace(empty, figures=[listed(pd.DataFrame({"n": range(10_000)}))])
    html = written.written(report, [], sample=False)
    assert html.count("<tr>") == 301 and "300 dòng đầu trong 10.000" in html and "table-header-group" in html
    deck = slides(report, sample=False)
    tables = [shape for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes if shape.has_table]
    assert len(tables) == 5 and any("trong 10.000" in said for said in words(deck))
    with zipfile.ZipFile(io.BytesIO(bundle(report, sample=False))) as files:
        assert files.read("data/01-overview-latest.csv").count(b"\n") == 10_001


def test_without_a_browser_html_has_tables_and_the_rest_is_whole(
    store: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = make(store, Scope(), kinds.pieces("compare", against="topic=ai"), language="vi")
    told: list[str] = []
    with drawing(("html", "pptx", "csv"), told.append) as drawer:
        made = {
            output: content
            for output, _, content in outputs(report, ("html", "pptx", "csv"), sample=True, drawer=drawer)
        }
    html = made["html"].decode()
    assert "apt-get install chromium" in told[0] and "cài bằng: sudo apt-get install chromium" in html
    assert "<svg" not in html and html.count("<table") == 2 and set(made) == {"html", "pptx", "csv"}
    for output in ("pdf", "png"):
        with pytest.raises(StoreError, match="apt-get install chromium"), drawing((output,), told.append):
            pass


def test_a_missing_font_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(faces, "FONTS", tmp_path)
    faces.fonts.cache_clear()
    with pytest.raises(ModelError, match=r"be-vietnam-pro.*install"):
        faces.fonts()
    faces.fonts.cache_clear()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        put(tmp_path / "none" / "a.html", b"")
    with pytest.raises(StoreError, match="cannot be written"):
        put(tmp_path, b"")
    assert not list(tmp_path.iterdir())
