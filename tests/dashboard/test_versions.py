"""One run of a page, one version of the data; a session is told when the next run has another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.store.publish import publish
from dashboard.state import asking
from dashboard.strings import text

Visit = Callable[..., Any]


@pytest.fixture
def copied(sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample's store that is the one served."""
    store = Path(shutil.copytree(sample_store, tmp_path / "store"))
    monkeypatch.setenv("NHIPTIN_STORE", str(store))
    return store


def test_a_run_keeps_the_version_that_it_began_with(copied: Path) -> None:
    with asking.one_version():
        first = asking.store()
        version = publish(copied)
        assert asking.store() is first
    assert asking.store().version == version != first.version


def test_a_session_is_told_of_newer_data_once(visit: Visit, copied: Path) -> None:
    page = visit("overview", store=copied)
    assert text("vi", "app.replaced") not in page.words
    version = publish(copied)
    assert text("vi", "app.replaced") in page.again().words
    assert version in page.words
    assert text("vi", "app.replaced") not in page.again().words
