"""What people write: layered, undone one by one, and remembered."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.errors import InputError, StoreError, StoreMissing
from analysis.store import lexicons, state


def test_a_store_without_edits(tmp_path: Path) -> None:
    assert lexicons.terms(tmp_path).added == ()
    assert state.stop_words(tmp_path, {"và"}) == {"và"}
    assert state.saved_views(tmp_path) == state.audit(tmp_path) == state.lexicon_edits(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_edits_are_a_layer_that_can_be_undone(tmp_path: Path) -> None:
    first = state.add_lexicon_edit(tmp_path, lexicon="phrases", action="add", entry=" Lúa   Hoà số ", who="An")
    state.add_lexicon_edit(tmp_path, lexicon="stopwords", action="remove", entry="và", who="An")
    second = state.add_lexicon_edit(tmp_path, lexicon="stopwords", action="add", entry="Tin", who="Bình")
    assert lexicons.terms(tmp_path).added == ("lúa hòa số",)
    assert state.stop_words(tmp_path, {"và", "là"}) == {"là", "tin"}
    state.undo_lexicon_edit(tmp_path, first.id, who="Bình")
    state.undo_lexicon_edit(tmp_path, second.id, who="Bình")
    assert lexicons.terms(tmp_path).added == ()
    assert state.stop_words(tmp_path, {"và", "là"}) == {"là"}
    with pytest.raises(InputError, match="nothing to take back"):
        state.undo_lexicon_edit(tmp_path, first.id, who="Bình")
    assert [(row.who, row.what) for row in state.audit(tmp_path)] == [
        ("Bình", "lexicon edit undone"),
        ("Bình", "lexicon edit undone"),
        ("Bình", "lexicon edit"),
        ("An", "lexicon edit"),
        ("An", "lexicon edit"),
    ]


def test_views_are_kept_and_removed(tmp_path: Path) -> None:
    params = {"source": ["Nhịp Số", "b"], "unit": ["stories"]}
    view = state.save_view(tmp_path, name="Tuần này", page="keywords", params=params, who="An")
    assert state.saved_views(tmp_path) == [view]
    assert view.params == params
    state.remove_view(tmp_path, view.id, who="An")
    assert state.saved_views(tmp_path) == []
    assert [row.what for row in state.audit(tmp_path)] == ["view removed", "view saved"]


def test_what_cannot_be_kept(tmp_path: Path) -> None:
    for settings in (
        {"lexicon": "colours", "action": "add", "entry": "a"},
        {"lexicon": "phrases", "action": "burn", "entry": "a"},
        {"lexicon": "phrases", "action": "add", "entry": " \x00\u200b "},
        {"lexicon": "phrases", "action": "add", "entry": "a" * 101},
    ):
        with pytest.raises(InputError, match="got"):
            state.add_lexicon_edit(tmp_path, who="An", **settings)
    with pytest.raises(InputError, match="settings of"):
        state.save_view(tmp_path, name="x", page="y", params={"a": ["b" * 5000]}, who="An")
    assert state.audit(tmp_path) == []
    with pytest.raises(StoreMissing, match="nhiptin build"):
        state.save_view(tmp_path / "no", name="x", page="y", params={}, who="An")


def test_the_audit_is_never_rewritten(tmp_path: Path) -> None:
    state.save_view(tmp_path, name="x", page="y", params={}, who="An")
    db = sqlite3.connect(tmp_path / "state.sqlite")
    for statement in ("DELETE FROM audit", "UPDATE audit SET who = 'Ai đó'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(statement)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


def test_many_writers_at_once(tmp_path: Path) -> None:
    def add(number: int) -> None:
        state.add_lexicon_edit(tmp_path, lexicon="phrases", action="add", entry=f"từ số {number}", who="An")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(30)))
    assert len(lexicons.terms(tmp_path).added) == len(state.audit(tmp_path)) == 30


def test_a_file_of_a_newer_version_or_none_at_all(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "state.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="newer version: got 99"):
        state.audit(tmp_path)
    (tmp_path / "state.sqlite").write_bytes(b"nothing" * 1000)
    with pytest.raises(StoreError, match="cannot be used"):
        state.audit(tmp_path)
