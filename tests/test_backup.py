"""A store copied, wiped and restored: the same answers; damaged copies, full disks and ended runs change nothing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from analysis import backup, packed, questions, removal, transfer
from analysis.access import users
from analysis.errors import InputError, StoreBusy, StoreError
from analysis.report import Progress
from analysis.store import crawl, lock, places, state, state_file
from analysis.store.snapshot import Snapshot, open_snapshot
from tests.asking import asked
from tests.packing import again

WHO = "an@example.vn"


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's store with what people and fetches leave in one."""
    store = Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("lived") / "store"))
    state.save_view(store, name="Chip", page="keywords", params={"term": ["chip"]}, who=WHO)
    users.put(store / users.FILE, WHO, "editor")
    with crawl.opened(store):
        pass
    return store


@pytest.fixture(scope="module")
def copy(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup.backup(store, tmp_path_factory.mktemp("copies") / "copy.zip").file


def answers(store: Path) -> Callable[[str], pd.DataFrame]:
    snapshot = open_snapshot(store)
    key = str(snapshot.query("SELECT min(key) AS key FROM articles")["key"].iloc[0])
    return lambda question: asked(question, snapshot, key)


@pytest.fixture(scope="module")
def restored(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy restored where nothing is left."""
    folder = tmp_path_factory.mktemp("anew") / "store"
    assert backup.restore(copy, folder, who=WHO).former is None
    assert [path.name for path in folder.parent.iterdir()] == ["store"], "nothing of the work stays"
    return folder


@pytest.mark.parametrize("question", sorted(questions.QUESTIONS))
def test_every_question_answers_as_before(question: str, store: Path, restored: Path) -> None:
    pd.testing.assert_frame_equal(answers(store)(question), answers(restored)(question))


def test_what_people_wrote_comes_back(store: Path, copy: Path, restored: Path) -> None:
    assert [(view.name, view.who) for view in state.saved_views(restored)] == [("Chip", WHO)]
    assert [row.what for row in state.audit(restored)][:1] == ["store restored"]
    assert users.read(restored / users.FILE) == {WHO: "editor"}
    assert (restored / crawl.FILE).is_file() and copy.stat().st_mode & 0o777 == 0o600
    assert removal.vacuum(restored, who=WHO) >= 0, "the lake can be worked on"


def test_a_copy_without_snapshot_makes_it_anew(store: Path, tmp_path: Path) -> None:
    small = backup.backup(store, tmp_path / "small.zip", snapshot=False).file
    with zipfile.ZipFile(small) as archive:
        assert not any(name.startswith("snapshots/") for name in archive.namelist())
    done = backup.restore(small, tmp_path / "store", who=WHO)
    assert done.snapshot == open_snapshot(tmp_path / "store").version
    pd.testing.assert_frame_equal(answers(store)("topic_shares"), answers(tmp_path / "store")("topic_shares"))


def test_a_copy_is_of_one_moment_although_others_write(store: Path, tmp_path: Path) -> None:
    busy = Path(shutil.copytree(store, tmp_path / "busy"))
    gone = open_snapshot(busy).query("SELECT key FROM articles ORDER BY key LIMIT 1")["key"].tolist()

    def meddle(step: Progress) -> None:
        """Once all is named and before it is copied, somebody writes, publishes and removes what was published."""
        if gone:
            removal.remove(busy, articles=[gone.pop()], who=WHO)
            removal.vacuum(busy, who=WHO)

    file = backup.backup(busy, tmp_path / "busy.zip", progress=meddle).file
    assert not gone
    backup.restore(file, tmp_path / "store", who=WHO)
    pd.testing.assert_frame_equal(answers(busy)("source_volume"), answers(tmp_path / "store")("source_volume"))
    with closing(sqlite3.connect(tmp_path / "store" / state_file.FILE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_is_replaced_only_when_asked_and_then_kept_beside(copy: Path, store: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(store, tmp_path / "store"))
    state.save_view(folder, name="Sau", page="topics", params={}, who=WHO)
    with pytest.raises(InputError, match="--replace"):
        backup.restore(copy, folder, who=WHO)
    with lock.writing(folder), pytest.raises(StoreBusy):
        backup.restore(copy, folder, replace=True, who=WHO)
    done = backup.restore(copy, folder, replace=True, who=WHO)
    assert [view.name for view in state.saved_views(folder)] == ["Chip"]
    assert done.former and {view.name for view in state.saved_views(done.former)} == {"Chip", "Sau"}


def test_a_run_that_is_killed_leaves_the_store_as_it_was(copy: Path, store: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(store, tmp_path / "store"))
    state.save_view(folder, name="Sau", page="topics", params={}, who=WHO)
    command = ["restore", copy, "--store", folder, "--replace", "--progress", "json"]
    with zipfile.ZipFile(copy) as archive:
        members = len(archive.namelist()) - 1
    run = subprocess.Popen([sys.executable, "-m", "analysis", *map(str, command)], stderr=subprocess.PIPE, text=True)
    assert run.stderr
    for _ in range(members):
        assert json.loads(run.stderr.readline())["stage"] == "restore"
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stderr.close()
    assert {view.name for view in state.saved_views(folder)} in ({"Chip", "Sau"}, {"Chip"})
    assert open_snapshot(folder).version == open_snapshot(store).version
    assert backup.restore(copy, folder, replace=True, who=WHO).snapshot, "and it can be run again"
    assert not list(folder.parent.glob(".*")), "what the killed run left is gone"


def changed(name: str) -> Callable[[Path, Path], Path]:
    def change(copy: Path, to: Path) -> Path:
        with zipfile.ZipFile(copy) as archive:
            return again(copy, to, {name: archive.read(name)[:-40] + b"x" * 40})

    return change


def named(name: str) -> Callable[[Path, Path], Path]:
    return lambda copy, to: again(copy, to, {name: b"x"}, told=True)


def cut(part: float) -> Callable[[Path, Path], Path]:
    def change(copy: Path, to: Path) -> Path:
        to.write_bytes(copy.read_bytes()[: int(copy.stat().st_size * part)])
        return to

    return change


def told(**facts: object) -> Callable[[Path, Path], Path]:
    def change(copy: Path, to: Path) -> Path:
        with zipfile.ZipFile(copy) as archive:
            manifest = json.loads(archive.read(packed.MANIFEST))
        return again(copy, to, {packed.MANIFEST: json.dumps(manifest | facts).encode()})

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (cut(0.0), "no copy of a store"),
        (cut(0.5), "no copy of a store"),
        (cut(0.999), "no copy of a store"),
        (changed("state.sqlite"), "checksum differs"),
        (named("../outside"), "a part that it never has"),
        (named("/etc/cron.d/evil"), "a part that it never has"),
        (named("lake/articles/../../../outside"), "a part that it never has"),
        (named("snapshots/..\\outside/serve.duckdb"), "a part that it never has"),
        (told(format=99), "format 99"),
        (told(kind="corpus"), "a file of the kind 'corpus'"),
    ],
    ids=["empty", "half", "tail", "bytes", "up", "root", "through", "backslash", "version", "corpus"],
)
def test_a_bad_copy_is_refused(
    change: Callable[[Path, Path], Path], why: str, copy: Path, store: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(store, tmp_path / "in" / "store"))
    with pytest.raises(InputError, match=why):
        backup.restore(change(copy, tmp_path / "bad.zip"), folder, replace=True, who=WHO)
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    assert not (tmp_path / "outside").exists() and [view.name for view in state.saved_views(folder)] == ["Chip"]


def test_an_exported_corpus_is_no_copy_and_a_copy_is_no_corpus(copy: Path, store: Path, tmp_path: Path) -> None:
    transfer.pack(store, tmp_path / "corpus.zip")
    with pytest.raises(InputError, match="nhiptin backup"):
        backup.restore(tmp_path / "corpus.zip", tmp_path / "store", who=WHO)
    with pytest.raises(InputError, match="nhiptin export"):
        transfer.unpack(copy, tmp_path / "store")


def test_a_state_of_a_newer_version_is_refused(copy: Path, store: Path, tmp_path: Path) -> None:
    shutil.copy(store / state_file.FILE, tmp_path / state_file.FILE)
    with closing(sqlite3.connect(tmp_path / state_file.FILE)) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    newer = again(copy, tmp_path / "newer.zip", {"state.sqlite": (tmp_path / state_file.FILE).read_bytes()}, told=True)
    with pytest.raises(StoreError, match="newer version"):
        backup.restore(newer, tmp_path / "store", who=WHO)
    assert not (tmp_path / "store").exists()


def test_a_snapshot_of_another_version_is_made_anew(copy: Path, store: Path, tmp_path: Path) -> None:
    version = open_snapshot(store).version
    other = again(copy, tmp_path / "other.zip", {f"snapshots/{version}/serve.duckdb": b"of long ago"}, told=True)
    done = backup.restore(other, tmp_path / "store", who=WHO)
    assert done.snapshot != version
    with Snapshot(tmp_path / "store" / "snapshots" / done.snapshot) as made:
        assert made.meta["articles"] == open_snapshot(store).meta["articles"]


def test_a_full_target_changes_nothing(
    copy: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(store, tmp_path / "in" / "store"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreError, match="it is as it was"):
            backup.restore(copy, folder, replace=True, who=WHO)
        with pytest.raises(StoreError, match=r"copy\.zip cannot be written"):
            backup.backup(store, tmp_path / "copies" / "copy.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "copies").iterdir()) == [] and [p.name for p in folder.parent.iterdir()] == ["store"]
    used = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: used._replace(free=1000))
    with pytest.raises(StoreError, match="got 1,000 bytes, needed"):
        backup.restore(copy, folder, replace=True, who=WHO)
    assert [view.name for view in state.saved_views(folder)] == ["Chip"]


def test_a_lake_in_object_storage_is_not_copied(tmp_path: Path) -> None:
    places.put_lake(tmp_path, "s3://tin/lake")
    with pytest.raises(InputError, match="nhiptin export"):
        backup.backup(tmp_path, tmp_path / "copy.zip")


def test_settings_and_their_users_come_along(store: Path, tmp_path: Path) -> None:
    settings = tmp_path / "etc" / "serving.toml"
    settings.parent.mkdir()
    settings.write_text(f'users = "people.tsv"\n[metrics]\ntoken = "{"t" * 32}"\n', "utf-8")
    settings.chmod(0o600)
    users.put(settings.with_name("people.tsv"), "@example.vn", "viewer")
    file = backup.backup(store, tmp_path / "copy.zip", settings=settings).file
    assert backup.restore(file, tmp_path / "one", who=WHO).settings, "they wait in the copy"
    with pytest.raises(InputError, match="is there already"):
        backup.restore(file, tmp_path / "two", settings=settings, who=WHO)
    fresh = tmp_path / "new" / "serving.toml"
    backup.restore(file, tmp_path / "two", settings=fresh, who=WHO)
    assert fresh.read_bytes() == settings.read_bytes() and fresh.stat().st_mode & 0o777 == 0o600
    assert users.read(fresh.with_name("people.tsv")) == {"@example.vn": "viewer"}


def test_a_folder_keeps_the_last_copies(store: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_bytes(b"of somebody else")
    killed = tmp_path / ".nhiptin-20261101T023000000000Z.zip-abc"
    killed.write_bytes(b"half a copy")
    os.utime(killed, (0, 0))
    done = [backup.backup(store, tmp_path, snapshot=False, keep=2) for _ in range(3)]
    assert [one.removed for one in done] == [0, 0, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["notes.zip", *(one.file.name for one in done[1:])]
    )


def test_the_commands_say_what_they_did(store: Path, tmp_path: Path) -> None:
    def run(*command: str | Path) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "NHIPTIN_SETTINGS"}
        return subprocess.check_output(
            [sys.executable, "-m", "analysis", *map(str, command)], text=True, env=environment
        )

    assert run("backup", tmp_path / "a.zip", "--store", store).startswith(f"wrote {tmp_path}/a.zip: ")
    assert run("restore", tmp_path / "a.zip", "--store", tmp_path / "new") == (
        f"restored {tmp_path}/new, snapshot {open_snapshot(store).version}\n"
    )
