"""Where sentences end, and where captions are. ``|`` marks the expected boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.prose.clean import clean
from analysis.text.prose.sentences import sentences


def parts(raw: str) -> list[str]:
    text = clean(raw).text
    return [text[start:end] for start, end, _ in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Họp tại TP. Huế sáng nay.| Có 20 người.",
        "Phiên họp của TP.HCM đã xong.| Kết quả tốt.",
        "Ủy ban Kiểm tra T.Ư họp.| Kết quả tốt.",
        "Theo GS.TS. Trần Văn Sông, mọi việc ổn.| Ông nói thêm.",
        "PGS. TS Lê Thị Mây trình bày.| Hội trường chăm chú.",
        "Sàn JD.com giảm giá.| Cửa hàng khác tăng.",
        "giảm 3 tỷ USD.|Dẫn dắt là ngành chip.",
        "hết năm nay.|Các bộ vào cuộc",
        "chip, AI…| Trong đó có nhiều mục.",
        "chip, AI…; góp phần cho tăng trưởng.",
        "chip, AI...| Nhiều hãng theo sau.",
        '"Chúng tôi sẽ làm."| Ông nói vậy.',
        "“Chúng tôi sẽ làm.”| Ông nói vậy.",
        "“Liệu có kịp?” ông hỏi.| Không ai đáp.",
        "Giá 3.500 đồng.| Tăng 2.5 lần.",
        "Ngày 30.10 họp.| Ngày 31.10 nghỉ.",
        "1. Mục tiêu chung của đề án",
        "a. Phạm vi điều chỉnh",
        "IV. Tổ chức thực hiện",
        "Ông Donald J. Sample đến.| Bà Lan đi.",
        "Xem tr. 35 và Điều. 5 của văn bản.",
        "gồm chip, AI, v.v.| Các bên nhất trí.",
        "Đúng vậy!| Anh cười.| Còn gì nữa?| Hết.",
        "Kể từ năm 2025.| 15 tỉnh tham gia.",
        "Dòng không có dấu chấm\n|Dòng sau cũng vậy",
        "Ngành GD-ĐT.| Các trường.",
        "Thấp nhất 23 độ C.| Cao nhất 30°C.| Trời mưa.",
        "Sách của Nxb. Sông Tin do Nh. Thạch viết.",
    ],
)
def test_hard_boundaries(marked: str) -> None:
    assert parts(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("raw", "captions"),
    [
        ("Quang cảnh họp. Ảnh: NVCC", ["Quang cảnh họp. Ảnh: NVCC"]),
        ("Quang cảnh họp (Ảnh: Sông Tin).", ["Quang cảnh họp (Ảnh: Sông Tin)."]),
        ("(Nguồn: Báo Sông)", ["(Nguồn: Báo Sông)"]),
        ("Ảnh: Minh Hạnh", ["Ảnh: Minh Hạnh"]),
        ("Ảnh, clip: NVCC", ["Ảnh, clip: NVCC"]),
        ("Đồ họa: Tuấn Anh", ["Đồ họa: Tuấn Anh"]),
        ("Ảnh minh họa: Một cảnh trong phim về biển.", ["Ảnh minh họa: Một cảnh trong phim về biển."]),
        (
            "Khách dự khai mạc - Ảnh: TTXVN Sự kiện do một hội nghề nghiệp tổ chức, có nhiều chuyên gia từ các nước đến dự.",
            ["Khách dự khai mạc - Ảnh: TTXVN"],
        ),
        (
            "Đại biểu dự họp. Ảnh: Quang Huy Sáng nay, hội nghị về chuyển đổi số đã diễn ra với rất nhiều nội dung mới.",
            ["Đại biểu dự họp. Ảnh: Quang Huy"],
        ),
        (
            "Mưa buổi sáng. Toàn cảnh nhà máy. Ảnh: REUTERS. Nhà máy sẽ khởi công vào cuối năm và hoàn thành sau ba năm.",
            ["Toàn cảnh nhà máy. Ảnh: REUTERS."],
        ),
        ("Các chuyên gia cảnh báo: rất có thể thiếu chip trong quý tới.", []),
        ("Triển lãm ảnh: góc nhìn của những người làm công nghệ ở ba miền.", []),
    ],
)
def test_captions_are_marked_off(raw: str, captions: list[str]) -> None:
    text = clean(raw).text
    assert [text[start:end] for start, end, kind in sentences(text) if kind == "caption"] == captions


def test_title_and_lead_come_from_the_structure() -> None:
    title, lead, body = "Chip Việt ra mắt. Bước đầu", "Hội nghị khai mạc. Có 20 hãng.", "Thân bài."
    text = f"{title}\n{lead}\n{body}"
    found = sentences(text, len(title), len(title) + 1 + len(lead))
    assert [(text[a:b], kind) for a, b, kind in found] == [
        (title, "title"),
        ("Hội nghị khai mạc.", "lead"),
        ("Có 20 hãng.", "lead"),
        (body, "body"),
    ]


def test_an_empty_text_has_no_sentence() -> None:
    assert sentences("") == []


@given(
    st.text(alphabet=st.sampled_from('aB.?!…”"( )-–:/,1\nẢnhVideo TP'), max_size=80),
    st.integers(0, 40),
    st.integers(0, 60),
)
def test_sentences_cover_the_text_in_order(raw: str, title_end: int, lead_end: int) -> None:
    text = clean(raw).text
    found = sentences(text, title_end, lead_end)
    last = 0
    for start, end, _ in found:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip(" ")
        last = end
    assert not text[last:].strip()
