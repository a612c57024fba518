"""Keyphrases: exact pieces of the original, content words only, the title's first."""

from __future__ import annotations

from analysis.text.lexicons.lexicon import load
from analysis.text.prose.clean import clean
from analysis.text.prose.sentences import sentences
from analysis.text.wording.keyphrases import MOST, keyphrases
from analysis.text.wording.words import words


def phrases(raw: str, title: str = "", names: dict[str, str] | None = None) -> tuple[str, ...]:
    cleaned = clean(f"{title}\n{raw}" if title else raw)
    found = sentences(cleaned.text, len(title))
    mentions = [
        (kind, cleaned.text.index(name), cleaned.text.index(name) + len(name)) for name, kind in (names or {}).items()
    ]
    rows = [words(cleaned.text, (a, b), [(s, e) for _, s, e in mentions], load()) for a, b, _ in found]
    return keyphrases(cleaned, found, rows, mentions, load())


def test_phrases_of_the_field_come_before_common_words() -> None:
    found = phrases("Doanh nghiệp nhỏ bàn về chuyển đổi số và trung tâm dữ liệu vào sáng nay.")
    assert {"chuyển đổi số", "trung tâm dữ liệu"} <= set(found[:3])
    assert not {"về", "và", "sáng nay"} & set(found)


def test_surfaces_are_those_of_the_original() -> None:
    raw = "Hội thảo Trí\u00a0tuệ nhân tạo\u200b khai mạc.Trí tuệ nhân tạo là tương lai."
    found = phrases(raw)
    assert "Trí\u00a0tuệ nhân tạo" in found
    assert all(phrase in raw for phrase in found)


def test_documents_count_and_persons_and_places_do_not() -> None:
    found = phrases(
        "Bà Lê Sương nói ở Phố Mây về Nghị quyết 99-NQ/SM.",
        names={"Lê Sương": "PER", "Phố Mây": "LOC", "Nghị quyết 99-NQ/SM": "DOC"},
    )
    assert found[0] == "Nghị quyết 99-NQ/SM"
    assert not {"Lê Sương", "Phố Mây"} & set(found)


def test_at_most_ten_and_none_for_an_empty_text() -> None:
    assert (
        len(
            phrases(
                "Kỹ sư, bác sĩ, nông dân, công nhân, sinh viên, giáo viên, nhạc sĩ, họa sĩ, thợ may, tài xế, luật sư."
            )
        )
        == MOST
    )
    assert phrases("") == ()
    assert phrases("Và, nhưng; là …") == ()
