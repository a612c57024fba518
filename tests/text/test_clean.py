"""Cleaning, and the way back to the original characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.prose.clean import clean

HARD = "aoàạòeèyuýUỶAÁĐÐ.?!…”)@/:3 \n\t\r\u00a0\u2003\u2028\u0300\u0301\u0323\u200b\u00ad\ufeff\x08\u1100\u1161TPk"
texts = st.text(alphabet=st.one_of(st.sampled_from(HARD), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("hoà bình, khoẻ, thuý, UỶ BAN, Hoà", "hòa bình, khỏe, thúy, ỦY BAN, Hòa"),
        ("quý, quỵ, hoàn toàn, giá, Chloé, Noé", "quý, quỵ, hoàn toàn, giá, Chloé, Noé"),
        (unicodedata.normalize("NFD", "Đổi mới hoà hợp"), "Đổi mới hòa hợp"),
        ("mạng\u200b lưới\ufeff vi\u00admạch\x08", "mạng lưới vimạch"),
        ("  đám\u00a0mây  số \t mới ", "đám mây số mới"),
        ("đoạn một \r\n\r\n  đoạn hai\u2028đoạn ba", "đoạn một\nđoạn hai\nđoạn ba"),
        ("Ðà Nẵng", "Đà Nẵng"),
        (
            "năm nay.Các bộ tăng 3 tỷ USD.Dẫn dắt là chip…Trong đó”",
            "năm nay. Các bộ tăng 3 tỷ USD. Dẫn dắt là chip… Trong đó”",
        ),
        ("“Sẽ làm.”Ông nói", "“Sẽ làm.” Ông nói"),
        ("họp ở thôn.Ở huyện.EU mừng", "họp ở thôn. Ở huyện. EU mừng"),
        ("", ""),
        (" \n\u200b ", ""),
    ],
)
def test_what_carries_no_meaning_is_unified(raw: str, cleaned: str) -> None:
    assert clean(raw).text == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "VnExpress.net và JD.com và Node.Js và ASP.NET",
        "3.500 đồng, 2,5 lần, ngày 30.10",
        "TP.HCM, TP.Thủ Đức, Q.Tân Bình, T.Ư, U.S., GS.TS.Trần, ThS.Lê",
        "https://tin.example/Bai.Moi và a.Lan@thu.Example",
    ],
)
def test_full_stops_inside_words_survive(text: str) -> None:
    assert clean(text).text == text


@given(texts)
def test_cleaning_twice_is_cleaning_once_and_composed(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@given(texts, st.data())
def test_every_span_leads_back_to_original_characters(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    before = (0, 0)
    for at in range(len(cleaned.text)):
        span = cleaned.raw_span(at, at + 1)
        assert 0 <= span[0] < span[1] <= len(raw)
        assert span[0] >= before[0]
        assert span[1] >= before[1]
        assert cleaned.clean_at(span[1]) > at
        before = span
    if cleaned.text:
        start = data.draw(st.integers(0, len(cleaned.text) - 1))
        end = data.draw(st.integers(start + 1, len(cleaned.text)))
        first, last = cleaned.raw_span(start, end)
        assert first == cleaned.raw_span(start, start + 1)[0]
        assert last == cleaned.raw_span(end - 1, end)[1]


def test_evidence_is_the_original_spelling() -> None:
    raw = "Tin\u200b  hoà\u0300 giải. Hoà\u00a0 bình.Các bên"
    cleaned = clean(raw)
    start = cleaned.text.index("Hòa bình")
    first, last = cleaned.raw_span(start, start + len("Hòa bình"))
    assert raw[first:last] == "Hoà\u00a0 bình"


def test_empty_spans_stay_in_range() -> None:
    cleaned = clean("\u200ba\u200b")
    assert cleaned.raw_span(0, 0) == (1, 1)
    assert cleaned.raw_span(1, 1) == (3, 3)


def test_the_end_of_a_raw_part_is_found_in_the_cleaned_text() -> None:
    title, body = "Tin\u200b  mới", "Nội dung"
    cleaned = clean(f"{title}\n{body}")
    assert cleaned.text[: cleaned.clean_at(len(title))] == "Tin mới"
