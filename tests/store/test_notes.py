"""Notes on charts: kept with author and day, changed and taken back, and every change in the audit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import InputError, StoreMissing
from analysis.store import notes, state

CARD = "keywords-timeline"


def test_a_note_is_kept_changed_taken_out_and_put_back(tmp_path: Path) -> None:
    assert notes.notes(tmp_path) == []
    one = notes.add(tmp_path, card=CARD, text="  Đợt tăng\ndo hội nghị ", day=date(2025, 10, 25), who="Lan")
    two = notes.add(tmp_path, card="overview-volume", text="Thiếu một báo", who="Minh")
    first = notes.notes(tmp_path, CARD)[0]
    assert (first.id, first.who, first.day, first.text) == (one, "Lan", date(2025, 10, 25), "Đợt tăng do hội nghị")
    notes.edit(tmp_path, one, text="Do lễ ký", who="Minh")
    notes.remove(tmp_path, two, who="Minh")
    assert [(note.who, note.text) for note in notes.notes(tmp_path)] == [("Minh", "Do lễ ký")]
    notes.restore(tmp_path, two, who="Lan")
    assert [note.id for note in notes.notes(tmp_path)] == [one, two]
    told = [(row.what, row.who) for row in reversed(state.audit(tmp_path))]
    assert [what for what, _ in told] == ["note added"] * 2 + ["note edited", "note removed", "note put back"]
    assert state.audit(tmp_path)[2].detail["before"] == "Đợt tăng do hội nghị"


@pytest.mark.parametrize("text", ["", " \n\t", "\u202e", "x" * (notes.LONGEST + 1)])
def test_what_is_no_note_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        notes.add(tmp_path, card=CARD, text=text, who="Lan")
    assert notes.notes(tmp_path) == []


def test_what_is_not_there_cannot_be_changed(tmp_path: Path) -> None:
    number = notes.add(tmp_path, card=CARD, text="x", who="Lan")
    for deed in (
        lambda: notes.edit(tmp_path, 99, text="y", who="Lan"),
        lambda: notes.restore(tmp_path, number, who="Lan"),
    ):
        with pytest.raises(InputError):
            deed()
    with pytest.raises(StoreMissing):
        notes.add(tmp_path / "none", card=CARD, text="x", who="Lan")
