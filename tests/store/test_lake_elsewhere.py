"""A lake away from its store: built, published from a second machine, committed to by two at once. (Object storage itself:
``benchmarks/cluster/objects.py``; here a shared folder, which takes the same way through copies of data files.)"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.build import build, describe, publish
from analysis.errors import InputError, StoreError
from analysis.removal import undo_import, vacuum
from analysis.store import places, rows
from analysis.store.lake import Lake
from analysis.store.lake_view import content
from analysis.store.snapshot import open_snapshot

ROW = '{{"date": "2025-1{}-05", "title": "Bến Sông mở xưởng chip số {}", "text": "Lớp {} học.", "source": "Nhịp Số"}}\n'


def news(path: Path, *numbers: int) -> Path:
    path.write_text("".join(ROW.format(n % 3, n, n) for n in numbers), "utf-8")
    return path


def test_a_lake_elsewhere_is_built_served_and_served_again_from_a_second_store(tmp_path: Path) -> None:
    far = f"file://{tmp_path}/far"
    first, second, alone = (tmp_path / name for name in ("first", "second", "alone"))
    build([news(tmp_path / "a.jsonl", *range(6))], first, lake=far)
    publish(second, lake=far)
    build([tmp_path / "a.jsonl"], alone)
    assert not (first / "lake").exists()
    articles = "SELECT * FROM articles ORDER BY article_id"
    assert open_snapshot(second).query(articles).equals(open_snapshot(alone).query(articles))
    assert content(Lake(first)) == content(Lake(alone)) != content(Lake(tmp_path / "none"))

    more = build([news(tmp_path / "b.jsonl", 7, 8)], second)
    again = build([tmp_path / "a.jsonl"], first)
    assert (again.total().unchanged, again.published) == (6, True)
    assert describe(first)["articles"] == describe(second)["articles"] == 8
    assert (describe(first)["lake"], describe(alone)["lake"]) == (far, str(alone / "lake"))
    assert describe(first)["bytes"]["lake"] > 0

    undo_import(second, more.batch, who="Lan")
    vacuum(second, who="Lan")
    kept = {Path(file).name for file in Lake(second).files("articles")}
    assert {file.name for file in (second / "lake-copies" / "articles").rglob("*.parquet")} == kept
    shutil.rmtree(second / "lake-copies")
    publish(second)
    assert describe(second)["articles"] == 6


def test_of_two_that_commit_at_once_both_are_kept(tmp_path: Path, pair) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        places.put_lake(tmp_path / name, f"file://{tmp_path}/far")

    def commit(store: str) -> None:
        for number in range(8):
            made = pair(f"Tin {number} của kho {store}")
            Lake(tmp_path / store).append(rows.articles_table([made], version="v1", written=number))
            Lake(tmp_path / store).drop([pair(f"Tin {number - 1} của kho {store}")[0].key])

    with ThreadPoolExecutor(2) as both:
        list(both.map(commit, ("one", "two")))
    kept = {pair(f"Tin 7 của kho {store}")[0].key for store in ("one", "two")}
    assert {key.hex() for key in Lake(tmp_path / "one").known()} == kept


@pytest.mark.parametrize(
    "address",
    [
        "",
        "s3://",
        "s3://ten:matkhau@kho/tin",
        "https://kho/tin",
        "s3://kho/../tin",
        "s3://kho/tin?x=1",
        "file://tin",
        "/tin",
    ],
)
def test_an_address_that_cannot_be_used_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="s3://BUCKET/PLACE"):
        places.put_lake(tmp_path, address)
    assert not places.has_lake(tmp_path)


def test_a_store_keeps_its_lake(tmp_path: Path, stored, pair) -> None:
    places.put_lake(tmp_path, "s3://kho/tin/")
    places.put_lake(tmp_path, "s3://kho/tin")
    with pytest.raises(InputError, match=r"got --lake s3://kho/khac, allowed s3://kho/tin"):
        places.put_lake(tmp_path, "s3://kho/khac")
    with pytest.raises(InputError, match="lies elsewhere"):
        places.put_lake(stored(pair("Một"), published=False), "s3://kho/tin")


@pytest.mark.parametrize("line", [b"", b"s3://kho/\xff", b"ftp://kho"])
def test_a_damaged_address_is_a_sentence(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "LAKE").write_bytes(line)
    with pytest.raises(StoreError, match="LAKE"):
        Lake(tmp_path)


def test_object_storage_that_does_not_answer_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "ten",
        "AWS_SECRET_ACCESS_KEY": "matkhau",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("analysis.store.lake_tables._OPTIONS", {"max_retries": "0", "retry_timeout": "1s"})
    places.put_lake(tmp_path, "s3://kho/tin")
    with pytest.raises(StoreError, match="see that the object storage answers") as told:
        _ = Lake(tmp_path).version
    assert "matkhau" not in str(told.value)
