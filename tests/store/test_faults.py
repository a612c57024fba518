"""A disk that is full, a folder that may only be read, a snapshot cut short while it is served, a clock that was wrong:
the last good state, one clear sentence, nothing lost, and all is well once the fault is mended."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis.errors import StoreError
from analysis.store import crawl, notes, rows, state
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import current_version, open_snapshot

NOBODY = 65534


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def reading_only(folder: Path) -> Iterator[None]:
    """Nobody here may write into the folder; whoever is root becomes somebody else for as long."""
    parts = [folder, *folder.rglob("*")]
    for part in parts:
        part.chmod(0o555 if part.is_dir() else 0o444)
    if root := os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for part in parts:
            part.chmod(0o755 if part.is_dir() else 0o644)


@pytest.fixture
def small(stored, pair) -> Path:
    return stored(*(pair(f"chip số {n}", day=f"2025-10-{n:02}") for n in range(1, 9)))


@pytest.fixture
def closed(small: Path) -> Iterator[Path]:
    """The same where everybody may look: a test's own folder is closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copytree(small, Path(folder) / "store"))


def articles(store: Path) -> int:
    return int(open_snapshot(store).query("SELECT count(*) AS n FROM articles")["n"].iloc[0])


@pytest.mark.parametrize("room", [0, 4_096, 20_000])
def test_a_disk_full_while_publishing(small: Path, room: int) -> None:
    before = current_version(small)
    with full_disk(room), pytest.raises(StoreError, match="the last one stays published; try again with: nhiptin"):
        publish(small, anew=True)
    assert (current_version(small), articles(small)) == (before, 8)
    assert [path.name for path in (small / "snapshots").iterdir()] == [before], "nothing half made takes the room"
    assert publish(small) != before


def test_a_disk_full_while_articles_are_added(small: Path, pair) -> None:
    more = rows.articles_table([pair("thêm", day="2025-11-01")], version="v1", written=2)
    with full_disk(200), pytest.raises(StoreError):
        Lake(small).append(more)
    publish(small)
    assert articles(small) == 8
    Lake(small).append(more)
    publish(small)
    assert articles(small) == 9


def test_a_disk_full_while_a_note_is_kept(small: Path) -> None:
    notes.add(small, card="volume", text="trước", who="Lan")
    for room in (0, 100, 5_000):
        with full_disk(room), pytest.raises(StoreError, match=r"state\.sqlite cannot be used"):
            notes.add(small, card="volume", text="x" * 400, who="Lan")
    notes.add(small, card="volume", text="sau", who="Lan")
    assert [note.text for note in notes.notes(small)] == ["trước", "sau"]
    assert len(state.audit(small)) == 2


def test_a_store_that_may_only_be_read_is_read(closed: Path) -> None:
    notes.add(closed, card="volume", text="trước", who="Lan")
    with reading_only(closed):
        assert articles(closed) == 8 and len(open_snapshot(closed).search("chip")) == 8
        assert [note.text for note in notes.notes(closed)] == ["trước"]
        with pytest.raises(StoreError, match=r"state\.sqlite cannot be used"):
            notes.add(closed, card="volume", text="nữa", who="Lan")
        with pytest.raises(StoreError):
            publish(closed)
    notes.add(closed, card="volume", text="sau", who="Lan")
    assert [note.text for note in notes.notes(closed)] == ["trước", "sau"]


@pytest.mark.parametrize("name", ["serve.duckdb", "search.sqlite"])
@pytest.mark.parametrize("left", [0, 0.5, 0.9])
def test_a_snapshot_cut_short_while_it_is_served(small: Path, name: str, left: float) -> None:
    snapshot = open_snapshot(small)
    file = snapshot.path / name
    os.truncate(file, int(file.stat().st_size * left))
    for ask in (lambda: articles(small), lambda: len(snapshot.search("chip"))):
        try:
            assert ask() == 8, "a wrong number is worse than none"
        except StoreError as error:
            assert "nhiptin publish" in str(error)
    publish(small)
    assert articles(small) == 8 and len(open_snapshot(small).search("chip")) == 8


def test_a_page_found_while_the_clock_was_ahead_is_fetched_once_it_is_right(tmp_path: Path) -> None:
    with crawl.opened(tmp_path) as db:
        crawl.found(db, [("https://bao.example/a", "bao.example", "", "{}")], now="2031-01-01T00:00:00+00:00")
        crawl.found(db, [("https://bao.example/b", "bao.example", "", "{}")], now="2025-10-20T06:00:00+00:00")
        due = crawl.due(db, now="2025-10-20T05:00:00+00:00", outlets=["bao.example"], most=9)
    assert [page.address for page in due] == ["https://bao.example/a"], "the other waits for its hour"
