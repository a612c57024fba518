"""What is wrong with lists: each kind of slip in a list of its own, beside the shipped ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.paths import LEXICON
from analysis.text import check
from analysis.text.lexicons.lists import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LEXICON, tmp_path / "lexicon"))


def added(folder: Path, file: str, *lines: str) -> list[Problem]:
    """What is wrong after lines were added at the end of a list."""
    with (folder / file).open("a", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in lines))
    return check.problems(folder)


def test_the_shipped_lists_are_in_order() -> None:
    assert check.problems() == []


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("places.tsv", "Sông Xanh\tregion", "got 2 columns, allowed is 3"),
        ("places.tsv", "\tregion\t", "empty first column"),
        ("places.tsv", "Sông Xanh\tmoon\t", "unknown kind: got 'moon', allowed country"),
        ("heads.tsv", "Trạm\tstation", "unknown class: got 'station'"),
        ("offices.tsv", "Trưởng trạm\tLê An\t1/1/2025\t\tunverified", "allowed are days such as"),
        ("offices.tsv", "Trưởng trạm\tLê An\t2025-02-01\t2025-01-01\tunverified", "ends before it begins"),
        ("offices.tsv", "Trưởng trạm\tLê An\t2025-01-01\t\t", "no holder or no source"),
        ("citations.tsv", "Nghị quyết 9-NQ/TW\tBộ A\t1/1/2025\t\t\tunverified", "allowed are days such as"),
        ("citations.tsv", "nghị quyết số 9-NQ/TW\tBộ A\t2025-01-01\t\t\tunverified", "needs a canonical name"),
        ("institutions.tsv", "Hà Nội\tHuế\t1/7/2025\tmerge\tunverified", "allowed are days such as"),
        ("institutions.tsv", "Hà Nội\tHuế\t2025-07-01\tsale\tunverified", "unknown kind: got 'sale', allowed merge"),
        ("institutions.tsv", "Hà Nội\tHuế\t2025-07-01\tmerge\t", "no successor or no source"),
        ("institutions.tsv", "Hà Giang\tHuế\t2025-07-01\tmerge\tunverified", "already went into 'Tuyên Quang'"),
        ("institutions.tsv", "Tuyên Quang\tHà Giang\t2025-07-01\tmerge\tunverified", "go into each other"),
        ("institutions.tsv", "Trạm A\tHuế\t2025-07-01\tmerge\tunverified", "'Trạm A' is no canonical name"),
        ("topics.tsv", "ai\tAI\tAI\ta\ta\tchatbot", "got the code 'ai' of line"),
        ("topics.tsv", "sea\tBiển\tSea\ta\ta\t ; ", "got no seed term for 'sea'"),
        ("topics.tsv", "sea\tBiển", "got 2 columns, allowed is 6"),
        ("places.tsv", "Sông Xanh\tregion\t" + "a" * 30_000, "got a line of"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(folder: Path, file: str, line: str, words: str) -> None:
    (found,) = added(folder, file, line)
    assert (found.file, found.line) == (file, len((folder / file).read_text("utf-8").splitlines()))
    assert words in str(found)


def test_an_alias_that_two_entities_claim_names_both(folder: Path) -> None:
    (found,) = added(folder, "organisations.tsv", "Quỹ Sông Xanh\tassoc\tSXVN", "Sàn Xe Việt Nam\tcompany\tsxvn")
    assert "'sxvn' of 'Sàn Xe Việt Nam' is already claimed by 'Quỹ Sông Xanh'" in found.what


def test_one_surface_may_be_a_place_and_an_organisation(folder: Path) -> None:
    assert added(folder, "places.tsv", "Trạm Sao Mai\tcity\t") == []
    assert added(folder, "organisations.tsv", "Công ty Sao Mai\tcompany\tTrạm Sao Mai") == []


def test_a_cue_of_an_unknown_kind_is_named(folder: Path) -> None:
    (found,) = added(folder, "cues.tsv", "ngâm nga\tsings\tfree")
    assert "unknown kind: got 'sings', allowed states, stresses" in found.what


def test_one_name_for_things_of_two_types_is_named(folder: Path) -> None:
    (found,) = added(folder, "organisations.tsv", "Hà Nội\tclub\t")
    assert "'Hà Nội' is already the name of something else in places.tsv" in found.what


def test_an_office_with_two_holders_on_one_day_is_named(folder: Path) -> None:
    (found,) = added(
        folder,
        "offices.tsv",
        "Trưởng trạm\tLê An\t2025-01-01\t\tunverified",
        "Trưởng trạm\tVũ Hải\t2025-04-01\t2025-05-01\tunverified",
    )
    assert "'Trưởng trạm' is held by 'Vũ Hải' from 2025-04-01, by 'Lê An' until now" in found.what
