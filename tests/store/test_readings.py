"""Rows read before are known by their content and way of reading; whatever is wrong with the memory costs time only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.schema import Article, Reject
from analysis.sources import files
from analysis.sources.files import Meter, Reading, Seen, inputs, supplies
from analysis.store.readings import FILE, Readings


def line(number: int, **changes: object) -> str:
    row = {"date": "2025-10-02", "title": f"Bến Sông thử xe số {number}", "source": "Nhịp Số"} | changes
    return json.dumps(row, ensure_ascii=False) + "\n"


@pytest.fixture
def read(tmp_path: Path):
    """What a store's readings give of lines of a file of this name: articles, rejects and rows seen."""
    (tmp_path / "store").mkdir()

    def reading(text: str, name: str = "tin.jsonl", **settings: object) -> list[Article | Reject | Seen]:
        (tmp_path / name).write_text(text, "utf-8")
        with Readings(tmp_path / "store") as memory:
            (supply,) = supplies(inputs([tmp_path / name]), Reading(**settings), memory)
            return list(supply.items(Meter()))

    return reading


def kinds(items: list[Article | Reject | Seen]) -> list[str]:
    return [type(item).__name__ for item in items]


def test_rows_read_before_are_known_wherever_they_stand(read) -> None:
    first = read(line(1) + line(2) + line(3, date="30/02/2025"))
    assert kinds(first) == ["Article", "Article", "Reject"]
    again = read(line(4) + line(2) + line(3, date="30/02/2025") + line(1))
    assert kinds(again) == ["Article", "Seen", "Reject", "Seen"], "what was refused is looked at again"
    assert [seen.key.hex() for seen in again if isinstance(seen, Seen)] == [first[1].key, first[0].key]
    assert again[1].read().key == first[1].key


def test_another_way_of_reading_reads_again(read, monkeypatch: pytest.MonkeyPatch) -> None:
    read(line(1))
    assert kinds(read(line(1))) == ["Seen"]
    assert kinds(read(line(1, summary="Thêm một câu."))) == ["Article"]
    assert kinds(read(line(1), source="Báo Hai")) == ["Article"]
    assert kinds(read(line(1), name="khac.jsonl")) == ["Article"], "a file's name may be the outlet"
    monkeypatch.setattr(files, "version", lambda: "other rules")
    assert kinds(read(line(1))) == ["Article"]


def test_a_damaged_memory_is_begun_anew(read, tmp_path: Path) -> None:
    read(line(1))
    (tmp_path / "store" / FILE).write_bytes(b"no database" * 1000)
    assert kinds(read(line(1))) == ["Article"]
    assert kinds(read(line(1))) == ["Seen"]
    with Readings(tmp_path / "nowhere" / "store") as memory:
        memory.keep(b"m", b"k")
        assert memory.key(b"m") is None
