"""The sample corpus holds quotations, and each keeps the promises that pages rely on."""

from __future__ import annotations

from pathlib import Path

from analysis import Scope, open_snapshot, questions
from analysis.schema import CUE_KINDS


def test_each_quotation_stands_in_its_text_with_a_speaker_who_is_an_entity(sample_store: Path) -> None:
    store = open_snapshot(sample_store)
    frame = questions.quotation_search(store, Scope(), top=5000)
    assert len(frame) == frame["rows"].iloc[0] >= 150
    assert set(frame["manner"]) == {"direct", "indirect"} and set(frame["cue_kind"]) <= set(CUE_KINDS)
    known = set(store.query("SELECT name FROM entities")["name"])
    assert set(frame["speaker"]) <= known
    for row in frame.to_dict("records"):
        ((start, end),) = row["marks"]
        assert row["text"][start:end] == row["said"] != ""
        assert row["written"] in row["text"] or not row["cue"]


def test_the_numbers_agree_with_each_other(sample_store: Path) -> None:
    store = open_snapshot(sample_store)
    for scope in (Scope(), Scope(unit="stories")):
        rows = int(questions.quotation_search(store, scope, top=1)["rows"].iloc[0])
        assert questions.quotation_kinds(store, scope)["quotations"].sum() == rows
        assert questions.quotation_speakers(store, scope, top=5000)["quotations"].sum() == rows
        top = questions.quotation_speakers(store, scope, top=1).iloc[0]
        line = questions.quotation_timeline(store, scope, name=(top["name"],), by="month")
        assert (line["quotations"].sum(), line["n"].sum()) == (top["quotations"], top["n"])


def test_no_two_quotations_of_an_article_overlap(sample_store: Path) -> None:
    crossing = open_snapshot(sample_store).query(
        """
        SELECT count(*) AS n FROM quotations a JOIN quotations b USING (article_id)
        WHERE a.quotation_id < b.quotation_id AND b.start < a."end"
        """
    )
    assert crossing["n"].item() == 0
