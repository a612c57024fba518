"""``nhiptin lexicon`` as a user runs it: look, correct, take back, carry to another store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis import Scope, questions
from analysis.store.snapshot import open_snapshot

from .test_commands import nhiptin, refused


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's store."""
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("corrected") / "store"))


def articles(store: Path, name: str) -> int:
    frame = questions.entity_frequencies(open_snapshot(store), Scope(), find=name)
    return int(frame[frame["name"] == name]["n"].sum())


def test_correct_and_take_back(store: Path, tmp_path: Path) -> None:
    first, second = questions.entity_frequencies(open_snapshot(store), Scope(), type=("ORG",), top=2)["name"].tolist()
    before = articles(store, first)
    seen = nhiptin("lexicon", "merge", second, first, "--store", store, "--preview")
    assert seen.returncode == 0 and str(before) in seen.stdout
    assert articles(store, first) == before, "a preview changes nothing"
    done = nhiptin("lexicon", "merge", second, first, "--store", store, "--who", "An")
    assert done.returncode == 0 and "nhiptin lexicon undo 1" in done.stderr
    assert articles(store, first) > before and articles(store, second) == 0
    refused(nhiptin("lexicon", "merge", first, second, "--store", store), "since correction 1")
    lines = tmp_path / "lines.tsv"
    lines.write_text(nhiptin("lexicon", "export", "--store", store).stdout, "utf-8")
    assert lines.read_text("utf-8").splitlines()[-1].startswith(f"merge\t{second}\t\t{first}\tAn\t20")
    assert "An" in nhiptin("lexicon", "list", "--store", store).stdout
    undone = nhiptin("lexicon", "undo", "1", "--store", store)
    assert undone.returncode == 0 and articles(store, first) == before
    refused(nhiptin("lexicon", "undo", "1", "--store", store), "got 1")

    with lines.open("a", encoding="utf-8") as file:
        file.write("burn\ta\t\tb\tAn\t\nhide\tKhông Ai\t\t\tAn\tsometime\nmerge\tonly three\n")
        file.write("hide\tMột Tên Chưa Gặp\t\t\t\t\n")
    again = nhiptin("lexicon", "import", lines, "--store", store)
    assert again.returncode == 1, "lines were wrong"
    assert again.stderr.count("lines.tsv:") == 3 and "Traceback" not in again.stderr
    assert articles(store, second) == 0
    assert "Một Tên Chưa Gặp" in nhiptin("lexicon", "list", "--store", store).stdout


def test_bad_use(store: Path, tmp_path: Path) -> None:
    refused(nhiptin("lexicon", "hide", "Không Hề Có", "--store", store), "no entity of that name", "entity_frequencies")
    refused(nhiptin("lexicon", "retype", "Việt Nam", "ROLE", "--store", store), "allowed PER")
    refused(nhiptin("lexicon", "import", tmp_path / "none.tsv", "--store", store), "no such file")
    refused(nhiptin("lexicon", "hide", "A", "--store", tmp_path / "none"), "no store")
