"""``nhiptin lexicon topics``: exit codes and words, as a user runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

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


def test_a_topic_from_preview_to_undo(sample_store: Path, tmp_path: Path) -> None:
    store = str(shutil.copytree(sample_store, tmp_path / "own"))
    topics, named = ("lexicon", "topics"), ("Chủ quyền", "--en", "Sovereignty", "--seeds", "chủ quyền dữ liệu")
    seen = nhiptin(*topics, "add", *named, "--preview", "--store", store)
    assert seen.returncode == 0 and "own-sovereignty" in seen.stdout and "tried on" in seen.stderr
    done = nhiptin(*topics, "add", *named, "--who", "An", "--store", store)
    assert done.returncode == 0 and "undo 1" in done.stderr
    asked = nhiptin("ask", "article_search", "--topic", "own-sovereignty", "--csv", "--store", store)
    assert asked.returncode == 0 and len(asked.stdout.splitlines()) > 10
    again = nhiptin(*topics, "add", *named, "--store", store)
    assert again.returncode == 2 and "there is such a topic already" in again.stderr
    file = tmp_path / "topics.tsv"
    file.write_text(nhiptin(*topics, "export", "--store", store).stdout + "merge\tai\tai\t\t\t\t\t\n", "utf-8")
    back = nhiptin(*topics, "import", str(file), "--store", store)
    assert back.returncode == 1 and "topics.tsv:6:" in back.stderr and "0 edits" in back.stderr
    assert nhiptin(*topics, "undo", "1", "--store", store).returncode == 0
