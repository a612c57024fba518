"""What a server has settled before its first visitors come."""

from __future__ import annotations

import runpy

import pytest
from streamlit.runtime.pages_manager import PagesManager

from analysis.paths import ROOT


def test_several_first_visitors_at_once_all_get_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    runpy.run_path(str(ROOT / "dashboard" / "app.py"))
    PagesManager(str(ROOT / "dashboard" / "app.py"))
    assert PagesManager.uses_pages_directory is False, "the folder pages/ is not Streamlit's older kind of app"
