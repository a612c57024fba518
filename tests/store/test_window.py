"""A snapshot of a window of days: what is in it, what is said of it, and that later builds keep to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.build import build, describe, publish
from analysis.errors import InputError
from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot
from analysis.store.window import WHOLE, Window

ROW = '{{"date": "2025-{:02}-15", "title": "Bến Sông mở xưởng số {}", "text": "Lớp {} học.", "source": "Nhịp Số"}}\n'


def news(path: Path, *months: int) -> Path:
    path.write_text("".join(ROW.format(month, month, month) for month in months), "utf-8")
    return path


def months(store: Path) -> list[str]:
    return [row["month"] for row in describe(store)["months"]]


def test_a_window_is_served_kept_and_lifted(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([news(tmp_path / "a.jsonl", 1, 2, 3, 4)], store)
    assert describe(store)["window"] == "all"
    publish(store, since="2025-02-15", until="2025-03-15")
    assert (months(store), describe(store)["window"]) == (["2025-02", "2025-03"], "2025-02-15/2025-03-15")
    assert open_snapshot(store).meta["since"] == "2025-02-15"
    publish(store, since="2025-03-01")
    later = build([news(tmp_path / "b.jsonl", 5, 2)], store)
    assert (later.total().new, later.total().unchanged) == (1, 1)
    assert (months(store), describe(store)["window"]) == (["2025-03", "2025-04", "2025-05"], "2025-03-01/..")
    assert build([tmp_path / "b.jsonl"], store).published is False
    before = open_snapshot(store).version
    with pytest.raises(InputError, match=r"no article lies in the window: got 2026-01-01/\.\."):
        publish(store, since="2026-01-01")
    assert open_snapshot(store).version == before
    publish(store)
    assert (months(store), describe(store)["window"]) == ([f"2025-0{month}" for month in range(1, 6)], "all")


def test_only_the_months_of_a_window_are_read(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([news(tmp_path / "a.jsonl", 1, 2, 3, 4)], store)
    lake = Lake(store)
    parts = [Path(file).parent.name for file in lake.files("articles", Window(date(2025, 2, 1), date(2025, 3, 20)))]
    assert parts == ["month=2025-02", "month=2025-03"]
    assert len(lake.files("articles", WHOLE)) == 4


@pytest.mark.parametrize("since, until", [("2025-13-01", ""), ("hôm qua", ""), ("2025-02-02", "2025-02-01")])
def test_a_window_that_is_none_is_refused(since: str, until: str) -> None:
    with pytest.raises(InputError, match="a window"):
        Window.parse(since, until)
