"""Who said what, on sentences of our own; and any text, with whatever quotation marks, keeps the promises."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import CUE_KINDS, ZONE, Article
from analysis.text.annotate import Rooms, annotate, annotate_text, load_rooms
from analysis.text.naming.mending import Name
from analysis.text.prose.sentences import sentences
from analysis.text.speech.cast import Cast
from analysis.text.speech.cues import load as load_cues
from analysis.text.speech.quotations import quotations
from analysis.text.speech.quotemarks import quoted

PEOPLE = {
    **{"Lê Văn An": "PER", "An": "PER", "Trần Thu Lan": "PER", "Lan": "PER", "Bộ Sông Ngòi": "ORG"},
    **{"Công ty Đò Xanh": "ORG", "Báo Bến": "ORG", "Thủ tướng": "ROLE", "Nước Đông": "LOC", "Viện Thủy Lợi": "ORG"},
}
FULL = {"An": "Lê Văn An", "Lan": "Trần Thu Lan", "Thủ tướng": "Phạm Hữu Bình"}


def said(text: str, title: str = "Tin sông nước") -> list[tuple[str, str, str, str]]:
    """(kind, speaker, cue, words) of the quotations; names are found by their letters, so that the rules alone are tried."""
    text = f"{title}\n{text}"
    names, taken = [], [False] * len(text)
    for surface in sorted(PEOPLE, key=len, reverse=True):
        at = text.find(surface)
        while at >= 0:
            end = at + len(surface)
            whole = not text[end : end + 1].isalnum() and not text[at - 1 : at].isalnum()
            if whole and not any(taken[at:end]):
                names.append(Name(PEOPLE[surface], at, end, "model"))
                taken[at:end] = [True] * (end - at)
            at = text.find(surface, end)
    names.sort(key=lambda name: name.start)
    called = [FULL.get(text[name.start : name.end], text[name.start : name.end]) for name in names]
    found = quotations(text, sentences(text, len(title)), names, called, load_cues())
    return [(q.kind, q.speaker.known.name, text[q.cue[0] : q.cue[1]], text[q.start : q.end]) for q in found]


AN, LAN, BO = "Lê Văn An", "Trần Thu Lan", "Bộ Sông Ngòi"


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        ("Ông Lê Văn An cho biết đê đã xong từ hôm qua.", AN, "cho biết", "đê đã xong từ hôm qua"),
        ("Ông Lê Văn An nhấn mạnh rằng đê phải xong sớm.", AN, "nhấn mạnh", "đê phải xong sớm"),
        ("Ngày 3/6, Bộ Sông Ngòi đề nghị các xã gia cố bờ.", BO, "đề nghị", "các xã gia cố bờ"),
        ("Bà Trần Thu Lan, Giám đốc Công ty Đò Xanh, chia sẻ: Đò sẽ chạy lại.", LAN, "chia sẻ", "Đò sẽ chạy lại"),
        ("Bà Trần Thu Lan (Công ty Đò Xanh) cho rằng đò phải có phao.", LAN, "cho rằng", "đò phải có phao"),
        ("Theo ông Lê Văn An, nước đang rút rất chậm.", AN, "Theo", "nước đang rút rất chậm"),
        ("Theo đề xuất của Bộ Sông Ngòi, bến cũ sẽ đóng.", BO, "Theo đề xuất của", "bến cũ sẽ đóng"),
        ("Bến cũ sẽ đóng cửa từ tháng sau, theo Báo Bến.", "Báo Bến", "theo", "Bến cũ sẽ đóng cửa từ tháng sau"),
        ("Bến cũ sẽ đóng cửa từ tháng sau, ông Lê Văn An cho biết.", AN, "cho biết", "Bến cũ sẽ đóng cửa từ tháng sau"),
        ("Ông Lê Văn An nói tại cuộc họp sáng 3/6 cho biết đò đã có đủ.", AN, "cho biết", "đò đã có đủ"),
        ("Chuyên gia của Viện Thủy Lợi cảnh báo mưa sẽ lớn hơn.", "Viện Thủy Lợi", "cảnh báo", "mưa sẽ lớn hơn"),
        ("Nước Đông tuyên bố đóng cửa sông biên giới.", "Nước Đông", "tuyên bố", "đóng cửa sông biên giới"),
    ],
)
def test_what_is_reported(text: str, speaker: str, cue: str, words: str) -> None:
    assert said(text) == [("indirect", speaker, cue, words)]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ông Lê Văn An cho biết: “Nước sẽ lên. Ta đã sẵn sàng”.", "cho biết"),
        ('"Nước sẽ lên. Ta đã sẵn sàng", ông Lê Văn An nói.', "nói"),
        ("«Nước sẽ lên. Ta đã sẵn sàng», ông Lê Văn An nói với báo giới.", "nói"),
        ("'Nước sẽ lên. Ta đã sẵn sàng' - ông Lê Văn An.", ""),
        ("Ông Lê Văn An bày tỏ:\n“Nước sẽ lên. Ta đã sẵn sàng”.", ""),
        ("Ông Lê Văn An kết thúc buổi họp bằng một câu: “Nước sẽ lên. Ta đã sẵn sàng.”", ""),
        ("“Nước sẽ lên. Ta đã sẵn sàng” là khẳng định của ông Lê Văn An.", ""),
        ("Ông Lê Văn An nói: “Nước sẽ lên. Ta đã sẵn sàng", "nói"),
    ],
)
def test_what_is_spoken(text: str, cue: str) -> None:
    ((kind, speaker, used, words),) = said(text)
    assert (kind, speaker, words) == ("direct", AN, "Nước sẽ lên. Ta đã sẵn sàng")
    assert used == cue


def test_a_speech_goes_on_in_sentences_of_its_own() -> None:
    found = said("“Nước đang lên rất nhanh”, bà Trần Thu Lan nói. “Đò vẫn phải chạy đúng giờ”.")
    assert [(kind, who) for kind, who, _, _ in found] == [("direct", LAN)] * 2


def test_answers_of_an_interview() -> None:
    answer = "Chúng tôi đã mở bến mới ở ba xã. Đò sẽ chạy cả đêm, kể cả mùa mưa"
    found = said(f"Ông Lê Văn An, Giám đốc Công ty Đò Xanh: {answer}.\nHết.")
    assert found == [("direct", AN, "", answer)]
    assert said("Đoàn gồm:\nÔng Lê Văn An: trưởng đoàn.") == []


def test_titles_with_a_colon() -> None:
    assert said("Họp sáng nay.", "Thủ tướng: Đẩy nhanh việc đắp đê")[0] == (
        *("indirect", "Phạm Hữu Bình", ""),
        "Đẩy nhanh việc đắp đê",
    )
    assert said("Họp.", "Ông Lê Văn An: 'Đê sẽ xong trước mùa lũ'")[0][0] == "direct"
    assert said("Họp.", "Vụ án của Lê Văn An: Tòa tuyên phạt mười năm tù") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ông Lê Văn An dự họp. Ông cho biết đê đã xong sớm.", AN),
        ("Ông Lê Văn An gặp bà Trần Thu Lan. Bà cho biết đò đã có đủ.", LAN),
        ("Bà Trần Thu Lan và ông Lê Văn An đến bến. Ông An cho biết đê đã xong sớm.", AN),
        ("Giám đốc Trần Thu Lan đến bến. Giám đốc nhấn mạnh đò phải có phao.", LAN),
        ("Bà Trần Thu Lan cho biết đò đã có đủ. Vị này khẳng định đò nào cũng phải có phao.", LAN),
        ("Công ty Đò Xanh mở bến. Công ty cho biết bến mở cả đêm.", "Công ty Đò Xanh"),
        ("Thủ tướng yêu cầu các xã gia cố bờ.", "Phạm Hữu Bình"),
    ],
)
def test_pronouns_short_names_and_offices_mean_somebody_named_before(text: str, speaker: str) -> None:
    assert said(text)[-1][1] == speaker


def test_several_clauses_of_one_speaker() -> None:
    found = said("Ông Lê Văn An cho biết đê đã xong sớm, đồng thời nhấn mạnh bờ phải trồng tre.")
    assert [(who, cue, words) for _, who, cue, words in found] == [
        (AN, "cho biết", "đê đã xong sớm"),
        (AN, "nhấn mạnh", "bờ phải trồng tre"),
    ]


def test_two_speakers_in_one_sentence() -> None:
    found = said("Ông Lê Văn An nói mở bến là đúng, nhưng bà Trần Thu Lan cho rằng bến còn nhỏ quá.")
    assert [(who, words) for _, who, _, words in found] == [(AN, "mở bến là đúng"), (LAN, "bến còn nhỏ quá")]


@pytest.mark.parametrize(
    "text",
    [
        "Đề xuất của Bộ Sông Ngòi được bàn sáng nay.",
        "Ông Lê Văn An bị truy tố về tội làm vỡ đê.",
        "Ông Lê Văn An được đề nghị làm trưởng bến.",
        "Ông Lê Văn An nói về chuyện đắp đê năm ngoái.",
        "Theo kế hoạch, bến cũ sẽ đóng cửa từ tháng sau.",
        "Theo quyết định của Bộ Sông Ngòi, bến cũ sẽ đóng.",
        "Các chuyên gia cho rằng nước sẽ lên rất nhanh.",
        "Bộ Sông Ngòi triển khai việc đắp đê ở ba xã.",
        "Ông Lê Văn An đọc cuốn “Sông” trên đò.",
        "Đó là lời cảnh báo mà không ai nghe.",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert said(text) == []


def test_kinds_of_saying() -> None:
    known = load_cues()
    kinds = {
        cue: next(known.find(f"ông {cue} việc này", 0, 30)).kind for cue in ("bác bỏ", "cam kết", "cảnh báo", "đề xuất")
    }
    assert kinds == {"bác bỏ": "denies", "cam kết": "promises", "cảnh báo": "warns", "đề xuất": "proposes"}


def test_quotation_marks_nested_odd_and_missing() -> None:
    def between(text: str) -> list[str]:
        return [text[start:end] for start, end in quoted(text)]

    assert between("“Ông bảo ‘đi’ thôi” và «về»") == ["Ông bảo ‘đi’ thôi", "về"]
    assert between("một ” dấu lẻ, hai “ dấu lẻ") == []
    assert between("it’s Lê's 5' 6\" tấn") == []
    assert between("") == []
    assert quoted('"' * 5000 + "a") is not None


@cache
def loaded() -> Rooms:
    return load_rooms()


MARKS = st.sampled_from(["“", "”", '"', "'", "‘", "’", "«", "»", "–", "- ", ": ", ", ", ". ", "\n", " "])
WORDS = st.sampled_from(
    [
        *PEOPLE,
        "ông ",
        "bà ",
        " cho biết ",
        " nhấn mạnh ",
        "theo ",
        "Theo ",
        " nước lên ",
        "Bộ trưởng ",
        " (",
        ") ",
        " và ",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(MARKS | WORDS, max_size=40).map("".join))
def test_any_marks_keep_the_promises(text: str) -> None:
    found = annotate_text("a", text, "2025-06-03", rooms=loaded())
    names = {entity["name"] for entity in found["entities"]}
    last = 0
    for quote in found["quotes"]:
        assert last <= quote["start"] < quote["end"] <= len(text)
        assert quote["speaker"] in names
        assert quote["kind"] in ("direct", "indirect") and quote["cue_kind"] in CUE_KINDS
        last = quote["end"]


def test_a_quotation_knows_its_places_in_the_original() -> None:
    body = "Ông Lê  Văn An\u200b cho biết:  “Nước sẽ lên rất nhanh.Ta đã sẵn sàng”."
    article = Article("Báo Bến", datetime(2025, 6, 3, tzinfo=ZONE), False, "Tin sông", "", body)
    (quote,) = annotate(article, rooms=loaded()).quotations
    text = article.text
    assert text[quote.start : quote.end] == "Nước sẽ lên rất nhanh.Ta đã sẵn sàng"
    assert text[quote.cue_start : quote.cue_end] == "cho biết"
    assert "An" in text[quote.speaker_start : quote.speaker_end]


def test_a_text_of_fifty_thousand_syllables_is_read_to_its_end() -> None:
    found = said(
        "Ông Lê Văn An đến bến. Ông nói “đê đã xong từ lâu rồi”. " * 3600 + "Bà Trần Thu Lan cho biết đò đã có đủ."
    )
    assert len(found) == 3601 and found[-1][1] == LAN


def test_nobody_named_means_nothing_said() -> None:
    text = "Tin\nMưa lớn, nước sẽ lên: “Hãy chuẩn bị thuyền bè cho kỹ”."
    assert quotations(text, sentences(text, 3), [], [], load_cues()) == []
    assert Cast(text, [], []).known == []
