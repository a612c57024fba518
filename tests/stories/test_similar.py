"""Copies are found however they were edited, and parts of a series are none."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stories.grouping import stories
from analysis.stories.shingles import Words, shingles
from analysis.stories.similar import ALIKE, WINDOW, Piece, copies, jaccard, signatures

DAY = 24 * 3600
LEAD = (
    "Khu công nghệ cao Sông Cầu khởi công nhà máy đóng gói chip\n"
    "Sáng nay, Khu công nghệ cao Sông Cầu khởi công nhà máy đóng gói chip đầu tiên của tỉnh, vốn đầu tư 900 tỷ đồng, "
    "dự kiến chạy thử cuối năm sau và tuyển hơn một nghìn kỹ sư trong vùng."
)
WORDS = LEAD.split()


def pieces(*texts: str | tuple[str, str, int]) -> list[Piece]:
    """Articles an hour apart of outlets of their own, or (text, outlet, seconds)."""
    full = [
        (text, f"Báo {n}", n * 3600) if isinstance(text, str) else (text[0], text[1], text[2])
        for n, text in enumerate(texts)
    ]
    return [Piece(n, at, source, text) for n, (text, source, at) in enumerate(full)]


def test_an_edited_copy_is_found_and_other_news_is_not() -> None:
    edited = (
        LEAD.replace("Sáng nay, ", "").replace("900 tỷ", "gần 1.000 tỷ").replace("cuối năm sau", "vào mùa đông tới")
    )
    other = (
        LEAD.replace("nhà máy đóng gói chip", "trường dạy nghề").split("\n")[0]
        + "\nHai trăm học viên nhập học tuần này."
    )
    assert list(copies(pieces(LEAD, edited, other))) == [(0, 1)]


@pytest.mark.parametrize("text", ["", "...", "Chip", "Tin nhanh hôm nay"])
def test_a_text_with_little_in_it_is_a_copy_only_of_the_same(text: str) -> None:
    found = list(copies(pieces(text, text, text + " mới")))
    assert found == ([(0, 1)] if text.strip(".") else [])


def test_copies_lie_within_two_weeks() -> None:
    near = pieces((LEAD, "Báo A", 0), (LEAD, "Báo B", WINDOW))
    far = pieces((LEAD, "Báo A", 0), (LEAD, "Báo B", WINDOW + 1))
    assert list(copies(near)) == [(0, 1)]
    assert list(copies(far)) == []


def test_marks_case_and_punctuation_make_no_difference() -> None:
    assert list(copies(pieces(LEAD, LEAD.upper().replace(",", " –")))) == [(0, 1)]


def test_parts_of_a_series_are_stories_of_their_own() -> None:
    def report(day: int, price: int) -> str:
        return LEAD.replace("khởi công", "công bố giá").replace("900", str(price)) + f" Bản tin ngày {day}.10."

    daily = pieces((report(3, 901), "Báo A", 0), (report(4, 915), "Báo A", DAY))
    assert list(copies(daily)) == [], "other numbers"
    assert list(copies(pieces((report(3, 901), "Báo A", 0), (report(4, 915), "Báo B", DAY)))) == [(0, 1)], (
        "another outlet"
    )
    assert list(copies(pieces((report(3, 901), "Báo A", 0), (report(3, 902), "Báo A", 3600)))) == [(0, 1)], (
        "the same day"
    )
    body = LEAD.split("\n")[1]
    noon = pieces(
        ("Xem nhanh: chợ nổi quét mã\n" + body, "Báo A", 0), ("Điểm tin: cầu mới thông xe\n" + body, "Báo A", DAY)
    )
    assert list(copies(noon)) == [], "one lead under another title every day"


def test_many_equal_texts_are_one_story_and_take_no_time() -> None:
    found = list(copies(pieces(*[LEAD] * 5_000)))
    assert len(found) == 4_999
    assert set(stories(5_000, found)) == {0}


def test_reports_made_from_one_form_are_connected_by_few_pairs() -> None:
    given = pieces(*(f"{LEAD} Đợt {n}." for n in range(200)))
    found = list(copies(given))
    assert len(found) == 199 and set(stories(200, found)) == {0}
    late = list(copies(given, fresh={150, 199}))
    assert all({150, 199} & {*pair} for pair in late), "pairs of those that were there before are known"
    assert {150, 199} <= {one for pair in late for one in pair}


def naive(given: list[Piece]) -> set[tuple[int, int]]:
    """Every pair compared with every other, by the exact coefficient."""
    codes, begins = shingles([piece.text for piece in given], Words())
    sets = [codes[a:b] for a, b in pairwise(begins)]
    return {
        (a.article, b.article)
        for (a, one), (b, other) in combinations(zip(given, sets, strict=True), 2)
        if b.published - a.published <= WINDOW and jaccard(one, other) >= ALIKE
    }


def test_minhash_proposes_what_comparing_all_pairs_finds() -> None:
    dice = random.Random(3)
    texts = []
    for _ in range(40):
        base = dice.sample(WORDS * 3, 60)
        texts += [
            " ".join(base),
            *(" ".join(dice.choice(WORDS) if dice.random() < r else w for w in base) for r in (0.05, 0.15)),
        ]
    given = pieces(*texts)
    wanted = stories(len(given), naive(given))
    assert stories(len(given), copies(given)).tolist() == wanted.tolist()
    assert len(set(wanted)) <= 60, "most copies are near ones"


@given(st.lists(st.sets(st.integers(0, 80), min_size=1, max_size=60), min_size=2, max_size=2))
def test_the_share_of_equal_signature_numbers_estimates_the_coefficient(two: list[set[int]]) -> None:
    sets = [np.array(sorted(hash((n, 7)) % 2**32 for n in one), np.uint32) for one in two]
    sets = [np.unique(one) for one in sets]
    one, other = signatures(sets)
    assert abs(float((one == other).mean()) - jaccard(*sets)) < 0.3


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_stories_do_not_depend_on_the_order_of_pairs(given: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = given
    found = stories(count, pairs)
    assert found.tolist() == stories(count, [(b, a) for a, b in reversed(pairs)]).tolist()
    assert all(found[a] == found[b] for a, b in pairs)
    assert all(found[story] == story <= article for article, story in enumerate(found))
