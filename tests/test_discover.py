"""Terms and abbreviations that articles use and the lists do not know."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.abbreviations import agreed, introduced
from analysis.build import build
from analysis.candidates import COLUMNS, Corpus, count
from analysis.discover import discover
from analysis.measures.termhood import c_values, npmi
from analysis.store import lexicons
from analysis.store.lake import Lake
from analysis.store.proposals import proposals

BODY = "Hội thảo bàn về kính thiên văn cộng đồng (KTVCĐ) ở miền núi. Mô hình kính thiên văn cộng đồng được nhiều nơi học theo."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores")
    rows = [
        json.dumps(
            {"date": f"2025-10-{day:02}", "title": f"Chuyện số {day} về bầu trời", "text": BODY, "source": "Nhịp Số"},
            ensure_ascii=False,
        )
        for day in range(1, 9)
    ]
    (folder / "tin.jsonl").write_text("\n".join(rows), "utf-8")
    build([folder / "tin.jsonl"], folder / "store", processes=1)
    return folder / "store"


def test_what_the_articles_use_is_proposed_with_examples(store: Path) -> None:
    found = discover(store)
    shorts = {one.entry: one.of for one in found if one.kind == "abbreviation"}
    assert shorts == {"ktvcđ": "kính thiên văn cộng đồng"}
    terms = {one.entry: one for one in found if one.kind == "term"}
    assert terms, "runs of words that stand together in eight articles"
    for text, one in terms.items():
        assert one.articles == 8 and text in one.examples[0][1].lower()
        assert not {"về", "được", "ở"} & set(text.split())
    assert proposals(store).rows == tuple(found) and proposals(store).articles == 8


def test_what_people_refused_or_added_is_not_proposed_again(store: Path) -> None:
    term = next(one.entry for one in discover(store) if one.kind == "term")
    edit = lexicons.edit(store, "proposals", "remove", term, who="An")
    assert term not in {one.entry for one in discover(store)}
    lexicons.state.undo_lexicon_edit(store, edit.id, who="An")
    assert term in {one.entry for one in discover(store)}


def test_nothing_is_proposed_where_nobody_looked(tmp_path: Path) -> None:
    assert proposals(tmp_path).rows == () and proposals(tmp_path).at == ""
    (tmp_path / "proposals.json").write_text('{"rows": [{"kind": 1}]}', "utf-8")
    assert proposals(tmp_path).rows == ()


def test_counts_of_runs_are_those_of_a_plain_count(store: Path) -> None:
    corpus = Corpus()
    for batch in Lake(store).batches(COLUMNS):
        corpus.add(batch)
    counts = count(corpus, stop=(), weak=(), fewest=2)
    words = list(corpus.words)
    rows = [" | ".join(row) for batch in Lake(store).batches(["term"]) for row in batch["term"].to_pylist()]
    for run, times in counts.runs.items():
        text = " | ".join(words[number] for number in run)
        assert times <= sum(f"| {row} |".count(f"| {text} |") for row in rows)
    assert counts.places == sum(len(row.split(" | ")) for row in rows)
    assert np.all(np.diff(counts.article) >= 0)


def test_abbreviations_need_agreement() -> None:
    text = "Theo chiến lược biển sâu (CLBS), Viện Xa (VX) và ông (xem) nói."
    assert list(introduced(text, [(text.index("Viện"), text.index(" (VX"))])) == [
        ("clbs", ("theo", "chiến", "lược", "biển", "sâu"))
    ]
    pairs = [("xyz", ("cột", "một")), ("xyz", ("cột", "hai")), ("xyz", ("cột", "ba"))]
    assert agreed(pairs, fewest=2) == []


@given(st.text(max_size=200))
def test_any_text_may_be_looked_through(text: str) -> None:
    for short, before in introduced(text, []):
        assert short and before


@given(st.dictionaries(st.lists(st.integers(0, 4), min_size=2, max_size=4).map(tuple), st.integers(1, 50), max_size=12))
def test_c_values_are_bounded(counts: dict[tuple[int, ...], int]) -> None:
    for run, value in c_values(counts).items():
        assert value <= np.log2(len(run)) * counts[run]


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(200, 400))
def test_mutual_information_lies_between_minus_one_and_one(both: int, left: int, right: int, total: int) -> None:
    assert -1 <= npmi(both, both + left, both + right, total) <= 1 + 1e-9
