"""A start without a store: the sample is built once for all visitors, and what goes wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import paths
from analysis.store.snapshot import open_snapshot
from dashboard.labels import plain
from dashboard.parts import first_build
from dashboard.strings import text

from .conftest import APP

PATIENCE = 240
"""Seconds that a build of the sample may take on a busy machine before it counts as hanging."""


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the sample's store is expected in this test; nothing is there yet."""
    store = tmp_path / "sample"
    monkeypatch.setattr(paths, "SAMPLE_STORE", store)
    monkeypatch.delenv("NHIPTIN_STORE", raising=False)
    yield store
    for work in first_build._works.values():
        work.join(PATIENCE)
    first_build._works.clear()


def visit() -> AppTest:
    return AppTest.from_file(APP, default_timeout=PATIENCE).run()


def test_the_sample_is_built_then_shown_and_made_anew_when_it_cannot_be_read(sample: Path) -> None:
    page = visit()
    assert not page.exception
    assert [title.value for title in page.title] == [text("vi", "overview.title")]
    built = open_snapshot(sample)
    assert built.sample
    (sample / "CURRENT").write_text("gone\n", "utf-8")
    assert [title.value for title in visit().title] == [text("vi", "overview.title")]
    assert open_snapshot(sample).version not in ("gone", built.version)


def test_visitors_watch_one_build(sample: Path) -> None:
    first = first_build.working(sample)
    assert first_build.working(sample) is first
    first.join(PATIENCE)
    assert first.error == ""
    assert first.share == 1
    assert open_snapshot(sample).sample


def test_a_build_that_fails_is_said_in_a_sentence(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_build, "SAMPLE", tmp_path / "missing")
    page = visit()
    assert not page.exception
    (error,) = page.error
    assert "missing" in error.value
    assert "nhiptin build" in error.value


def test_a_store_of_one_s_own_is_never_replaced_by_the_sample(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NHIPTIN_STORE", str(tmp_path / "own"))
    (error,) = visit().error
    assert plain(str(tmp_path / "own")) in error.value
    assert not sample.exists()
