"""A corpus packed and unpacked somewhere else: the same articles, numbers and edits; damaged files are refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis import Scope, questions, transfer
from analysis.errors import InputError, StoreMissing
from analysis.packed import MANIFEST
from analysis.store import state
from analysis.store.snapshot import open_snapshot
from tests.packing import again


@pytest.fixture(scope="module")
def packed(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a view that somebody saved, packed."""
    folder = tmp_path_factory.mktemp("packed")
    store = folder / "sample"
    shutil.copytree(sample_store, store)
    state.save_view(store, name="Chip", page="keywords", params={"term": ["chip"]}, who="An")
    done = transfer.pack(store, folder / "corpus.zip")
    assert done["articles"] == len(open_snapshot(store).query("SELECT key FROM articles"))
    return folder / "corpus.zip"


def test_a_corpus_comes_back_whole(packed: Path, sample_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "new" / "store"
    report = transfer.unpack(packed, store)
    assert report.renewed == 0 and report.store == str(store)
    before, after = open_snapshot(sample_store), open_snapshot(store)
    for question in (
        "keyword_frequencies",
        "entity_frequencies",
        "topic_shares",
        "quotation_speakers",
        "source_volume",
    ):
        one, two = (questions.QUESTIONS[question](snapshot, Scope()) for snapshot in (before, after))
        pd.testing.assert_frame_equal(one, two)
    keys = "SELECT key, source, day, main_topic FROM articles ORDER BY key"
    assert before.query(keys).equals(after.query(keys))
    assert [(view.name, view.who) for view in state.saved_views(store)][:1] == [("Chip", "An")]
    assert state.audit(store)[0].who == "An"
    assert not list(tmp_path.glob("new/.*")), "nothing of the work stays"


def test_a_folder_in_use_is_refused(packed: Path, sample_store: Path) -> None:
    with pytest.raises(InputError, match="not empty"):
        transfer.unpack(packed, sample_store)


def test_an_empty_store_has_nothing_to_pack(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        transfer.pack(tmp_path, tmp_path / "corpus.zip")
    assert not (tmp_path / "corpus.zip").exists()


@pytest.mark.parametrize("member", ["articles/00000.parquet", "state.sqlite"])
def test_changed_bytes_are_noticed(packed: Path, tmp_path: Path, member: str) -> None:
    with zipfile.ZipFile(packed) as archive:
        whole = archive.read(member)
    changed = again(packed, tmp_path / "changed.zip", {member: whole[:-40] + b"x" * 40})
    with pytest.raises(InputError, match="checksum differs"):
        transfer.unpack(changed, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["changed.zip"], "no half store stays"


@pytest.mark.parametrize(
    "manifest",
    [
        b"{}",
        b"[]",
        b"no json",
        json.dumps({"format": 99, "files": {}}).encode(),
        json.dumps({"format": 1, "files": {"../../etc/passwd": {"size": 1, "sha256": ""}}}).encode(),
        json.dumps({"format": 1, "files": {"articles/9.parquet": {"size": 1, "sha256": ""}}}).encode(),
    ],
)
def test_what_is_no_packed_corpus_is_refused(packed: Path, tmp_path: Path, manifest: bytes) -> None:
    odd = again(packed, tmp_path / "odd.zip", {MANIFEST: manifest})
    with pytest.raises(InputError, match="no packed corpus"):
        transfer.unpack(odd, tmp_path / "store")


def test_a_part_that_expands_is_refused(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as whole, zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as odd:
        for one in whole.infolist():
            odd.writestr(one.filename, whole.read(one))
    with pytest.raises(InputError, match="compressed or locked"):
        transfer.unpack(tmp_path / "bomb.zip", tmp_path / "store")


def test_a_file_that_is_no_zip_or_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("xin chào", "utf-8")
    for name, told in (("text.zip", "no packed corpus"), ("none.zip", "no file")):
        with pytest.raises(InputError, match=told):
            transfer.unpack(tmp_path / name, tmp_path / "store")
