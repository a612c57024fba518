"""A snapshot that takes over index and stories from the one before equals one made anew, table by table and word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.schema import Term
from analysis.store import growth, rows, tables
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
    own["meta"] = [[k, v] for k, v in sorted(snapshot.meta.items()) if k not in ("snapshot", "published_at", "loose")]
    for word in ("chip", "khởi công", "chợ", "tin*", "NEAR(khu cao, 3)"):
        own[word] = snapshot.search(word).tolist()
    return own


@pytest.mark.parametrize("step", [1, 3])
def test_grown_and_anew_are_the_same(stored, pair, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(growth, "MOST", 1.0)
    monkeypatch.setattr(growth, "LOOSE", 9.0)
    texts = [LEAD.format(n) if n % 3 else f"Chợ nổi số {n} quét mã" for n in range(9)]
    pairs = [
        pair(f"Tin {n}", body=text, day=f"2025-10-{n * 3 % 25 + 1:02}T08:00", source=f"Báo {n % 4}")
        for n, text in enumerate(texts)
    ]
    with monkeypatch.context() as small:
        small.setattr(tables, "STRETCH", 2)
        for first in range(0, len(pairs), step):
            store = stored(*pairs[first : first + step])
    grown = content(open_snapshot(store))
    publish(store, stop_words={"và"}, anew=True)
    assert content(open_snapshot(store)) == grown
    assert len({row[6] for row in grown["articles"]}) < len(texts), "some are copies"


def test_rows_of_older_articles_are_left_alone(stored, pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "MOST", 1.0)
    monkeypatch.setattr(growth, "LOOSE", 9.0)
    days = ("2025-10-01", "2025-10-05", "2025-10-20", "2025-10-21", "2025-10-10", "2025-10-22")
    texts = ("máy in thẻ", "chip nhớ", "thẻ chip", "robot và chip nhớ", "máy in robot", "in thẻ mới")
    wholes = ((0, 6, "máy in"), (0, 8, "chip nhớ"), None, (9, 17, "chip nhớ"), (0, 6, "máy in"), (0, 6, "in thẻ"))
    pairs = []
    for number, (day, text, whole) in enumerate(zip(days, texts, wholes, strict=True)):
        article, note = pair(f"Tin {number}", body=text, day=day, names=(("ORG", "Tin", ("Tin", "TIN")[number % 2]),))
        if whole is not None:
            start, end, term = whole
            at = article.text.index("\n") + 1
            longer = Term(term, at + start, at + end, 1)
            inside = [t for t in note.terms if t.end <= longer.start or t.start >= longer.end]
            note = replace(note, terms=tuple(sorted([*inside, longer], key=lambda t: t.start)))
        pairs.append((article, note))
    store = stored(*pairs[:3])
    made: list[str] = []
    for later in pairs[3:]:
        store = stored(later)
        made.append(open_snapshot(store).meta["loose"])
        grown = content(open_snapshot(store))
        publish(store, stop_words={"và"}, anew=True)
        assert content(open_snapshot(store)) == grown
    assert made == ["1", "3", "1"], "from the new one on: alone, with the two after it, alone"
    parts = open_snapshot(store).query(
        "SELECT p.term AS part, w.term AS whole FROM term_parts JOIN terms p ON p.term_id = part_id "
        "JOIN terms w ON w.term_id = whole_id"
    )
    assert set(parts.itertuples(index=False, name=None)) == {("chip", "chip nhớ")}


def test_too_many_loose_rows_are_put_in_order(stored, pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "LOOSE", 0.4)
    loose = []
    for first, last in ((0, 4), (4, 5), (5, 6), (6, 7), (7, 8)):
        store = stored(*(pair(f"tin chip {n}", day=f"2025-10-{n + 1:02}") for n in range(first, last)))
        snapshot = open_snapshot(store)
        loose.append(snapshot.meta["loose"])
    assert loose == ["0", "1", "2", "0", "1"]
    publish(store, stop_words={"và", "tin"})
    assert open_snapshot(store).meta["loose"] == "1"
    assert open_snapshot(store).query("SELECT term FROM terms WHERE stop ORDER BY 1")["term"].tolist() == [
        *"01234567",
        "tin",
    ]
    monkeypatch.setattr("analysis.store.tables.made", lambda: "otherwise")
    publish(store)
    assert open_snapshot(store).meta["loose"] == "0", "tables made otherwise are not added to"
    term = snapshot.query("SELECT term_id FROM occurrences")["term_id"].tolist()
    assert term[:-3] == sorted(term[:-3])
    assert term != sorted(term), "the last article's terms stand behind"


def test_articles_annotated_again_or_taken_out(stored, pair) -> None:
    pairs = [pair(f"Tin {n}", body=LEAD.format(n * 7), source=f"Báo {n}") for n in range(6)]
    store = stored(*pairs)
    Lake(store).append(rows.articles_table(pairs[2:3], version="v2", written=2))
    publish(store, stop_words={"và"})
    again = content(open_snapshot(store))
    publish(store, stop_words={"và"}, anew=True)
    assert content(open_snapshot(store)) == again
    Lake(store).drop([pairs[0][0].key])
    publish(store, stop_words={"và"})
    assert open_snapshot(store).meta["articles"] == "5"
    assert len(open_snapshot(store).search("chip")) == 5
