"""What is deleted is gone from lake, snapshot and index, told in the audit, and after a vacuum from the disk."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis import removal
from analysis.errors import InputError
from analysis.store import state
from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot

SECRET = "Mật thư Bến Sông"


@pytest.fixture
def five(stored, pair) -> tuple[Path, list[str]]:
    """Five articles, the first with words of its own, two of them of one outlet; their keys."""
    pairs = [pair(f"Tin {n} về chip", body=SECRET if n == 0 else "", source=f"Báo {n // 2}") for n in range(5)]
    return stored(*pairs), [article.key for article, _ in pairs]


def on_disk(store: Path) -> bool:
    """Whether a data file of the lake, of any version, still has the words."""
    return any(SECRET in repr(pq.read_table(file, columns=["body"])) for file in store.rglob("*.parquet"))


def test_an_article_is_gone_from_every_place(five: tuple[Path, list[str]]) -> None:
    store, keys = five
    assert removal.remove(store, articles=keys[:1], who="An") == 1
    snapshot = open_snapshot(store)
    assert (
        snapshot.meta["articles"] == "4" and snapshot.search("mật thư").size == 0 and snapshot.search("chip").size == 4
    )
    assert bytes.fromhex(keys[0]) not in Lake(store).known()
    (line,) = [row for row in state.audit(store) if row.what == "articles deleted"]
    assert (line.who, line.detail["keys"], line.detail["articles"]) == ("An", keys[:1], 1)
    assert not [path for path in store.glob("*") if path.name == "proposals.json"]


def test_an_outlet_is_gone_and_older_versions_on_request(five: tuple[Path, list[str]]) -> None:
    store, keys = five
    assert removal.found(store, source="Báo 0") == set(keys[:2])
    assert removal.remove(store, source="Báo 0", who="An") == 2
    assert open_snapshot(store).query("SELECT DISTINCT source FROM articles ORDER BY 1")["source"].tolist() == [
        "Báo 1",
        "Báo 2",
    ]
    assert on_disk(store), "an older version has them"
    before = len(list(store.rglob("*.parquet")))
    assert removal.vacuum(store, who="An") > 0
    assert not on_disk(store) and len(list(store.rglob("*.parquet"))) < before
    assert len(list((store / "snapshots").iterdir())) == 1
    assert open_snapshot(store).search("chip").size == 3


def test_what_is_not_there_is_refused(five: tuple[Path, list[str]]) -> None:
    store, keys = five
    for wrong in ({"articles": ["0" * 32]}, {"source": "Báo Không"}, {}):
        with pytest.raises(InputError):
            removal.remove(store, who="An", **wrong)  # type: ignore[arg-type]
    assert set(Lake(store).known()) == {bytes.fromhex(key) for key in keys}
