"""The shipped lists are well formed, and a malformed one is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.paths import LEXICON
from analysis.text.lexicons.lexicon import FIELDS, abbreviations, load, version
from analysis.text.script.fold import plain

OWN = ("stopwords.txt", "phrases.tsv", "concepts.tsv", "abbreviations.txt", "homographs.tsv", "weak.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stopwords.txt").write_text("# words\nvà\nCho Biết\n", encoding="utf-8")
    (tmp_path / "phrases.tsv").write_text("# phrases\nHoà lưới điện\tgreen\n", encoding="utf-8")
    (tmp_path / "abbreviations.txt").write_text("TP\n", encoding="utf-8")
    (tmp_path / "weak.txt").write_text("đẩy mạnh\n", encoding="utf-8")
    (tmp_path / "homographs.tsv").write_text("ai\tai (từ)\n", encoding="utf-8")
    return tmp_path


def test_the_shipped_lists() -> None:
    lexicon = load()
    assert len(lexicon.phrases) >= 400
    assert len(lexicon.stopwords) >= 250
    assert set(lexicon.phrases.values()) == set(FIELDS)
    assert not lexicon.stopwords & set(lexicon.phrases)
    assert not lexicon.weak & lexicon.stopwords
    assert not lexicon.weak & set(lexicon.phrases)
    assert {"tp", "ths"} <= abbreviations()


@pytest.mark.parametrize("name", OWN)
def test_every_shipped_file_says_who_when_why_and_is_in_plain_form(name: str) -> None:
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    header = " ".join(line for line in lines if line.startswith("#"))
    assert all(word in header for word in ("Compiled by", "2026", "Why", "unverified"))
    entries = [line for line in lines if line and not line.startswith("#")]
    assert entries == [plain(line) for line in entries]
    assert len(set(entries)) == len(entries)


def test_every_column_is_documented() -> None:
    readme = (LEXICON.parent / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in OWN)
    assert all(f"`{field}`" in readme for field in FIELDS)


def test_entries_are_unified_and_stop_words_known(folder: Path) -> None:
    lexicon = load(folder=folder)
    assert lexicon.phrases == {"hòa lưới điện": "green"}
    assert lexicon.is_stop("cho biết")
    assert lexicon.is_stop("x")
    assert not lexicon.is_stop("ai")
    assert lexicon.matcher.spans("Hòa lưới điện mới") == [(0, 13)]
    assert lexicon.matcher.spans("hòa lưới") == []


def test_shipped_phrases_may_be_taken_out(folder: Path) -> None:
    assert load(without=("Hoà lưới điện",), folder=folder).phrases == {}
    assert load(user_terms=("hòa lưới điện",), without=("hòa lưới điện",), folder=folder).phrases == {
        "hòa lưới điện": "user"
    }


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("phrases.tsv", "lưới điện", "phrases.tsv:3: got 1 columns"),
        ("phrases.tsv", "lưới điện\tcooking", "phrases.tsv:3: unknown field 'cooking'"),
        ("phrases.tsv", "điện\tgreen", "phrases.tsv:3: a phrase needs two syllables"),
        ("phrases.tsv", "hòa  lưới điện\tgreen", "phrases.tsv:3: 'hòa lưới điện' is listed twice"),
        ("stopwords.txt", "và\tnhưng", "stopwords.txt:4: got 2 columns"),
    ],
)
def test_a_malformed_line_is_refused(folder: Path, name: str, line: str, says: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(ModelError, match=says.replace("(", r"\(")):
        load(folder=folder)


def test_a_missing_or_unreadable_file_is_refused(folder: Path) -> None:
    (folder / "phrases.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match=r"phrases\.tsv: not UTF-8 at byte 0"):
        load(folder=folder)
    (folder / "phrases.tsv").unlink()
    with pytest.raises(ModelError, match="no lexicon at"):
        load(folder=folder)


def test_the_version_follows_the_files_and_the_user(folder: Path) -> None:
    before = version(folder=folder)
    assert version(user_terms=("làng số",), folder=folder) != before
    assert version(without=("làng số",), folder=folder) not in (before, version(user_terms=("làng số",), folder=folder))
    other = folder / "more.tsv"
    other.write_text("x\n", encoding="utf-8")
    version.cache_clear()
    assert version(folder=folder) != before
