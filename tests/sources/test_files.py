"""Good files of every format give the same articles."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.errors import InputError
from analysis.schema import Article, Reject
from analysis.sources.files import read

ROWS: list[dict[str, Any]] = [
    {
        "published_at": "2025-10-22T08:00:00+07:00",
        "title": "Xưởng chip ở Bến Sông mở lớp học",
        "summary": "Lớp học có ba mươi người.",
        "text": 'Câu một, có dấu phẩy.\nCâu hai nói "thử".',
        "source": "Nhịp Số",
        "url": "https://nhipso.example/1",
        "section": ["Công nghệ", "Giáo dục"],
        "author": "An Nhiên",
    },
    {
        "published_at": "2025-10-23",
        "title": "Cầu mới",
        "summary": "",
        "text": "",
        "source": "Báo Bến Sông",
        "url": "",
        "section": [],
        "author": "",
    },
]


def articles(*paths: Path, **settings: Any) -> list[Article]:
    found = list(read(paths, **settings))
    assert [item for item in found if isinstance(item, Reject)] == []
    return [item for item in found if isinstance(item, Article)]


def as_jsonl(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows([{**row, "section": json.dumps(row["section"], ensure_ascii=False)} for row in rows])
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The two rows in every format."""
    (tmp_path / "a.jsonl").write_text(as_jsonl(ROWS), "utf-8")
    (tmp_path / "a.csv").write_text(as_csv(ROWS), "utf-8")
    (tmp_path / "bom.csv").write_text(as_csv(ROWS, ";"), "utf-8-sig")
    (tmp_path / "a.tsv").write_text(as_csv(ROWS, "\t"), "utf-8")
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a.parquet")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "a.csv", "../../deep/a.csv")
    return tmp_path


def test_every_format_gives_the_same_articles(folder: Path) -> None:
    keys = {path.name: [a.key for a in articles(path)] for path in folder.iterdir()}
    assert len(keys) == 6
    assert len({tuple(value) for value in keys.values()}) == 1
    first, second = articles(folder / "a.csv")
    assert first.published.isoformat() == "2025-10-22T08:00:00+07:00"
    assert (first.has_time, second.has_time) == (True, False)
    assert first.sections == ("Công nghệ", "Giáo dục")
    assert first.body == ROWS[0]["text"]
    assert first.author == "An Nhiên"
    assert first.text == f"{ROWS[0]['title']}\n{ROWS[0]['summary']}\n{ROWS[0]['text']}"


def test_origins_name_file_line_and_member(folder: Path) -> None:
    assert [a.origin for a in articles(folder / "a.jsonl")] == ["a.jsonl:1", "a.jsonl:2"]
    assert [a.origin for a in articles(folder / "a.csv")] == ["a.csv:2", "a.csv:4"]
    assert [a.origin for a in articles(folder / "a.parquet")] == ["a.parquet:1", "a.parquet:2"]
    assert [a.origin for a in articles(folder / "a.zip")] == ["a.zip!../../deep/a.csv:2", "a.zip!../../deep/a.csv:4"]
    inside = {a.origin.split(":")[0] for a in articles(folder)}
    assert f"{folder.name}/a.csv" in inside


def test_a_folder_is_searched_in_order_without_hidden_files(folder: Path) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.jsonl").write_text("broken", "utf-8")
    (folder / ".y.jsonl").write_text("broken", "utf-8")
    (folder / "README.md").write_text("# not data", "utf-8")
    found = [a.origin for a in articles(folder)]
    assert len(found) == 12
    assert articles(folder, folder / "a.csv") == articles(folder)


SEEDS = """ date 2025-10-21 Hội thảo ở TP. Huế bàn về "dữ liệu mở". Có ba phiên.

Ông Lê V. Minh nói về chuẩn dữ liệu.
 date 2025-10-22 Lớp học chip khai giảng - Ảnh: Ban tổ chức

Ngày đầu có hai mươi người học.
"""


def test_plain_text_holds_one_article_or_several(tmp_path: Path) -> None:
    (tmp_path / "Nhịp Số.txt").write_text(SEEDS, "utf-8")
    first, second = articles(tmp_path)
    assert first.title == 'Hội thảo ở TP. Huế bàn về "dữ liệu mở".'
    assert first.body == "Có ba phiên.\n\nÔng Lê V. Minh nói về chuẩn dữ liệu."
    assert (first.source, first.has_time, first.day.isoformat()) == ("Nhịp Số", False, "2025-10-21")
    assert second.title == "Lớp học chip khai giảng - Ảnh: Ban tổ chức"
    assert second.origin.endswith("Nhịp Số.txt:4")
    assert {a.source for a in articles(tmp_path, source="Tờ Tin")} == {"Tờ Tin"}


def test_the_seeds_of_the_product(corpora: Path) -> None:
    first, second = articles(corpora / "seeds")
    assert [a.day.isoformat() for a in (first, second)] == ["2025-10-21", "2025-10-30"]
    assert first.title.endswith(".")
    assert second.title.endswith("TTXVN")


def test_column_names_in_two_languages_and_by_hand(tmp_path: Path) -> None:
    (tmp_path / "vi.csv").write_text("Ngày đăng;Tiêu đề;Sapo;Nội dung;Nguồn\n22/10/2025;A;B;C;D\n", "utf-8")
    (tmp_path / "odd.csv").write_text("when,what\n2025-10-22,Một tin\n", "utf-8")
    (article,) = articles(tmp_path / "vi.csv")
    assert (article.title, article.summary, article.body, article.source) == ("A", "B", "C", "D")
    (article,) = articles(tmp_path / "odd.csv", columns={"date": "when", "content": "what"})
    assert (article.body, article.source) == ("Một tin", "odd")


def test_the_outlet_is_the_columns_the_options_the_domains_or_the_files(tmp_path: Path) -> None:
    (tmp_path / "tin.jsonl").write_text(
        as_jsonl(
            [
                {"date": "2025-10-22", "title": "A", "source": "Tờ A", "url": "https://www.b.example/x"},
                {"date": "2025-10-22", "title": "B", "url": "https://www.b.example/x"},
                {"date": "2025-10-22", "title": "C", "url": "javascript:alert(1)"},
            ]
        ),
        "utf-8",
    )
    assert [a.source for a in articles(tmp_path)] == ["Tờ A", "b.example", "tin"]
    assert [a.source for a in articles(tmp_path, source="X")] == ["Tờ A", "X", "X"]
    assert articles(tmp_path)[2].url == ""


def test_repeated_leads_markup_and_line_ends_are_cleaned(tmp_path: Path) -> None:
    row = {
        "date": "2025-10-22",
        "title": "  Một\ttin \n mới ",
        "summary": "Câu dẫn.",
        "text": "Câu dẫn.\r\n<p>Giá &lt; 5&nbsp;tri&#7879;u</p><script>x()</script><br>Hết &amp; xong",
    }
    (tmp_path / "a.jsonl").write_text(as_jsonl([row]), "utf-8")
    (article,) = articles(tmp_path)
    assert article.title == "Một tin mới"
    assert article.body == "Giá < 5\u00a0triệu\nHết & xong"


def test_parquet_times_and_sections_as_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "date": pa.array([datetime(2025, 10, 22, 20, tzinfo=UTC), None], pa.timestamp("ns", "UTC")),
            "title": ["A", "B"],
            "category": ['["X", "Y"]', "Z"],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert first.published.isoformat() == "2025-10-23T03:00:00+07:00"
    assert first.sections == ("X", "Y")
    assert isinstance(second, Reject)
    assert (second.line, second.field) == (2, "published")


def test_settings_and_paths_that_cannot_be_used_are_refused_before_reading(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths, settings, reason in (
        ([tmp_path / "no.csv"], {}, "there is no file"),
        ([tmp_path / "empty"], {}, "no file to read"),
        ([tmp_path], {"columns": {"colour": "x"}}, "--map"),
        ([tmp_path], {"date_format": "%H"}, "date format"),
    ):
        with pytest.raises(InputError, match=reason):
            read(paths, **settings)
