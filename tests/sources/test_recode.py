"""Files in UTF-16 and Windows-1258 give the same articles as in UTF-8."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.look import look
from analysis.schema import Article
from analysis.sources.files import Reading, inputs, read_input
from analysis.sources.inputs import Meter
from analysis.sources.recode import guess

ROWS = (
    "ngày đăng,tiêu đề,nội dung,nguồn\n"
    "23/10/2025 08:30,Nghị quyết về dữ liệu,Bộ Khoa học và Công nghệ cho biết đã ưu tiên chuyển đổi số.,Báo Bến Sông\n"
    "32/10/2025,Ngày không có,Một dòng bị từ chối.,Báo Bến Sông\n"
    "24/10/2025 09:00,Đường về miền Trung,Xã Thử Nghiệm mở lớp học vẽ chữ.,Báo Bến Sông\n"
)


def windows_1258(text: str) -> bytes:
    """As an old Vietnamese system writes it: letters with their shape, tones after them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            shape = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
            out += (shape + tones).encode("cp1258")
    return bytes(out)


def articles(file: Path, encoding: str = "auto") -> list[tuple[str, str, str]]:
    (source,) = inputs([file])
    read = list(read_input(source, Reading(encoding=encoding), Meter()))
    assert len(read) == 3
    return [(a.published.isoformat(), a.title, a.body) for a in read if isinstance(a, Article)]


def test_the_same_articles_in_every_character_set(tmp_path: Path) -> None:
    plain, wide, old = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"
    plain.write_text(ROWS, "utf-8")
    wide.write_bytes(ROWS.encode("utf-16"))
    old.write_bytes(windows_1258(ROWS))
    wanted = articles(plain)
    assert [title for _, title, _ in wanted] == ["Nghị quyết về dữ liệu", "Đường về miền Trung"]
    assert articles(wide) == articles(old) == articles(old, "windows-1258") == wanted
    (tmp_path / "d.csv").write_bytes(ROWS.encode("utf-16-be"))
    assert articles(tmp_path / "d.csv") == wanted
    with zipfile.ZipFile(tmp_path / "e.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c.csv", windows_1258(ROWS))
    assert articles(tmp_path / "e.zip") == wanted
    with pytest.raises(InputError, match="got 'latin-1', allowed auto"):
        Reading(encoding="latin-1")


def test_a_utf_8_file_with_a_broken_line_stays_utf_8(tmp_path: Path) -> None:
    assert guess("Đà Nẵng\n".encode() + b"\xff\xfa broken \xe1\n") == "utf-8"
    assert guess(b"plain") == guess(b"") == "utf-8"


@given(st.text(alphabet="aáàảãạăắâấđêếôộơớưựy bcn", min_size=1, max_size=200))
def test_vietnamese_of_any_length_is_told_apart(text: str) -> None:
    text = "Đường lối. " + text
    assert guess(windows_1258(text)) == "windows-1258"
    assert guess(text.encode()) == "utf-8"
    assert guess(text.encode("utf-16")) == "utf-16"


def test_a_look_tells_what_a_build_would_do(tmp_path: Path) -> None:
    file = tmp_path / "tin.csv"
    file.write_bytes(windows_1258(ROWS))
    seen = look([file], Reading())
    assert (seen.rows, seen.articles, seen.known, seen.rejected, seen.timed) == (3, 2, 0, 1, 2)
    assert seen.columns == ["ngày đăng", "tiêu đề", "nội dung", "nguồn"]
    assert seen.recognised == {"published": "ngày đăng", "title": "tiêu đề", "text": "nội dung", "source": "nguồn"}
    assert (seen.since, seen.until) == ("2025-10-23", "2025-10-24")
    assert seen.sources == [{"source": "Báo Bến Sông", "articles": 2, "hours": 0}]
    assert [(r["field"], r["rows"]) for r in seen.reasons] == [("published", 1)]
    assert seen.shown[0]["published"] == "2025-10-23 08:30"
    assert seen.refused[0]["line"] == 3
    many = "date,title\n" + "".join(
        f"2025-10-{1 + n % 28:02} {(n % 12 + 22) % 24:02}:00,Bài số {n}\n" for n in range(400)
    )
    (tmp_path / "nhieu.csv").write_text(many, "utf-8")
    assert look([tmp_path / "nhieu.csv"], Reading(source="Báo Cầu Đá")).sources[0]["hours"] == 7
    (tmp_path / "la.csv").write_text("id,label\n1,2\n", "utf-8")
    strange = look([tmp_path / "la.csv"], Reading())
    assert (strange.columns, strange.recognised, strange.articles) == (["id", "label"], {}, 0)
