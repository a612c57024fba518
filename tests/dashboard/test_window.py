"""Pages of a snapshot of a window of days say so, in both languages."""

from __future__ import annotations

from pathlib import Path

from analysis.build import build, publish

ROW = '{{"date": "2025-{:02}-15", "title": "Bến Sông mở xưởng số {}", "text": "Lớp {} học.", "source": "Nhịp Số"}}\n'


def test_every_page_says_to_which_days_the_snapshot_is_limited(visit, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "a.jsonl").write_text("".join(ROW.format(month, month, month) for month in (1, 2, 3)), "utf-8")
    build([tmp_path / "a.jsonl"], store)
    assert "chỉ gồm bài" not in visit("methods", store=store).words
    publish(store, since="2025-02-01", until="2025-03-31")
    assert "chỉ gồm bài từ 01/02/2025 đến 31/03/2025" in visit("methods", store=store).words
    publish(store, since="2025-02-01")
    assert "only articles from 1 Feb 2025" in visit("methods", store=store, lang="en").words
