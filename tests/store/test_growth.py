"""A snapshot that takes over index and stories from the one before equals one made anew, table by table and word by word."""

from __future__ import annotations

import pytest

from analysis.store import growth, rows
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

LEAD = (
    "Khu công nghệ cao Sông Cầu khởi công nhà máy đóng gói chip đầu tiên của tỉnh với vốn đầu tư {} tỷ đồng và "
    "sẽ chạy thử vào cuối năm sau khi tuyển đủ một nghìn kỹ sư trong vùng"
)


def content(snapshot: Snapshot) -> dict[str, list[tuple[object, ...]]]:
    """All tables but what names the snapshot, and what a search finds."""
    own = {
        name: snapshot.query(f"SELECT * FROM {name}")
        .astype(str)
        .sort_values(by=[c.name for c in columns])
        .values.tolist()
        for name, columns in SNAPSHOT_TABLES.items()
        if name != "meta"
    }
    own["meta"] = [[k, v] for k, v in sorted(snapshot.meta.items()) if k not in ("snapshot", "published_at")]
    for word in ("chip", "khởi công", "chợ", "tin*", "NEAR(khu cao, 3)"):
        own[word] = snapshot.search(word).tolist()
    return own


@pytest.mark.parametrize("step", [1, 3])
def test_grown_and_anew_are_the_same(stored, pair, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(growth, "MOST", 1.0)
    texts = [LEAD.format(n) if n % 3 else f"Chợ nổi số {n} quét mã" for n in range(9)]
    pairs = [
        pair(f"Tin {n}", body=text, day=f"2025-10-{n * 3 % 25 + 1:02}T08:00", source=f"Báo {n % 4}")
        for n, text in enumerate(texts)
    ]
    for first in range(0, len(pairs), step):
        store = stored(*pairs[first : first + step])
    grown = content(open_snapshot(store))
    publish(store, stop_words={"và"}, anew=True)
    assert content(open_snapshot(store)) == grown
    assert len({row[6] for row in grown["articles"]}) < len(texts), "some are copies"


def test_articles_annotated_again_or_taken_out(stored, pair) -> None:
    pairs = [pair(f"Tin {n}", body=LEAD.format(n * 7), source=f"Báo {n}") for n in range(6)]
    store = stored(*pairs)
    Lake(store).append(rows.articles_table(pairs[2:3], version="v2", written=2))
    publish(store, stop_words={"và"})
    again = content(open_snapshot(store))
    publish(store, stop_words={"và"}, anew=True)
    assert content(open_snapshot(store)) == again
    table = Lake(store)._table("articles")
    assert table is not None
    table.delete(f"key = '{pairs[0][0].key}'")
    publish(store, stop_words={"và"})
    assert open_snapshot(store).meta["articles"] == "5"
    assert len(open_snapshot(store).search("chip")) == 5
