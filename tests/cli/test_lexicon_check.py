"""``nhiptin lexicon check``: what it prints and how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

from typer.testing import CliRunner

from analysis.__main__ import app
from analysis.paths import LEXICON


def checked(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["lexicon", "check", *map(str, arguments)])
    return done.exit_code, done.stdout


def test_lists_in_order_end_with_zero_and_print_nothing() -> None:
    assert checked() == (0, "")


def test_a_wrong_line_is_printed_with_file_and_line_and_ends_with_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LEXICON, tmp_path / "lexicon"))
    with (folder / "places.tsv").open("a", encoding="utf-8") as out:
        out.write("Sông Xanh\tregion\n")
    line = len((folder / "places.tsv").read_text("utf-8").splitlines())
    assert checked("--folder", folder) == (1, f"places.tsv:{line}: got 2 columns, allowed is 3\n")


def test_the_corrections_of_a_store_are_checked_too(sample_store: Path) -> None:
    assert checked("--store", sample_store) == (0, "")
