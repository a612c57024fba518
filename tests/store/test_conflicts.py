"""Corrections that change nothing any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.store import corrections
from analysis.store.amend import renew
from analysis.store.conflicts import conflicts
from analysis.store.corrections import Correction


@pytest.fixture
def kho(stored, pair) -> Path:
    names = (("ORG", "chip", "Xưởng Chip"), ("PER", "An", "An Nhiên"))
    return stored(pair("chip của An", names=names))


def correct(store: Path, action: str, name: str, surface: str = "", becomes: str = "") -> None:
    corrections.keep(store, [Correction(0, "", "", action, name, surface, becomes)], who="thử")


def test_a_correction_with_an_effect_is_none(kho: Path) -> None:
    correct(kho, "merge", "Xưởng Chip", becomes="Nhà máy Chip")
    correct(kho, "rename", "Nhà máy Chip", becomes="Xưởng Chip Mới")
    correct(kho, "split", "An Nhiên", "An", "Lê An")
    correct(kho, "retype", "Lê An", becomes="ORG")
    assert conflicts(kho) == []
    renew(kho)
    assert conflicts(kho) == []


def test_what_another_correction_or_nobody_left_is_named(kho: Path) -> None:
    correct(kho, "merge", "Xưởng Chip", becomes="Nhà máy Chip")
    correct(kho, "merge", "Xưởng Chip", becomes="An Nhiên")
    correct(kho, "split", "An Nhiên", "Nhiên", "Lê An")
    correct(kho, "hide", "Sao Mai")
    assert [one.number for one in conflicts(kho)] == [2, 3, 4]
    assert str(conflicts(kho)[1]).startswith("correction 3: split of 'An Nhiên' where it is written 'Nhiên' changes")
