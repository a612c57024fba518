"""Marked headlines without their texts: what is shipped, and what is said when a file is broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis import topic_marks
from analysis.errors import ModelError
from analysis.schema import TOPICS
from analysis.text.grams import grams, key

TEXTS = ("Chip mới ra mắt\nChip nhanh hơn.", "Trận đấu tối nay")


def folder(path: Path, lines: str) -> Path:
    (path / topic_marks.MARKS).write_text(lines, encoding="utf-8")
    return path


def test_the_shipped_marks_fit_their_grams() -> None:
    rows, known = topic_marks.read()
    assert len(rows) >= 1400 and len(known.keys) == len(known.idf)
    samples = [mark.sample for mark, _ in rows]
    assert samples.count("test") == 300
    assert len({mark.id for mark, _ in rows}) == len(rows)
    assert all(len(numbers) == len(times) and (times > 0).all() for _, (numbers, times) in rows)
    assert (np.diff(known.keys.astype(np.int64)) > 0).all() and (known.idf >= 1).all()
    strongest = {code: known.keys[known.company[:, column].argsort()[-400:]] for column, code in enumerate(TOPICS)}
    for term, code in (("bán dẫn", "semiconductors"), ("hội đàm", "cooperation"), ("cầu thủ", "other")):
        assert key(term) in strongest[code], term


def test_what_is_written_is_read(tmp_path: Path) -> None:
    place = folder(tmp_path, "# why\na\ttest\tsemiconductors industry\nb\tuniform\tother\n")
    found = [grams(text) for text in TEXTS]
    kept = np.sort(found[0][0])[2:]
    company = np.linspace(-1, 1, len(kept) * len(TOPICS), dtype="float32").reshape(len(kept), len(TOPICS))
    topic_marks.write(
        place, found, topic_marks.Known(kept, np.ones(len(kept)), company), headlines=9, counts=np.full(len(kept), 4)
    )
    rows, known = topic_marks.read(place)
    assert [(mark.id, mark.sample, mark.topics) for mark, _ in rows] == [
        ("a", "test", ("semiconductors", "industry")),
        ("b", "uniform", ("other",)),
    ]
    assert rows[0][1][0].tolist() == kept.tolist() and len(rows[1][1][0]) == 0
    assert rows[0][1][1].tolist() == found[0][1][2:].tolist()
    assert known.of(np.array([kept[0], 7], "uint32")).tolist() == [np.log(10 / 5) + 1] * 2
    asked = known.company_of(np.array([7, kept[0], kept[-1]], "uint32"))
    assert not asked[0].any(), "an unknown gram keeps no company"
    assert asked[1:] == pytest.approx(company[[0, -1]], abs=1 / 127)


def test_nothing_known_makes_all_grams_alike() -> None:
    assert topic_marks.NOTHING.of(np.array([1, 2], "uint32")).tolist() == [1, 1]
    assert not topic_marks.NOTHING.company_of(np.array([1, 2], "uint32")).any()


@pytest.mark.parametrize("line", ["a\tother", "a\tsome\tother", "a\ttest\tfootball", "a\ttest\t"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ModelError, match=r"topics\.tsv line 2"):
        topic_marks.marks(folder(tmp_path, f"# why\n{line}\n"))


def test_missing_or_unequal_files_name_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="restore data/marked"):
        topic_marks.read(tmp_path)
    place = folder(tmp_path, "a\ttest\tother\n")
    with pytest.raises(ModelError, match=r"tools/topic_marks\.py"):
        topic_marks.read(place)
    nothing = topic_marks.NOTHING
    topic_marks.write(place, [grams(text) for text in TEXTS], nothing, headlines=2, counts=nothing.keys)
    with pytest.raises(ModelError, match=r"2 texts and topics\.tsv 1 marks"):
        topic_marks.read(place)
