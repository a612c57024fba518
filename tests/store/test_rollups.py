"""Rankings from months and years added up are those of counting row by row; rollups that grew are those made anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis import Scope, open_snapshot
from analysis.questions import keyword_comparison
from analysis.store import counts_keywords, counts_rollups, counts_topics, growth, rollups
from analysis.store.places import ROLLUPS
from analysis.store.publish import publish
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

WORDS = ("chip", "robot", "dữ liệu", "và", "thẻ", "mạng", "cảng", "vốn", "xe", "pin")
FIRST, DAYS = date(2022, 11, 20), 800


@pytest.fixture
def large(stored, pair, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that grew twice; some of its articles are versions of one, some are in two outlets."""
    monkeypatch.setattr(rollups, "LEAST", 1)
    monkeypatch.setattr(rollups, "ROWS", 1)
    monkeypatch.setattr(growth, "MOST", 1.0)
    monkeypatch.setattr(growth, "LOOSE", 9.0)
    dice, pairs = random.Random(5), []
    for number in range(60):
        day = FIRST + timedelta(days=number * DAYS // 60)
        text = " ".join(dice.choices([*WORDS, f"riêng{number}"], k=9))
        topic = "other" if number % 5 == 0 else "ai"
        outlet = f"Báo {number % 3}"
        article, note = pair(f"Tin {number}", body=text, day=f"{day}T08:00", source=outlet, topic=topic)
        pairs.append((replace(article, url=f"https://made.example/bai-viet-{number:05}.html"), note))
        if number in (7, 58):
            later, note = pair(
                f"Tin sửa {number}", body=text + " bổ sung", day=f"{day}T20:00", source=outlet, topic=topic
            )
            pairs.append((replace(later, url=pairs[-1][0].url), note))
        if number in (12, 33, 50):
            pairs.append(pair(f"Tin {number}", body=text, day=f"{day}T21:00", source="Báo 9", topic=topic))
    for some in (pairs[:40], pairs[40:61], pairs[61:]):
        store = stored(*some)
    return Path(store)


def scopes() -> Iterator[Scope]:
    dice = random.Random(6)
    yield Scope()
    yield Scope(lens="tech")
    yield Scope(source=("Báo 1", "Báo 2"), lens="tech", since=date(2023, 1, 1))
    yield Scope(since=date(2019, 1, 1), until=date(2019, 12, 31))
    for number in range(12):
        since = FIRST + timedelta(days=dice.randrange(-30, DAYS))
        until = since + timedelta(days=dice.randrange(0, DAYS))
        yield Scope(since=since, until=until, source=("Báo 0",) if number % 3 == 0 else ())


def ranked(store: Snapshot, scope: Scope, sort: str, **settings: bool | str) -> pd.DataFrame:
    counts_keywords.rankings.clear()
    return counts_keywords.ranked(selection(store, scope), top=25, sort=sort, **settings)


def test_rankings(large: Path) -> None:
    store = open_snapshot(large)
    assert store.rolled
    asked = [(scope, sort, {}) for scope in scopes() for sort in ("n", "occurrences")]
    asked += [(Scope(), "n", {"stop": True}), (Scope(), "n", {"phrases": True}), (Scope(), "n", {"find": "RO"})]
    found = [ranked(store, scope, sort, **settings) for scope, sort, settings in asked]
    store.rolled = False
    for frame, (scope, sort, settings) in zip(found, asked, strict=True):
        wanted = ranked(store, scope, sort, **settings)
        pd.testing.assert_frame_equal(frame, wanted, check_dtype=False, obj=f"{scope} {sort} {settings}")
    assert len(found[0]) == 25


def test_comparisons(large: Path) -> None:
    store, ways = open_snapshot(large), ("rest", "before", "since=2023-03-01&until=2023-12-31&source=Báo+2")
    asked = [(scope, against) for scope in scopes() for against in ways]
    asked += [(Scope(search="chip", lens=lens), "rest") for lens in ("all", "tech")]
    asked += [(Scope(topic=(topic,), since=date(2023, 3, 3)), "rest") for topic in ("other", "ai")]

    def found() -> list[pd.DataFrame]:
        return [keyword_comparison(store, scope, against=against, least=1, top=60) for scope, against in asked]

    added_up = found()
    assert int(store.meta["articles"]) - int(store.meta["stories"]) >= 3
    store.rolled = False
    for frame, wanted, told in zip(added_up, found(), asked, strict=True):
        pd.testing.assert_frame_equal(frame, wanted, obj=f"{told}")
    assert sum(len(frame) > 20 for frame in added_up) > len(asked) / 2


def test_days(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days of terms that many articles hold are added up, those of the others are read."""
    store = open_snapshot(large)
    ids = [*counts_keywords.known(store, [*WORDS, "riêng7", "riêng8", "chưa thấy"])["term_id"]]
    chosen = [selection(store, scope, by=by) for scope in scopes() for by in ("day", "month")]

    def found() -> list[pd.DataFrame]:
        counts_keywords.courses.clear()
        return [counts_keywords.course(each, ids) for each in chosen]

    added_up = found()
    assert sum(counts_rollups.by_day(each, ids) is not None for each in chosen) > len(chosen) / 2
    counts_rollups._frequent.clear()
    monkeypatch.setattr(counts_rollups, "_added_up", lambda _: frozenset(ids[::2]))
    some = found()
    store.rolled = False
    for frame, half, wanted, each in zip(added_up, some, found(), chosen, strict=True):
        pd.testing.assert_frame_equal(frame, wanted, obj=f"{each.scope} {each.by}")
        pd.testing.assert_frame_equal(half, wanted, obj=f"{each.scope} {each.by}")


def test_terms_of_a_topic(large: Path) -> None:
    store = open_snapshot(large)

    def found() -> list[pd.DataFrame]:
        frames = [counts_topics.contrast(selection(store, scope), "other", fewest=1) for scope in scopes()]
        return [frame.sort_values("term", ignore_index=True) for frame in frames]

    added_up = found()
    store.rolled = False
    for frame, wanted, scope in zip(added_up, found(), scopes(), strict=True):
        pd.testing.assert_frame_equal(frame, wanted, check_dtype=False, obj=f"{scope}")
    assert sum(len(frame) > 3 for frame in added_up) > 3


def content(store: Path) -> dict[str, list[tuple[object, ...]]]:
    # A copy: the snapshot holds its own file with other settings.
    with duckdb.connect(shutil.copy(open_snapshot(store).path / ROLLUPS, store / "copy.duckdb"), read_only=True) as db:
        tables = ("cells", "versioned", "frequent", "days")
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in tables}


def test_grown_and_anew_are_the_same(large: Path) -> None:
    grown = content(large)
    publish(large, stop_words={"và"}, anew=True)
    anew = content(large)
    assert all(anew[name] == grown[name] for name in ("cells", "versioned"))
    # Which terms are frequent is said when all is made anew: those that become so later have no days of before.
    frequent = {term for (term,) in grown["frequent"]}
    assert frequent < {term for (term,) in anew["frequent"]}
    assert [row for row in anew["days"] if row[1] in frequent] == grown["days"]
    assert len({article for article, *_ in grown["versioned"]}) == 4


def test_small_stores_have_none(sample_store: Path) -> None:
    store = open_snapshot(sample_store)
    assert not store.rolled and not (store.path / ROLLUPS).exists()
