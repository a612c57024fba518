"""The lake keeps articles with their annotations, newest row first, and gives them back as they came in."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis.errors import InputError, StoreError
from analysis.schema import Reject
from analysis.store import lake_tables, rows
from analysis.store.lake import Lake, rejects_mark
from analysis.store.publish import publish
from analysis.store.snapshot import open_snapshot


def test_a_store_without_a_lake_is_empty(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert (lake.version, lake.files("articles"), lake.known(), lake.sample()) == (-1, [], {}, None)
    lake.append(rows.articles_table([], version="v1", written=1))
    assert lake.version == -1


def test_articles_come_back_as_they_came_in(stored, pair) -> None:
    first, second = pair("Một tin 😀", body="Dòng hai", sections=("A", "B")), pair("Hai tin", day="2025-10-21")
    lake = Lake(stored(first, second, published=False))
    back = list(lake.articles({bytes.fromhex(a.key) for a, _ in (first, second)}))
    assert back == [first[0], second[0]]
    assert list(lake.articles({bytes.fromhex(second[0].key)})) == [second[0]]
    assert lake.sample() is False


def test_the_newest_row_of_a_key_decides(stored, pair) -> None:
    one, two = pair("Một"), pair("Hai")
    folder = stored(one, two, version="v1", written=1, published=False)
    stored(one, version="v2", written=2, published=False)
    lake = Lake(folder)
    assert sorted(lake.known().values()) == ["v1", "v2"]
    stored(two, version="v2", written=3, published=False)
    lake.drop_older("v2")
    assert list(lake.known().values()) == ["v2", "v2"]
    assert sum(pq.read_metadata(file).num_rows for file in lake.files("articles")) == 2


def test_a_later_reading_replaces_the_rejects_of_its_file(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append_rejects(
        [("/a'b.csv", Reject("a'b.csv", 1, "title", "why")), ("/c.csv", Reject("c.csv", 1, "row", "why"))], build="1"
    )
    lake.append_rejects([("/a'b.csv", Reject("a'b.csv", 2, "title", "x" * 9, "r" * 9000))], build="2")
    forgotten = lake.replace_rejects(["/a'b.csv"], build="2")
    assert forgotten == rejects_mark([Reject("a'b.csv", 1, "title", "why")]) != rejects_mark([])
    assert lake.replace_rejects(["/a'b.csv"], build="2") == 0
    left = [row for file in lake.files("rejects") for row in pq.read_table(file).to_pylist()]
    assert sorted((row["file"], row["line"]) for row in left) == [("a'b.csv", 2), ("c.csv", 1)]
    assert max(len(row["raw"]) for row in left) == 2000


def test_many_small_files_are_joined(stored, pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake_tables, "SMALL_FILES", 3)
    for number in range(5):
        folder = stored(pair(f"Tin {number}"), written=number, published=False)
    lake = Lake(folder)
    before = lake.known()
    lake.tidy()
    assert len(lake.files("articles")) == 1
    assert lake.known() == before


def test_folders_with_blanks_and_marks(tmp_path: Path, pair) -> None:
    folder = tmp_path / "kho tin 'số' Đà Nẵng {a} #1"
    lake = Lake(folder)
    lake.append(rows.articles_table([pair("Một")], version="v1", written=1))
    assert all(Path(file).is_file() for file in lake.files("articles"))
    assert len(lake.known()) == 1
    publish(folder)
    assert open_snapshot(folder).search("một").tolist() == [0]


def test_a_damaged_log_is_a_sentence(stored, pair) -> None:
    folder = stored(pair("Một"), published=False)
    for log in (folder / "lake" / "articles" / "_delta_log").glob("*.json"):
        log.write_text("{broken")
    with pytest.raises(StoreError, match="cannot be read"):
        _ = Lake(folder).version


@pytest.mark.parametrize("name", ["a[1]", "50%", "a|b", "a^b", "a?", "a*", "a\\b"])
def test_folders_that_the_engines_cannot_address(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="--store DIR"):
        Lake(tmp_path / name)


def test_a_lake_of_before_the_origin_of_dates_was_kept_gives_its_articles(tmp_path: Path, pair) -> None:
    lake = Lake(tmp_path)
    one = pair("Một bài cũ")
    table = rows.articles_table([one], version="v1", written=1)
    lake.append(table.drop_columns(["date_origin", "fetched", "raw_hash", "batch"]))
    (found,) = lake.articles({bytes.fromhex(one[0].key)})
    assert (found.title, found.date_origin, found.fetched, found.batch) == ("Một bài cũ", "", None, "")
