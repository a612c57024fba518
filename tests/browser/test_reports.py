"""Reports drawn by a real browser: every output, the same bytes twice, accessible PDF; each format of a page; pictures of cards."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation

from analysis import Scope, questions
from analysis.export import to_csv
from analysis.paths import ROOT
from analysis.store.snapshot import open_snapshot
from dashboard.state import exporting
from dashboard.strings import text

from .conftest import Arrival
from .tagging import faults, kind, nodes

pytestmark = pytest.mark.browser
LATE = exporting.LIMIT * 1000
"""Milliseconds after which an export ends itself."""


ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "C"}
"""Whatever else differs from one process to the next."""


def report(store: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "report", "--store", str(store), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)


def outputs(folder: Path) -> tuple[object, ...]:
    """Every output, into this folder."""
    folder.mkdir()
    files = (("--html", "a.html"), ("--pdf", "a.pdf"), ("--pptx", "a.pptx"), ("--csv", "a.zip"), ("--png", "png"))
    return tuple(part for option, name in files for part in (option, folder / name))


def test_every_output_and_the_same_bytes_from_a_copy_elsewhere(
    chromium: str, sample_store: Path, tmp_path: Path
) -> None:
    scope = ("--since", "2025-10-01", "--until", "2025-10-31", "--language", "en")
    first, again = tmp_path / "first", tmp_path / "again"
    done = report(sample_store, *scope, *outputs(first), PYTHONHASHSEED="1", TZ="Asia/Ho_Chi_Minh")
    assert done.returncode == 0, done.stderr
    html = (first / "a.html").read_text("utf-8")
    assert html.count("<figure ") >= 7 and html.count("<svg") >= 2 * html.count("<figure ")
    names = [name for name in html.split('id="') if name.startswith("clip")]
    assert len({name.split('"')[0] for name in names}) == len(names) > 0, "no figure uses another's clip path"
    _is_accessible(first / "a.pdf", "Technology-policy briefing", figures=html.count("<figure "))
    copy = shutil.copytree(sample_store, tmp_path / "copy")
    done = report(copy, *scope, *outputs(again), **ELSEWHERE)
    assert done.returncode == 0, done.stderr
    files = [path.relative_to(first) for path in first.rglob("*.*")]
    assert {path.suffix for path in files} == {".html", ".pdf", ".pptx", ".zip", ".png"}
    assert [str(path) for path in files if (first / path).read_bytes() != (again / path).read_bytes()] == []


def _is_accessible(file: Path, title: str, *, figures: int) -> None:
    """Tagged, named, in a language, with an outline, alternative texts, headers of tables and fonts inside."""
    with pikepdf.open(file) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked) and str(root.Lang) == "en" and bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == title
        elements = [element for element, _ in nodes(root.StructTreeRoot)]
        kinds = [kind(element) for element in elements]
        assert kinds.count("H1") == 1 and kinds.count("H2") >= 9 and {"P", "Link", "L", "LI"} <= set(kinds)
        alts = [str(element.get("/Alt", "")) for element in elements if kind(element) == "Figure"]
        assert len(alts) == figures >= 7 and all("1 Oct 2025" in alt for alt in alts)
        with pdf.open_outline() as outline:
            assert [str(one.title) for one in outline.root] == [title] and len(outline.root[0].children) >= 9
        fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
        inner = [font.DescendantFonts[0] if "/DescendantFonts" in font else font for font in fonts]
        held = {"/FontFile", "/FontFile2", "/FontFile3"}
        assert inner and all(one.Subtype == "/Type3" or held & set(one.FontDescriptor.keys()) for one in inner)
        assert all("/ToUnicode" in font for font in fonts), "text can be selected and searched"
        assert faults(pdf) == []


def test_a_target_that_cannot_be_written_is_said(chromium: str, sample_store: Path, tmp_path: Path) -> None:
    told = report(sample_store, "--html", tmp_path / "none" / "a.html")
    assert told.returncode == 1 and "cannot be written" in told.stderr and "Traceback" not in told.stderr
    nothing = report(sample_store)
    assert nothing.returncode == 2 and "nothing to write" in nothing.stderr


def test_a_picture_of_a_card_of_a_live_page(chromium: str, sample_store: Path, server: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "analysis",
        "screenshot",
        "overview",
        "--store",
        str(sample_store),
        "--url",
        server,
    ]

    def taken(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=False)

    out = tmp_path / "card.png"
    done = taken(
        "--out", str(out), "--card", "overview-volume", "--width", "390", "--theme", "dark", "--language", "en"
    )
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        assert 600 < picture.width < 780, "a card on a phone at twice its size"
    wrong = taken("--out", str(out), "--card", "no-such-card")
    assert wrong.returncode == 2 and "overview-volume" in wrong.stderr
    assert taken("--out", str(out), "--width", "800").returncode == 2


def test_each_format_of_a_page_holds_the_numbers_on_the_page(visitor: Arrival, sample_store: Path) -> None:
    october = {"since": "2025-10-01", "until": "2025-10-31"}
    someone = visitor()
    page = someone.open("quotes", lang="en", before="1", **october)
    shown = page.evaluate(
        "() => document.querySelector('.st-key-card-quotes-speakers .js-plotly-plot').data[1].text.map(one => one.trim())"
    )
    figures = page.locator('[data-testid="stPlotlyChart"]').count()
    asked = questions.quotation_speakers(open_snapshot(sample_store), Scope.parse(october), top=20)
    assert [one.split(" · ")[0] for one in shown] == [str(n) for n in asked["n"]]

    def made(output: str) -> bytes:
        make = page.locator(".st-key-export-make button")
        if not make.is_visible():
            page.locator(".st-key-export button").first.click()
        page.locator(".st-key-export-as").get_by_text(text("en", f"export.kinds.{output}"), exact=True).click()
        make.click()
        said = text("en", "export.download", kind=output.upper())
        offered = page.locator(".st-key-export-file button", has_text=said)
        with page.expect_download(timeout=LATE) as arriving:
            offered.click(timeout=LATE)
        return arriving.value.path().read_bytes()

    with pikepdf.open(io.BytesIO(made("pdf"))) as pdf:
        alts = [str(one.get("/Alt", "")) for one, _ in nodes(pdf.Root.StructTreeRoot) if kind(one) == "Figure"]
        assert len(alts) == figures and text("en", "frame.alt", rows=len(asked)) in alts[0]
        assert faults(pdf) == []
    html = made("html").decode()
    assert [one for one in shown if one not in html.replace("\xa0", " ")] == []
    assert html.count("<figure ") == figures
    with zipfile.ZipFile(io.BytesIO(made("csv"))) as files:
        assert files.read("data/01-quotes-speakers.csv").decode("utf-8-sig") == to_csv(asked)
        over_time = next(name for name in files.namelist() if "timeline" in name)
        assert ",before" in files.read(over_time).decode("utf-8-sig"), "the period before, as the page shows it"
    deck = Presentation(io.BytesIO(made("pptx")))
    drawn = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    values = [value for series in drawn[0].plots[0].series for value in series.values if value is not None]
    assert sorted(values) == sorted(asked["share"].head(15)) and len(drawn) == figures
    assert any(text("en", "charts.before") in series.name for one in drawn for series in one.plots[0].series)
    with zipfile.ZipFile(io.BytesIO(made("png"))) as files:
        assert len(files.namelist()) == figures
        for name in files.namelist():
            with Image.open(io.BytesIO(files.read(name))) as picture:
                assert picture.width > 1500, "at twice its size"
