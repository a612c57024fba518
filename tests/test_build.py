"""Files to store through the real rooms: totals add up, nothing is done twice, and no killed process costs a row."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import intake
from analysis.build import Progress, build, describe, publish
from analysis.engines import Job, annotated
from analysis.errors import InputError, StoreBusy, StoreMissing
from analysis.paths import SAMPLE
from analysis.removal import undo_import
from analysis.sources.files import read
from analysis.store import corrections, imports, lock, state
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot


def line(number: int, **changes: object) -> str:
    row = {
        "date": f"2025-10-{number % 28 + 1:02}",
        "title": f"Xưởng chip số {number} ở Bến Sông mở lớp học",
        "text": f"Lớp học thứ {number} dạy chuyển đổi số cho người thợ. Học phí là {number} đồng.",
        "source": "Nhịp Số",
    }
    return json.dumps(row | changes, ensure_ascii=False) + "\n"


def contents(store: Path) -> str:
    snapshot = open_snapshot(store)
    return repr(
        {name: snapshot.query(f"SELECT * FROM {name}").values.tolist() for name in SNAPSHOT_TABLES if name != "meta"}
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "a.jsonl").write_text(line(1) + line(2) + line(2) + "{broken\n" + line(3, date="30/02/2025"), "utf-8")
    (folder / "b.jsonl").write_text(line(2) + line(4), "utf-8")
    (folder / "c.csv").write_text("id,label\n1,2\n", "utf-8")
    return folder


def test_every_row_is_accounted_for_and_nothing_is_done_twice(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    steps: list[Progress] = []
    first = build([files], store, progress=steps.append)
    assert [(f.file, f.read, f.new, f.unchanged, f.duplicates, f.rejected) for f in first.files] == [
        ("tin/a.jsonl", 5, 2, 0, 1, 2),
        ("tin/b.jsonl", 2, 1, 0, 1, 0),
        ("tin/c.csv", 1, 0, 0, 0, 1),
    ]
    assert first.published
    assert {step.stage for step in steps} == {"read", "publish"}
    assert all(0 <= step.fraction <= 1 for step in steps)
    facts = describe(store)
    assert (facts["articles"], facts["stories"], facts["rejects"]) == (3, 3, 3)
    assert facts["sources"] == [{"source": "Nhịp Số", "articles": 3, "first": "2025-10-02", "last": "2025-10-05"}]
    assert facts["months"] == [{"month": "2025-10", "articles": 3}]
    assert facts["sample"] is False
    assert facts["bytes"]["total"] >= facts["bytes"]["lake"] + facts["bytes"]["snapshots"] > 0
    json.dumps(facts)
    (files / "a.jsonl").write_text(line(1) + line(5), "utf-8")
    second = build([files], store)
    total = second.total()
    assert (total.read, total.new, total.unchanged, total.duplicates, total.rejected) == (5, 1, 3, 0, 1)
    assert second.renewed == 0
    facts = describe(store)
    assert (facts["articles"], facts["rejects"]) == (4, 1)


def test_a_build_of_nothing_new_changes_nothing(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = build([files], store)
    again = build([files], store)
    assert (again.published, again.snapshot, again.total().unchanged, again.total().rejected) == (
        False,
        first.snapshot,
        3,
        3,
    )
    assert publish(store) > first.snapshot


def test_a_grown_file_reads_what_is_new_and_what_was_taken_out(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = build([files], store)
    a = files / "a.jsonl"
    a.write_text(line(9) + a.read_text("utf-8"), "utf-8")
    grown = build([files], store)
    assert [(f.read, f.new, f.unchanged, f.duplicates, f.rejected) for f in grown.files][:2] == [
        (6, 1, 2, 1, 2),
        (2, 0, 1, 1, 0),
    ]
    undo_import(store, first.batch, who="Lan")
    back = build([files], store)
    assert back.total().new == 3
    build([files], tmp_path / "anew")
    assert len(open_snapshot(store).query("SELECT key FROM articles")) == 4
    assert (
        open_snapshot(store)
        .query("SELECT key, title FROM articles ORDER BY key")
        .equals(open_snapshot(tmp_path / "anew").query("SELECT key, title FROM articles ORDER BY key"))
    )


def test_an_edited_lexicon_annotates_again_what_it_may_change(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([files / "b.jsonl"], store)
    assert "người thợ" not in set(open_snapshot(store).query("SELECT term FROM terms").term)
    edit = state.add_lexicon_edit(store, lexicon="phrases", action="add", entry="người thợ", who="An")
    report = build([files / "b.jsonl"], store)
    assert (report.renewed, report.total().unchanged, report.published) == (2, 2, True)
    snapshot = open_snapshot(store)
    assert snapshot.meta["articles"] == "2"
    assert "người thợ" in set(snapshot.query("SELECT term FROM terms").term)
    assert set(Lake(store).known().values()) == {snapshot.meta["annotation_version"]}
    state.undo_lexicon_edit(store, edit.id, who="An")
    assert build([files / "b.jsonl"], store).renewed == 2


def test_edited_stop_words_are_published_without_annotating_again(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([files / "b.jsonl"], store)
    state.add_lexicon_edit(store, lexicon="stopwords", action="add", entry="lớp học", who="An")
    report = build([files / "b.jsonl"], store)
    assert (report.renewed, report.published) == (0, True)
    assert not build([files / "b.jsonl"], store).published
    stops = open_snapshot(store).query("SELECT stop FROM terms WHERE term = 'lớp học'")
    assert stops.stop.tolist() == [True]


def test_a_correction_that_was_kept_and_not_published_is_published_by_the_next_build(
    files: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build([files / "b.jsonl"], store)
    name = str(open_snapshot(store).query("SELECT min(name) AS name FROM entities").name[0])
    kept = corrections.keep(store, [corrections.Correction(0, "", "", "rename", name, "", "Tên Mới")], who="An")
    report = build([files / "b.jsonl"], store)
    assert (report.renewed, report.published) == (0, True)
    names = set(open_snapshot(store).query("SELECT name FROM entities").name)
    assert "Tên Mới" in names and name not in names
    assert not build([files / "b.jsonl"], store).published
    corrections.undo(store, kept[0].id, who="An")
    assert build([files / "b.jsonl"], store).published


def test_sample_and_real_articles_never_mix(files: Path, tmp_path: Path, sample_store: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    with pytest.raises(InputError, match="never mix: got real articles for the store of sample articles"):
        build([files], store)
    with pytest.raises(InputError, match="never mix: got both"):
        build([files, SAMPLE], tmp_path / "new")
    build([files / "b.jsonl"], tmp_path / "real")
    with pytest.raises(InputError, match="got sample articles for the store of real"):
        build([SAMPLE], tmp_path / "real")
    assert describe(sample_store)["sample"] is True


def test_what_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        build([tmp_path / "no.csv"], tmp_path / "store")
    with pytest.raises(StoreMissing, match="nhiptin build"):
        publish(tmp_path / "store")
    with pytest.raises(StoreMissing, match="nhiptin build"):
        describe(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_busy_store_is_left_alone(files: Path, tmp_path: Path) -> None:
    with lock.writing(tmp_path / "store"), pytest.raises(StoreBusy, match="one writer"):
        build([files], tmp_path / "store")


def test_a_file_without_articles_gives_an_empty_store(files: Path, tmp_path: Path) -> None:
    report = build([files / "c.csv"], tmp_path / "store")
    assert (report.total().rejected, report.published) == (1, True)
    assert describe(tmp_path / "store")["articles"] == 0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("".join(line(number) for number in range(60)), "utf-8")
    return path


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(intake, "CHUNK", 5)
    monkeypatch.setattr(intake, "COMMIT", 10)
    yield


@pytest.mark.usefixtures("small_chunks")
def test_a_killed_worker_costs_nothing(many: Path, tmp_path: Path) -> None:
    build([many], tmp_path / "one", processes=1)
    killed: list[int] = []

    def kill_one(step: Progress) -> None:
        children = multiprocessing.active_children()
        if not killed and children and children[0].pid:
            killed.append(children[0].pid)
            os.kill(children[0].pid, signal.SIGKILL)

    report = build([many], tmp_path / "two", processes=2, progress=kill_one)
    assert len(killed) == 1
    assert report.total().new == 60
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


_KILLED = """
import os, signal, sys
from pathlib import Path
from analysis import build, intake

def told(step):
    if step.stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

intake.CHUNK, intake.COMMIT = 5, 10
intake.monotonic = iter(range(10**9)).__next__
build.build([Path(sys.argv[1])], Path(sys.argv[2]), processes=1, progress=told)
"""


def test_a_killed_build_keeps_what_it_committed(many: Path, tmp_path: Path) -> None:
    store, part = tmp_path / "store", tmp_path / "part.jsonl"
    part.write_text("".join(line(number) for number in range(20)), "utf-8")
    first = build([part], store)
    before = contents(store)
    for stage in ("read", "publish"):
        done = subprocess.run([sys.executable, "-c", _KILLED, str(many), str(store), stage], check=False)
        assert done.returncode == -signal.SIGKILL
        assert contents(store) == before
    report = build([many], store)
    assert report.total().unchanged == 60
    assert report.published
    build([many], tmp_path / "whole")
    same = contents(store).replace("part.jsonl", "many.jsonl").replace(first.batch, report.batch)
    assert same == contents(tmp_path / "whole")


_POISON = """
import os
import duckdb
from analysis.schema import Annotation

def load():
    def careful(articles):
        titles = [article.title for article in articles]
        if any("số 7 " in title for title in titles):
            os._exit(9)
        if any("số 8 " in title for title in titles):
            raise ValueError("no such rule")
        return [Annotation(1, (), (), (), ("other",), (0.0,) * 13, ())] * len(articles)
    return careful
"""


def test_an_article_that_ends_its_process_is_found_and_the_rest_kept(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "poison.py").write_text(_POISON, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import poison  # type: ignore[import-not-found]

    articles = list(read([many]))[:12]
    chunks = [articles[:4], articles[4:9], articles[9:]]
    results = list(annotated(chunks, Job(poison.load, "v"), processes=2))  # type: ignore[arg-type]
    assert [result.table.num_rows for result in results] == [4, 3, 3]
    assert [sorted(result.failed) for result in results] == [[], [3, 4], []]
    assert "ended the process" in results[1].failed[3]
    assert "ValueError: no such rule" in results[1].failed[4]
    assert "leaked" not in capfd.readouterr().err


def test_the_real_corpora(corpora: Path, tmp_path: Path) -> None:
    report = build([corpora / "seeds"], tmp_path / "store")
    assert (report.total().new, report.total().rejected) == (2, 0)
    assert describe(tmp_path / "store")["articles"] == 2


def test_a_whole_import_is_taken_back_and_the_audit_remembers_it(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([files / "b.jsonl"], store)
    before = contents(store)
    report = build([files / "a.jsonl"], store)
    ours = next(one for one in imports.listed(open_snapshot(store)) if one.batch == report.batch)
    assert (ours.articles, ours.sources, ours.origin) == (1, 1, "a.jsonl")
    assert undo_import(store, report.batch, who="ta") == 1
    assert contents(store) == before
    assert [(row.what, row.who, row.detail["articles"]) for row in state.audit(store)] == [("import undone", "ta", 1)]
    with pytest.raises(InputError, match="there is no such import"):
        undo_import(store, report.batch, who="ta")
    with pytest.raises(StoreMissing):
        undo_import(tmp_path / "none", report.batch, who="ta")
    assert build([files / "a.jsonl"], store).total().new == 1
