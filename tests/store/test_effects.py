"""What an edit is said to do is what it does: counts before and after through the real rooms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.build import apply, build
from analysis.store import lexicons
from analysis.store.effects import effect
from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot

TITLES = (
    "Làng sương mù mở cửa đón khách",
    "Khách đến làng sương mù và hỏi về Làng Sương Mù cổ",
    "Làng, sương mù và đồi chè",
    "Trí tuệ nhân tạo ở làng nghề",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rows = [
        json.dumps({"date": f"2025-10-0{day}", "title": title, "source": "Nhịp Số"}, ensure_ascii=False)
        for day, title in enumerate(TITLES, 1)
    ]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), "utf-8")
    build([tmp_path / "tin.jsonl"], tmp_path / "store", processes=1)
    return tmp_path / "store"


def counts(store: Path) -> dict[str, tuple[int, int]]:
    frame = open_snapshot(store).query(
        "SELECT term, count(*) AS n, sum(occurrences)::BIGINT AS times FROM doc_terms JOIN terms USING (term_id) GROUP BY 1"
    )
    return {term: (int(n), int(times)) for term, n, times in frame.itertuples(index=False)}


def written(store: Path) -> dict[str, int]:
    """Key of every article → when its newest annotation was written."""
    newest: dict[str, int] = {}
    for batch in Lake(store).batches(["key", "written"]):
        for key, at in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            newest[key] = max(at, newest.get(key, 0))
    return newest


def test_a_new_term_does_what_was_said_and_touches_only_its_articles(store: Path) -> None:
    before, at = counts(store), written(store)
    said = effect(open_snapshot(store), "phrases", "add", "Làng sương mù")
    assert (said.looked, said.holding) == (3, 3)
    told = {row.term: ((row.n_before, row.occurrences_before), (row.n_after, row.occurrences_after)) for row in said.counts.itertuples()}  # fmt: skip
    assert told["làng sương mù"] == ((1, 1), (2, 3)), "in capitals it was a name, which stays one"
    edit = lexicons.edit(store, "phrases", "add", "Làng sương mù", who="An")
    report = apply(store, processes=1)
    after = counts(store)
    assert {term: after.get(term, (0, 0)) for term in told} == {term: each[1] for term, each in told.items()}
    assert {term: before.get(term, (0, 0)) for term in told} == {term: each[0] for term, each in told.items()}
    changed = {key for key, when in written(store).items() if when != at[key]}
    assert report.renewed == len(changed) == 3, "the fourth article holds none of its syllables in a row"
    assert len(Lake(store).known()) == sum(batch.num_rows for batch in Lake(store).batches(["key"])) == 4
    assert not apply(store, processes=1).published

    lexicons.state.undo_lexicon_edit(store, edit.id, who="An")
    assert apply(store, processes=1).renewed == 3
    assert counts(store) == before


def test_a_shipped_term_may_be_taken_out(store: Path) -> None:
    said = effect(open_snapshot(store), "phrases", "remove", "trí tuệ nhân tạo")
    assert said.counts.values.tolist() == [["trí tuệ nhân tạo", 1, 0, 1, 0]]
    lexicons.edit(store, "phrases", "remove", "trí tuệ nhân tạo", who="An")
    assert apply(store, processes=1).renewed == 1
    assert "trí tuệ nhân tạo" not in counts(store)


def test_a_stop_word_changes_the_published_snapshot_alone(store: Path) -> None:
    at, version = written(store), Lake(store).version
    said = effect(open_snapshot(store), "stopwords", "add", "khách")
    assert said.counts.values.tolist() == [["khách", 2, 0, 2, 0]]
    lexicons.edit(store, "stopwords", "add", "khách", who="An")
    report = apply(store, processes=1)
    assert report.published and report.renewed == 0
    assert written(store) == at and Lake(store).version == version
    assert open_snapshot(store).query("SELECT stop FROM terms WHERE term = 'khách'")["stop"].tolist() == [True]
    assert effect(open_snapshot(store), "stopwords", "remove", "khách").counts.values.tolist() == [
        ["khách", 0, 2, 0, 2]
    ]


def test_a_concept_needs_nothing_to_be_applied(store: Path) -> None:
    said = effect(open_snapshot(store), "concepts", "add", "khách = đồi chè").counts
    assert said.empty or said["term"].iloc[0] == "khách"
    lexicons.edit(store, "concepts", "add", "trí tuệ nhân tạo = làng nghề", who="An")
    assert not apply(store, processes=1).published


def test_edits_travel_as_lines(store: Path, tmp_path: Path) -> None:
    lexicons.edit(store, "phrases", "add", "làng sương mù", who="An")
    lexicons.edit(store, "concepts", "add", "làng = thôn", who="An")
    file = tmp_path / "edits.tsv"
    file.write_text(lexicons.written(store) + "phrases\tadd\t\nsongs\tadd\tla\nconcepts\tadd\tx\n", "utf-8")
    build([tmp_path / "tin.jsonl"], tmp_path / "other", processes=1)
    added, problems = lexicons.take_in(tmp_path / "other", file, who="Bình")
    assert [(edit.lexicon, edit.entry) for edit in added] == [("phrases", "làng sương mù"), ("concepts", "làng = thôn")]
    assert [problem.line for problem in problems] == [4, 5, 6]
    assert lexicons.written(tmp_path / "other") == lexicons.written(store)
    assert lexicons.take_in(tmp_path / "other", file, who="Bình")[0] == []


@pytest.mark.parametrize(
    ("list_", "action", "entry"),
    [
        ("phrases", "add", "…"),
        ("phrases", "add", "12 34"),
        ("songs", "add", "x"),
        ("phrases", "burn", "x"),
        ("concepts", "add", "x"),
    ],
)
def test_what_is_no_edit_is_refused(list_: str, action: str, entry: str) -> None:
    with pytest.raises(lexicons.InputError):
        lexicons.check(list_, action, entry)
