"""The sample corpus keeps its promises: size, outlets, span, distinct stories, near-copies, and findings."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from analysis import questions
from analysis.paths import SAMPLE
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot

ROWS = [json.loads(line) for path in sorted(SAMPLE.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def shingles(row: dict[str, str], size: int = 8) -> frozenset[tuple[str, ...]]:
    words = f"{row['summary']} {row['text']}".lower().split()
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    return len(a & b) / min(len(a), len(b))


def test_size_outlets_and_span() -> None:
    assert len(ROWS) >= 160
    assert len({row["source"] for row in ROWS}) == 6
    assert len({row["url"] for row in ROWS}) == len(ROWS)
    assert all(".example/" in row["url"] for row in ROWS), "invented outlets live under a reserved domain"
    days = [date.fromisoformat(row["published_at"][:10]) for row in ROWS]
    assert max(days) - min(days) >= timedelta(weeks=16)
    assert {day.year for day in days} == {2025}
    assert all(60 <= len(f"{row['summary']} {row['text']}".split()) <= 300 for row in ROWS)


def test_stories_are_distinct_and_about_forty_are_near_copies() -> None:
    made = [shingles(row) for row in ROWS]
    copies = 0
    for (a, left), (b, right) in combinations(enumerate(made), 2):
        shared = overlap(left, right)
        assert shared < 0.05 or shared > 0.5, (ROWS[a]["url"], ROWS[b]["url"], round(shared, 3))
        copies += shared > 0.5
    assert 36 <= copies <= 50


def test_two_files_have_the_seeds_format() -> None:
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    assert len(texts) == 2
    for text in texts:
        assert text.startswith(" date 2025-")
        assert 150 <= len(text.split()) <= 320


def test_a_term_rises_and_the_test_says_so(sample_store: Path) -> None:
    changes = questions.keyword_changes(open_snapshot(sample_store), Scope(), by="week")
    risers = set(changes.loc[changes["verdict"] == "up", "term"])
    assert "chủ quyền dữ liệu" in risers


def test_a_term_bursts_on_the_day_of_the_forum(sample_store: Path) -> None:
    bursts = questions.keyword_bursts(open_snapshot(sample_store), Scope(), phrases=True)
    found = bursts[bursts["term"].str.contains("đầu tư số") & (bursts["q"] < 0.05)]
    assert [f"{day:%Y-%m-%d}" for day in found["day"]] == ["2025-10-22"]


def test_at_least_ten_pairs_are_mentioned_together(sample_store: Path) -> None:
    pairs = questions.entity_comentions(open_snapshot(sample_store), Scope(), top=1000)
    assert len(pairs) >= 10
    assert (pairs["q"] < 0.05).all()
    assert (pairs["stories"] >= 3).all()


@pytest.mark.parametrize("word", ["chuyển đổi số", "trí tuệ nhân tạo", "bán dẫn", "chủ quyền dữ liệu"])
def test_subjects_of_the_seeds_are_there(word: str) -> None:
    assert sum(word in f"{row['title']} {row['summary']} {row['text']}".lower() for row in ROWS) >= 8


def test_every_outlet_has_several_sections_and_months() -> None:
    counted = Counter((row["source"], row["published_at"][:7]) for row in ROWS)
    assert len(counted) >= 6 * 4


def test_the_store_counts_near_copies_as_one_story(sample_store: Path) -> None:
    held = open_snapshot(sample_store).query("SELECT article_id, story_id, url FROM articles")
    place = {row["url"]: number for number, row in enumerate(ROWS)}
    made = [shingles(row) for row in ROWS]
    near = {
        frozenset((ROWS[a]["url"], ROWS[b]["url"]))
        for (a, left), (b, right) in combinations(enumerate(made), 2)
        if overlap(left, right) > 0.5
    }
    told = held[held["url"].isin(place)].groupby("story_id")["url"].agg(list)
    found = {frozenset(pair) for urls in told for pair in combinations(urls, 2)}
    assert found == near
