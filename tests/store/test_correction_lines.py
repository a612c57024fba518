"""Corrections as lines: what is written is read back, and what cannot be read is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.store import corrections
from analysis.store.correction_lines import read, written
from analysis.store.corrections import Correction

words = st.text(
    st.characters(whitelist_categories=["L", "N"], whitelist_characters=" =-.&\"'"), min_size=1, max_size=40
)
names = words.map(lambda word: " ".join(word.split())).filter(lambda word: word and not word.startswith("#"))


@st.composite
def made(draw: st.DrawFn) -> Correction:
    action = draw(st.sampled_from(corrections.ACTIONS))
    becomes = (
        draw(st.sampled_from(corrections.TYPES)) if action == "retype" else "" if action == "hide" else draw(names)
    )
    surface = draw(names) if action == "split" else ""
    return Correction(0, "2026-11-02T09:00:00+00:00", draw(names)[:100].strip(), action, draw(names), surface, becomes)


@given(st.lists(made().filter(lambda one: one.name != one.becomes), max_size=6))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, ones: list[Correction]) -> None:
    file = tmp_path_factory.mktemp("lines") / "corrections.tsv"
    file.write_text(written(ones), "utf-8")
    assert read(file) == (ones, [])


def test_wrong_lines_are_named(tmp_path: Path) -> None:
    file = tmp_path / "corrections.tsv"
    file.write_text(
        "hide\tA\t\t\tAn\t\nhide\tB\nretype\tC\t\tROLE\tAn\t\nhide\tD\t\t\tAn\tyesterday\n"
        "hide\tE\t\t\tAn\t0001-01-01T00:00:00+14:00\n",
        "utf-8",
    )
    ones, problems = read(file)
    assert [one.name for one in ones] == ["A"]
    assert [(problem.file, problem.line) for problem in problems] == [("corrections.tsv", n) for n in (2, 3, 4, 5)]
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read(file)
