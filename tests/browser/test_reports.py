"""Reports drawn by a real browser: all four outputs, the same bytes twice, no network, targets that cannot be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from analysis.paths import ROOT

from .tagging import faults, kind, nodes

pytestmark = pytest.mark.browser


def report(store: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "report", "--store", str(store), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_all_four_outputs_and_the_same_bytes_twice(chromium: str, sample_store: Path, tmp_path: Path) -> None:
    scope = ("--since", "2025-10-01", "--until", "2025-10-31", "--language", "en")
    first = report(
        sample_store, *scope, "--html", tmp_path / "a.html", "--pdf", tmp_path / "a.pdf", "--pptx", tmp_path / "a.pptx",
        "--png", tmp_path / "png", "--csv", tmp_path / "a.zip",
    )  # fmt: skip
    assert first.returncode == 0, first.stderr
    html = (tmp_path / "a.html").read_text("utf-8")
    assert html.count("<svg") >= 7 and 'id="clip' in html and "http://www.w3.org/2000/svg" in html
    names = [name for name in html.split('id="') if name.startswith("clip")]
    assert len({name.split('"')[0] for name in names}) == len(names), "no figure uses another's clip path"
    _is_accessible(tmp_path / "a.pdf", "Technology-policy briefing", figures=html.count("<figure "))
    assert (tmp_path / "a.pptx").read_bytes()[:2] == b"PK"
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in (tmp_path / "png").iterdir())
    again = ("--html", tmp_path / "b.html", "--csv", tmp_path / "b.zip", "--png", tmp_path / "again")
    second = report(sample_store, *scope, *again)
    assert second.returncode == 0, second.stderr
    for one in (
        "a.html b.html",
        "a.zip b.zip",
        *(f"png/{each.name} again/{each.name}" for each in (tmp_path / "png").iterdir()),
    ):
        before, after = ((tmp_path / name).read_bytes() for name in one.split())
        assert before == after, one


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
