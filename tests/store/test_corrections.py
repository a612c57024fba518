"""People's corrections: replayed in order, undone one by one, the same at once and at the next publishing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import CorrectionRefused, InputError
from analysis.store import amend, corrections, lock
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.corrections import Correction, replay
from analysis.store.preview import checked, effect
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

NAMES = ("An Nhiên", "Bộ Chip", "Xưởng Chip")


@pytest.fixture
def four(stored, pair) -> Path:
    """An Nhiên (PER) in three articles, written An and AN; Bộ Chip (ORG) in two; Xưởng Chip (ORG) in one."""
    return stored(
        pair("An gặp BC", names=(("PER", "An", "An Nhiên"), ("ORG", "BC", "Bộ Chip"))),
        pair("AN thăm xưởng", day="2025-10-21", names=(("PER", "AN", "An Nhiên"), ("ORG", "xưởng", "Xưởng Chip"))),
        pair("Bộ nói", day="2025-10-22", names=(("ORG", "Bộ", "Bộ Chip"),)),
        pair("An về", day="2025-10-23", names=(("PER", "An", "An Nhiên"),)),
    )


def one(action: str, name: str, becomes: str = "", surface: str = "") -> Correction:
    return Correction(0, "", "", action, name, surface, becomes)


def correct(store: Path, *made: Correction) -> Snapshot:
    with lock.writing(store, task="correct"):
        corrections.keep(store, made, who="An")
        amend.renew(store)
    return open_snapshot(store)


def counts(snapshot: Snapshot) -> dict[str, tuple[str, int, int]]:
    """Entity → type, articles, mentions."""
    frame = snapshot.query(
        "SELECT name, type, count(*) AS articles, sum(mentions)::INTEGER AS mentions "
        "FROM article_mentions JOIN entities USING (entity_id) GROUP BY ALL ORDER BY name"
    )
    return {row.name: (row.type, row.articles, row.mentions) for row in frame.itertuples(index=False)}


def tables(snapshot: Snapshot) -> str:
    """All tables but what says when and under which name they were made."""
    return repr({
        name: list(snapshot.query(f"SELECT * FROM {name}").itertuples(index=False, name=None))
        for name in SNAPSHOT_TABLES if name != "meta"
    })  # fmt: skip


BEFORE = {"An Nhiên": ("PER", 3, 3), "Bộ Chip": ("ORG", 2, 2), "Xưởng Chip": ("ORG", 1, 1)}


def test_merge(four: Path) -> None:
    assert counts(open_snapshot(four)) == BEFORE
    after = correct(four, one("merge", "Xưởng Chip", "Bộ Chip"))
    assert counts(after) == {"An Nhiên": ("PER", 3, 3), "Bộ Chip": ("ORG", 3, 3)}
    row = after.query("SELECT found, correction FROM mentions WHERE surface = 'xưởng'")
    assert row.values.tolist() == [["Xưởng Chip", 1]]


def test_a_merge_keeps_the_type_of_the_name_that_stays(four: Path) -> None:
    assert counts(correct(four, one("merge", "An Nhiên", "Xưởng Chip")))["Xưởng Chip"] == ("ORG", 3, 4)


def test_split_rename_retype_hide(four: Path) -> None:
    after = correct(
        four,
        one("split", "An Nhiên", "Nông An", surface="AN"),
        one("rename", "Xưởng Chip", "Xưởng vi mạch"),
        one("retype", "Xưởng vi mạch", "LOC"),
        one("hide", "Bộ Chip"),
    )
    assert counts(after) == {"An Nhiên": ("PER", 2, 2), "Nông An": ("PER", 1, 1), "Xưởng vi mạch": ("LOC", 1, 1)}
    assert int(after.query("SELECT count(*) AS n FROM hidden_mentions").n[0]) == 2


def test_a_type_goes_along_with_a_new_name_and_not_into_a_merge() -> None:
    kept = replay([one("retype", "A", "LOC"), one("rename", "A", "B")], [("A", "a")])
    assert kept.types == {"B": "LOC"}
    assert replay([one("retype", "A", "LOC"), one("merge", "A", "B")], [("A", "a")]).types == {}


def test_undo_gives_back_what_was(four: Path) -> None:
    first = tables(open_snapshot(four))
    correct(four, one("hide", "Bộ Chip"), one("merge", "Xưởng Chip", "An Nhiên"))
    corrections.undo(four, 1, who="Bình")
    assert counts(correct(four)) == {"An Nhiên": ("PER", 3, 4), "Bộ Chip": ("ORG", 2, 2)}
    corrections.undo(four, 2, who="Bình")
    assert tables(correct(four)) == first
    with pytest.raises(InputError, match="nothing to take back"):
        corrections.undo(four, 2, who="Bình")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (one("merge", "Không Ai", "Bộ Chip"), "unknown"),
        (one("merge", "Bộ Chip", "Không Ai"), "unknown"),
        (one("rename", "Bộ Chip", "Xưởng Chip"), "taken"),
        (one("retype", "Bộ Chip", "ORG"), "same"),
        (one("split", "Bộ Chip", surface="Bộ Nào"), "surface"),
        (one("split", "Xưởng Chip", "Nhà máy", surface="xưởng"), "only"),
        (one("merge", "Bộ Chip", "Gió Lành"), "gone"),
        (one("hide", "Gió Lành"), "gone"),
    ],
)
def test_what_contradicts_the_store_is_refused(stored, pair, wanted: Correction, reason: str) -> None:
    store = stored(
        pair("Bộ gặp BC và gió ở xưởng", names=(
            ("ORG", "Bộ", "Bộ Chip"), ("ORG", "BC", "Bộ Chip"), ("ORG", "gió", "Gió Lành"), ("ORG", "xưởng", "Xưởng Chip"),
        )),
    )  # fmt: skip
    after = correct(store, one("merge", "Gió Lành", "Bộ Chip"))
    with pytest.raises(CorrectionRefused) as refused:
        checked(after, corrections.in_force(store), wanted)
    assert refused.value.reason == reason
    assert "nhiptin" in str(refused.value) or "allowed" in str(refused.value) or reason == "same"


def test_a_form_that_is_wrong_is_refused(tmp_path: Path) -> None:
    for wrong in (
        one("burn", "A", "B"),
        one("merge", "", "B"),
        one("merge", "A", "A"),
        one("merge", "A", "\x00 \u200b"),
        one("rename", "A", "?"),
        one("retype", "A", "ROLE"),
        one("merge", "A", "B", surface="a"),
        one("split", "A", "B"),
        one("rename", "A", "b" * 201),
    ):
        with pytest.raises(InputError, match="got"):
            corrections.keep(tmp_path, [wrong], who="An")
    assert corrections.in_force(tmp_path) == []


def test_the_preview_says_what_changes_and_nothing_else(four: Path) -> None:
    frame = effect(open_snapshot(four), [], [one("merge", "Xưởng Chip", "An Nhiên")])
    assert frame.values.tolist() == [
        ["An Nhiên", "PER", "PER", 3, 3, 3, 4],
        ["Xưởng Chip", "ORG", "", 1, 0, 1, 0],
    ]
    assert effect(open_snapshot(four), [], []).empty
    assert effect(open_snapshot(four), [], [one("retype", "Bộ Chip", "LOC")]).values.tolist() == [
        ["Bộ Chip", "ORG", "LOC", 2, 2, 2, 2]
    ]


def made() -> st.SearchStrategy[Correction]:
    names = st.sampled_from((*NAMES, "Tên Mới"))
    return st.one_of(
        st.builds(one, st.sampled_from(["merge", "rename"]), names, names),
        st.builds(one, st.just("split"), names, names, st.sampled_from(["An", "AN", "BC", "xưởng"])),
        st.builds(one, st.just("retype"), names, st.sampled_from(["PER", "LOC"])),
        st.builds(one, st.just("hide"), names),
    ).filter(lambda c: c.name != c.becomes)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(made(), max_size=5))
def test_at_once_is_as_at_publishing_and_as_the_preview_said(four: Path, wanted: list[Correction]) -> None:
    start = corrections.in_force(four)
    before = open_snapshot(four)
    had = counts(before)
    told = effect(before, start, [*start, *wanted]).set_index("name")
    after = correct(four, *wanted)
    kept = corrections.in_force(four)
    try:
        now = counts(after)
        for name in had.keys() | now.keys():
            if had.get(name) == now.get(name):
                assert name not in told.index
            else:
                row = told.loc[name]
                for side, known in (("before", had), ("after", now)):
                    seen = (row[f"type_{side}"], row[f"articles_{side}"], row[f"mentions_{side}"])
                    assert seen == known.get(name, ("", 0, 0))
        at_once = tables(after)
        publish(four, stop_words={"và"})
        assert tables(open_snapshot(four)) == at_once
        assert open_snapshot(four).meta["corrections"] == amend.numbers(kept)
    finally:
        for correction in kept:
            corrections.undo(four, correction.id, who="An")
        correct(four)


def test_the_index_of_words_is_shared_and_still_answers(four: Path) -> None:
    found = open_snapshot(four).search("an").tolist()
    assert correct(four, one("hide", "Bộ Chip")).search("an").tolist() == found == [0, 1, 3]


def test_a_preview_of_nothing_has_its_columns(four: Path) -> None:
    frame = effect(open_snapshot(four), [], [])
    assert list(frame.columns) == [
        "name", "type_before", "type_after", "articles_before", "articles_after", "mentions_before", "mentions_after"
    ]  # fmt: skip
    assert isinstance(frame, pd.DataFrame)
