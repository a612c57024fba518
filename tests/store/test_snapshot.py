"""Reading a snapshot: threads, arrays, fences, and every way in which a store can be missing or damaged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import pytest

from analysis.errors import StoreError, StoreMissing
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, current_version, open_snapshot


@pytest.fixture
def folder(stored, pair) -> Path:
    return stored(*(pair(f"tin {number}", day=f"2025-10-{number:02}") for number in range(1, 11)))


def test_one_version_is_opened_once(folder: Path) -> None:
    first = open_snapshot(folder)
    assert open_snapshot(Path(f"{folder}/../{folder.name}")) is first
    publish(folder)
    second = open_snapshot(folder)
    assert second is not first
    assert second.version == current_version(folder)
    assert len(first.query("SELECT * FROM articles")) == 10


def test_one_version_may_be_opened_twice_in_one_process(folder: Path) -> None:
    """As happens where a module is loaded anew while pages still read."""
    first = open_snapshot(folder)
    with Snapshot(first.path) as second:
        assert second.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [10]
    assert first.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [10]


def test_arrays_are_relations_of_one_query(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    found = snapshot.query(
        "SELECT article_id FROM articles WHERE article_id IN (SELECT id FROM a) AND article_id NOT IN (SELECT id FROM b) "
        "AND article_id >= $low ORDER BY 1",
        {"low": 2},
        a=np.array([1, 2, 3, 4], dtype=np.int32),
        b=np.array([3], dtype=np.int32),
    )
    assert list(found.article_id) == [2, 4]
    assert len(snapshot.query("SELECT id FROM a", a=np.array([], dtype=np.int32))) == 0
    with pytest.raises(duckdb.CatalogException):
        snapshot.query("SELECT id FROM a")


def test_threads_do_not_disturb_each_other(folder: Path) -> None:
    snapshot = open_snapshot(folder)

    def ask(number: int) -> bool:
        own = snapshot.query("SELECT id FROM mine", mine=np.array([number], dtype=np.int32))
        return list(own.id) == [number] and snapshot.search(f"tin {number % 10 + 1}").tolist() == [number % 10]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY articles TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "CREATE TABLE x AS SELECT 1",
        "DELETE FROM articles",
    ],
)
def test_a_query_reaches_nothing_else_and_changes_nothing(folder: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        open_snapshot(folder).query(sql)


def test_a_missing_store_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(
        StoreMissing, match=f"no store at {tmp_path}/no; build one with: nhiptin build data/sample --store"
    ):
        open_snapshot(tmp_path / "no")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreMissing):
        open_snapshot(tmp_path / "file")


def test_a_store_that_was_never_published(stored, pair) -> None:
    folder = stored(pair("tin"), published=False)
    with pytest.raises(StoreMissing, match="nhiptin publish --store"):
        open_snapshot(folder)


@pytest.mark.parametrize("content", [b"../../etc", b"", b"\xff\xfe", b"20990101T000000000000-0\n"])
def test_a_damaged_pointer(folder: Path, content: bytes) -> None:
    (folder / "CURRENT").write_bytes(content)
    with pytest.raises(StoreError, match="nhiptin publish"):
        open_snapshot(folder)


@pytest.mark.parametrize("name", ["serve.duckdb", "search.sqlite"])
@pytest.mark.parametrize("content", [b"", b"not a database " * 1000, None])
def test_damaged_files(folder: Path, name: str, content: bytes | None) -> None:
    file = folder / "snapshots" / current_version(folder) / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError, match="nhiptin publish"):
        open_snapshot(folder)
    publish(folder)
    assert open_snapshot(folder).meta["articles"] == "10"


def test_a_snapshot_of_another_version_of_the_product(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.store.contract.told", lambda: "00000000")
    with pytest.raises(StoreError, match="another version of the product; make it anew with: nhiptin publish"):
        open_snapshot(folder)
