"""What is counted by arrays is what counting row by row gives, in any unit and however the rows come in batches."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analysis import Scope, open_snapshot
from analysis.store import (
    counts_compare,
    counts_keywords,
    counts_neighbours,
    counts_pairs,
    counts_topics,
    counts_volume,
    snapshot,
)
from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import selection

SCOPES = (Scope(), Scope(unit="stories", lens="tech"), Scope(topic=("ai", "data")))


@pytest.fixture(autouse=True, params=[100, 500_000])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thing's rows are cut anywhere between two batches."""
    monkeypatch.setattr(snapshot, "_BATCH", request.param)


@pytest.mark.parametrize("scope", [*SCOPES, Scope(unit="outlets")])
@pytest.mark.parametrize("by", ["all", "week", "month"])
def test_terms_by_period(sample_store: Path, scope: Scope, by: str) -> None:
    chosen = selection(open_snapshot(sample_store), scope, by=by)
    ids = counts_keywords.ranked(chosen, top=40)["term_id"]
    wanted = ", ".join(map(str, ids))
    by_hand = chosen.ask(
        f"""
        , {SIZED} SELECT term_id, period, {chosen.units} AS n, {weight(chosen)} AS weight,
                         sum(occurrences)::BIGINT AS occurrences
        FROM doc_terms JOIN sized USING (article_id) WHERE term_id IN ({wanted}) GROUP BY ALL
        """
    )
    order = ["term_id", "period"]
    found = counts_keywords.timeline(chosen, ids).sort_values(order, ignore_index=True)
    wanted_rows = by_hand.sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted_rows, check_dtype=False)


@pytest.mark.parametrize("scope", [*SCOPES, Scope(unit="outlets"), Scope(search="khongcotunay")])
@pytest.mark.parametrize("by", ["all", "day", "week", "month"])
def test_volume(sample_store: Path, scope: Scope, by: str) -> None:
    chosen = selection(open_snapshot(sample_store), scope, by=by)
    sizes = f"{chosen.units} AS total, {weight(chosen)} AS squares, sum(syllables)::BIGINT AS syllables"

    def same(found: pd.DataFrame, select: str, order: list[str]) -> None:
        wanted = chosen.ask(f", {SIZED} {select}").sort_values(order, ignore_index=True)
        pd.testing.assert_frame_equal(found.sort_values(order, ignore_index=True), wanted, check_dtype=False)

    same(counts_volume.periods(chosen), f"SELECT period, {sizes} FROM sized GROUP BY ALL", ["period"])
    whole, outlets, days = counts_volume.parts(chosen)
    same(whole, f"SELECT {sizes} FROM sized HAVING count(*) > 0", ["total"])
    same(outlets, "SELECT source, sum(syllables)::BIGINT AS syllables FROM sized GROUP BY source", ["source"])
    same(
        days,
        f"SELECT day, {chosen.units} AS total, sum(syllables)::BIGINT AS syllables FROM sized GROUP BY day",
        ["day"],
    )
    ends = "min(day) AS first, max(day) AS last, count(*) OVER () AS rows"
    listed = f"SELECT source, {chosen.units} AS n, {weight(chosen)} AS weight, {ends} FROM sized GROUP BY source"
    same(counts_volume.sources(chosen, top=50), listed, ["source"])
    middle = chosen.ask("SELECT quantile_disc(day, [0.005, 0.995]) AS ends FROM inside HAVING count(*) > 0")["ends"]
    assert counts_volume.core(chosen) == (tuple(pd.Timestamp(day).date() for day in middle[0]) if len(middle) else None)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("by", ["all", "week", "month"])
def test_topics(sample_store: Path, scope: Scope, by: str) -> None:
    chosen = selection(open_snapshot(sample_store), scope, by=by)
    for main in (False, True):
        by_hand = chosen.ask(
            f"""
            , {SIZED} SELECT topic, period, {chosen.units} AS n, {weight(chosen)} AS weight,
                             count(*) FILTER (rule = 'label') AS sure
            FROM article_topics JOIN sized USING (article_id) WHERE rank = 1 OR NOT {main} GROUP BY ALL ORDER BY 1, 2
            """
        )
        found = counts_topics.timeline(chosen, main=main).sort_values(["topic", "period"], ignore_index=True)
        pd.testing.assert_frame_equal(found, by_hand, check_dtype=False)
    wanted = chosen.ask(
        f"""
        , {SIZED} SELECT period, {chosen.units} AS whole, {weight(chosen)} AS squares,
                         count(*) FILTER (topic <> 'other') AS technology,
                         coalesce(sum(size) FILTER (topic <> 'other'), 0)::BIGINT AS technology_weight
        FROM sized JOIN found_topics USING (article_id) WHERE rank = 1 GROUP BY ALL ORDER BY 1
        """
    )
    pd.testing.assert_frame_equal(counts_topics.technology(chosen), wanted, check_dtype=False)


@pytest.mark.parametrize("other", [Scope(topic=("ai",)), Scope(unit="stories"), None])
def test_compared_terms(sample_store: Path, other: Scope | None) -> None:
    store = open_snapshot(sample_store)
    a = selection(store, Scope(topic=("ai", "data")))
    sides = a, selection(store, other or Scope(), without=None if other else a)
    found = counts_compare.terms(*sides, least=1, phrases=False, stop=True).set_index("term_id")
    for side, ending in zip(sides, ("", "_b"), strict=True):
        by_hand = side.ask(
            f"""
            , {SIZED} SELECT term_id, {side.units} AS n, {weight(side)} AS weight, sum(occurrences)::BIGINT AS occurrences
            FROM doc_terms JOIN sized USING (article_id) GROUP BY ALL
            """
        ).set_index("term_id")
        columns = found[[f"{name}{ending}" for name in by_hand]].set_axis(by_hand.columns, axis=1)
        columns = columns[columns["n"] > 0]
        pd.testing.assert_frame_equal(columns, by_hand.reindex(columns.index), check_dtype=False)
        assert len(columns) == len(by_hand)


@pytest.mark.parametrize("scope", SCOPES)
def test_neighbours(sample_store: Path, scope: Scope) -> None:
    chosen = selection(open_snapshot(sample_store), scope)
    item = int(counts_keywords.ranked(chosen, top=1, phrases=True)["term_id"].iloc[0])
    hidden = set(chosen.store.query("SELECT term_id FROM terms WHERE stop")["term_id"]) | {item}
    rows = chosen.ask("SELECT term_id, article_id, sentence, story_id FROM occurrences JOIN counted USING (article_id)")
    firsts = rows.groupby("story_id")["article_id"].min()
    spots: defaultdict[int, set[tuple[int, int, int]]] = defaultdict(set)
    for row in rows.itertuples():
        spots[row.term_id].add((row.article_id, row.sentence, row.story_id))
    node = spots[item]
    joint = {term: there & node for term, there in spots.items() if term not in hidden and there & node}
    found = counts_neighbours.terms(chosen, [item]).set_index("item")
    assert set(found.index) == {term for term, there in joint.items() if len(there) >= counts_neighbours.FEWEST}
    assert len(found) and set(found["tests"]) == {len(joint)}

    def own(there: set[tuple[int, int, int]]) -> int:
        return sum(firsts[story] == article for article, _, story in there)

    for term, row in found.iterrows():
        there, every = joint[term], spots[term]
        assert row[["sentences", "own", "f_other", "own_other"]].tolist() == [
            len(there),
            own(there),
            len(every),
            own(every),
        ]
        assert row[["stories", "f_term", "own_term"]].tolist() == [len({s for *_, s in there}), len(node), own(node)]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("within", ["sentence", "article"])
@pytest.mark.parametrize("at_once", [50, counts_pairs.AT_ONCE])
def test_pairs(sample_store: Path, scope: Scope, within: str, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts_pairs, "AT_ONCE", at_once)
    chosen = selection(open_snapshot(sample_store), scope)
    rows = chosen.ask("SELECT entity_id, article_id, sentence, story_id FROM mentions JOIN counted USING (article_id)")
    there: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows.itertuples():
        there[row.article_id, row.sentence if within == "sentence" else 0].add(row.entity_id)
    stories = dict(zip(rows["article_id"], rows["story_id"], strict=True))
    met: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (article, _), names in there.items():
        for pair in combinations(sorted(names), 2):
            met[pair].append(stories[article])
    wanted = {pair: len(of) for pair, of in met.items() if len(set(of)) >= 3}
    found = counts_pairs.pairs(chosen, within=within)
    assert wanted == dict(zip(zip(found["a_id"], found["b_id"], strict=True), found["sentences"], strict=True))
    one = max(wanted, key=lambda pair: wanted[pair])[0]
    of_one = counts_pairs.pairs(chosen, entity=one, within=within)
    assert of_one.to_dict("list") == found[(found["a_id"] == one) | (found["b_id"] == one)].to_dict("list")
