"""Whatever is wrong with a file: one reject a fault with file, line, field and reason, and the good rows are kept."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import Article, Reject
from analysis.sources import inputs
from analysis.sources.files import read

GOOD = json.dumps({"date": "2025-10-22", "title": "Tin tốt", "text": "Câu tốt."}, ensure_ascii=False)


def split(path: Path) -> tuple[list[Article], list[Reject]]:
    found = list(read([path]))
    return [i for i in found if isinstance(i, Article)], [i for i in found if isinstance(i, Reject)]


def one_bad_line(folder: Path, line: bytes) -> Reject:
    """The reject of a line between two good ones, which are both kept."""
    path = folder / "rows.jsonl"
    path.write_bytes(GOOD.encode() + b"\n" + line + b"\n" + GOOD.replace("tốt", "hay").encode() + b"\n")
    good, (bad,) = split(path)
    assert [a.origin for a in good] == ["rows.jsonl:1", "rows.jsonl:3"]
    assert (bad.file, bad.line) == ("rows.jsonl", 2)
    return bad


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (b"{broken", "row", "no JSON"),
        (b"[1, 2]", "row", "no object"),
        (b"[" * 100_000, "row", "no JSON"),
        ("{'date'}".encode("utf-16-le"), "row", "NUL"),
        (b'{"date": "2025-10-22", "title": "A\xff"}', "row", "not UTF-8: got 0xFF at byte 35"),
        (b'{"date": "2025-10-22", "title": "A\\u0000"}', "title", "NUL"),
        (b'{"date": "2025-10-22", "title": "A\\ud83d"}', "title", "half a character"),
        (b'{"date": "2025-10-22", "title": "", "text": " "}', "text", "empty"),
        (b'{"date": "2025-10-22", "title": ["A"]}', "title", "no text: got list"),
        (b'{"date": "03/04/2025", "title": "A"}', "published", "--date-format"),
        (b'{"date": null, "title": "A"}', "published", "missing"),
        (b'{"day": "2025-10-22", "title": "A"}', "row", "--map published=COLUMN"),
        (json.dumps({"date": "2025-10-22", "text": "a " * 100_001}).encode(), "text", "too long: got 200002"),
        (json.dumps({"date": "2025-10-22", "title": "a" * 2_001}).encode(), "title", "allowed 2000"),
    ],
)
def test_a_bad_line_among_good_ones(tmp_path: Path, line: bytes, field: str, reason: str) -> None:
    bad = one_bad_line(tmp_path, line)
    assert bad.field == field
    assert reason in bad.reason
    assert len(bad.raw) <= 2000


def test_a_line_of_50_megabytes_is_skipped_without_being_held(tmp_path: Path) -> None:
    bad = one_bad_line(tmp_path, b'{"date": "2025-10-22", "text": "' + b"x" * 50_000_000 + b'"}')
    assert "too long: got 500000" in bad.reason
    assert len(bad.raw) <= 2000


def test_files_that_are_refused_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "array.json").write_text(f"[{GOOD}]", "utf-8")
    (tmp_path / "columns.jsonl").write_text('{"ngày": "2025-10-22", "màu": "đỏ"}\n' * 50, "utf-8")
    (tmp_path / "columns.csv").write_text("id,label\n1,2\n3,4\n", "utf-8")
    (tmp_path / "empty.csv").write_text("\n\n", "utf-8")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "undated.txt").write_text("Một bài không có ngày.\nDòng hai.\n", "utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 not really")
    pq.write_table(pa.table({"id": [1], "label": ["x"]}), tmp_path / "schema.parquet")
    pq.write_table(
        pa.table({"date": pa.array([], pa.string()), "title": pa.array([], pa.string())}), tmp_path / "none.parquet"
    )
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "good.jsonl").write_text(GOOD, "utf-8")
    good, bad = split(tmp_path)
    assert len(good) == 1
    reasons = {Path(r.file).name: r.reason for r in bad}
    assert len(bad) == len(reasons) == 11
    assert {r.field for r in bad} == {"file"}
    for name, words in {
        "array.json": "jq -c",
        "columns.jsonl": "--map title=COLUMN",
        "columns.csv": "id, label; name them with --map",
        "empty.csv": "empty",
        "empty.jsonl": "empty",
        "empty.txt": "empty",
        "undated.txt": "no date",
        "broken.parquet": "cannot be read",
        "schema.parquet": "--map published=COLUMN",
        "none.parquet": "empty",
        "broken.zip": "cannot be opened",
    }.items():
        assert words in reasons[name], name


def test_an_unknown_ending_named_by_hand_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    _, (bad,) = split(tmp_path / "a.docx")
    assert "'.docx', allowed .txt" in bad.reason


def test_a_mapped_column_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,title\n2025-10-22,A\n", "utf-8")
    (bad,) = read([tmp_path], columns={"text": "noi dung"})
    assert isinstance(bad, Reject)
    assert "--map text=noi dung" in bad.reason


def test_text_before_the_first_date_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Lời đầu.\n date 2025-10-22 Tin.\n date 2025-02-30 Tin lạ.\n date 2025-10-23 Tin hai.\n", "utf-8"
    )
    good, bad = split(tmp_path)
    assert [a.title for a in good] == ["Tin.", "Tin hai."]
    assert [(r.line, r.field) for r in bad] == [(1, "file"), (3, "published")]


def test_broken_quotation_marks_cost_only_their_row(tmp_path: Path) -> None:
    rows = [
        "date,title,text",
        '2025-10-22,A,"một',
        "2025-10-22,B,hai",
        '2025-10-22,C,"ba"x',
        "2025-10-22,D,bốn",
        "2025-10-22,E",
        "",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows), "utf-8")
    good, bad = split(tmp_path)
    assert [a.title for a in good] == ["B", "D"]
    assert [r.line for r in bad] == [2, 4, 6]
    assert "got 2 cells, allowed 3" in bad[2].reason


def test_bad_bytes_in_a_table_cost_only_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"date,title\n2025-10-22,A\n2025-10-22,\xe1\x28\n2025-10-22,\x00\n2025-10-22,D\n")
    good, bad = split(tmp_path)
    assert [a.title for a in good] == ["A", "D"]
    assert [(r.line, r.field) for r in bad] == [(3, "row"), (4, "row")]


class TestZip:
    def test_bombs_are_refused_and_good_members_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.csv", b"\x00" * 30_000_000)
            archive.writestr("good.jsonl", GOOD)
            archive.writestr("inner.zip", b"PK")
            archive.writestr("__MACOSX/x.jsonl", b"junk")
            archive.writestr("note.md", b"text")
        good, bad = split(path)
        assert [a.origin for a in good] == ["a.zip!good.jsonl:1"]
        assert {r.file: r.reason.split(":")[0] for r in bad} == {
            "a.zip!bomb.csv": "the file expands too far",
            "a.zip!inner.zip": "a zip within a zip is not read",
        }

    def test_a_member_without_a_name_is_passed_over(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("good.jsonl", GOOD)
            archive.writestr("Xame.jsonl", GOOD)
        path.write_bytes(path.read_bytes().replace(b"Xame", b"\0ame"))
        good, bad = split(path)
        assert ([a.origin for a in good], bad) == (["a.zip!good.jsonl:1"], [])

    def test_a_zip_that_promises_to_expand_without_end(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(3):
                archive.writestr(f"{number}.jsonl", GOOD)
        data = bytearray(path.read_bytes())
        at = 0
        while (at := data.find(b"PK\x01\x02", at)) >= 0:
            data[at + 24 : at + 28] = struct.pack("<I", 2**31)
            at += 4
        path.write_bytes(data)
        good, (bad,) = split(path)
        assert not good
        assert f"expands too far: got {3 * 2**31} bytes" in bad.reason

    def test_too_many_members(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inputs, "MEMBERS", 5)
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for number in range(6):
                archive.writestr(f"{number}.jsonl", GOOD)
        good, (bad,) = split(tmp_path / "a.zip")
        assert not good
        assert "got 6, allowed 5" in bad.reason

    def test_a_damaged_member_costs_only_what_follows_in_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.jsonl", f"{GOOD}\n" * 3)
            archive.writestr("b.jsonl", GOOD.replace("tốt", "hay"))
        data = path.read_bytes()
        path.write_bytes(data.replace("Câu tốt".encode(), "Câu tột".encode(), 1))
        good, bad = split(path)
        assert "a.zip!b.jsonl:1" in [a.origin for a in good]
        assert [r.file for r in bad] == ["a.zip!a.jsonl"]
        assert "CRC" in bad[0].reason

    def test_nothing_to_read_and_encrypted(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("note.md", b"text")
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
            archive.writestr("a.jsonl", GOOD)
        data = bytearray((tmp_path / "b.zip").read_bytes())
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.find(mark) + place] |= 1
        (tmp_path / "b.zip").write_bytes(data)
        good, bad = split(tmp_path)
        assert not good
        assert "no file to read" in bad[0].reason
        assert "encrypted" in bad[1].reason


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([".txt", ".jsonl", ".csv", ".tsv", ".parquet", ".zip"]), st.binary(max_size=400))
def test_any_bytes_give_articles_or_rejects(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    found = list(read([path]))
    assert found
    assert all(isinstance(item, Article) or item.reason for item in found)


def test_a_parquet_file_that_says_it_has_no_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist([json.loads(GOOD)] * 3), path)
    footer = path.read_bytes()
    path.write_bytes(footer.replace(b"\x16\x06\x19", b"\x16\x00\x19"))
    assert pq.ParquetFile(path).metadata.num_rows == 0
    good, bad = split(path)
    assert len(good) + len(bad) == 3
