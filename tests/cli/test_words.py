"""``nhiptin lexicon words``: exit codes and words, as a user runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.paths import ROOT


def nhiptin(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> str:
    return str(shutil.copytree(sample_store, tmp_path / "own"))


def test_a_stop_word_from_preview_to_undo(store: str) -> None:
    words = ("lexicon", "words")
    seen = nhiptin(*words, "add", "stopwords", "dữ liệu", "--preview", "--store", store)
    assert seen.returncode == 0 and "dữ liệu" in seen.stdout
    assert "no rows" in nhiptin(*words, "list", "--store", store).stdout, "a preview keeps nothing"
    done = nhiptin(*words, "add", "stopwords", "dữ liệu", "--who", "An", "--store", store)
    assert done.returncode == 0 and "undo 1" in done.stderr and "0 articles annotated again" in done.stderr
    assert nhiptin(*words, "export", "--store", store).stdout.splitlines()[1:] == ["stopwords\tadd\tdữ liệu"]
    assert nhiptin(*words, "undo", "1", "--store", store).returncode == 0
    assert nhiptin(*words, "undo", "1", "--store", store).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "songs", "la"), "allowed stopwords, phrases, concepts"),
        (("add", "concepts", "ai"), "allowed «concept = form»"),
        (("remove", "phrases", "…"), "needs a letter"),
    ],
)
def test_bad_use_is_refused_in_a_sentence(store: str, arguments: tuple[str, ...], says: str) -> None:
    done = nhiptin("lexicon", "words", *arguments, "--store", store)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_lines_that_cannot_be_used_are_named(store: str, tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    file.write_text("concepts\tadd\tai = ttnt\nsongs\tadd\tla\n", "utf-8")
    done = nhiptin("lexicon", "words", "import", str(file), "--store", store)
    assert done.returncode == 1 and "words.tsv:2:" in done.stderr and "1 edits added" in done.stderr
