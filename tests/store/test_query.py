"""How a search is read, and what is said of its slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.store.found import unclear
from analysis.store.query import And, Field, Near, Not, Or, Words
from analysis.store.query_reader import parse

A, B, C = Words("an"), Words("bình"), Words("chip")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        ("an", A),
        ("an bình", And((A, B))),
        ("an AND bình", And((A, B))),
        ("an OR bình chip", Or((A, And((B, C))))),
        ("(an OR bình) chip", And((Or((A, B)), C))),
        ("((an)) (((bình)))", And((A, B))),
        ("an an", A),
        ("an OR an", A),
        ("-an", Not(A)),
        ("NOT NOT an", A),
        ("NOT -an", A),
        ("bình -(an OR chip)", And((B, Not(Or((A, C)))))),
        ("an-bình -chip", And((Words("an-bình"), Not(C)))),
        ("57-NQ/TW", Words("57-NQ/TW")),
        ("“an bình”", Words("an bình")),
        ("doanh*", Words("doanh", prefix=True)),
        ('"chuyển đổ"*', Words("chuyển đổ", prefix=True)),
        ("NEAR(an bình)", Near((A, B), 10)),
        ("NEAR(an bình, 3) chip", And((Near((A, B), 3), C))),
        ("NEAR(an bình,3)", Near((A, B), 3)),
        ("NEAR(an, bình, 3)", Near((A, B), 3)),
        ("an NEAR/3 bình", Near((A, B), 3)),
        ("an NEAR bình NEAR/4 chip", Near((A, B, C), 10)),
        ("NEAR(an bình, 999)", Near((A, B), 100)),
        ("NEAR(an 57)", Near((A, Words("57")), 10)),
        ("source:Báo-Một", Field("source", "Báo-Một")),
        ('entity:"Lan Anh" -topic:ai', And((Field("entity", "Lan Anh"), Not(Field("topic", "ai"))))),
        ('topic:"Bán dẫn" OR topic:DATA', Or((Field("topic", "semiconductors"), Field("topic", "data")))),
        ("topic:ban-dan", None),
        ("source: an", And((Words("source:"), A))),
        ("giá:an", Words("giá:an")),
        ("and or not near", And((Words("and"), Words("or"), Words("not"), Words("near")))),
    ],
)
def test_trees(text: str, node: object) -> None:
    query = parse(text)
    assert query.node == (node if text != "topic:ban-dan" else Field("topic", "semiconductors"))
    assert bool(query.slips) == (text == "topic:ban-dan")


@pytest.mark.parametrize(
    ("text", "code", "place", "mended"),
    [
        ('chip "bán dẫn', "quote", (13, 13), 'chip "bán dẫn"'),
        ("(chip OR an", "opened", (0, 1), "chip OR an"),
        ("chip) an", "closed", (4, 5), "chip an"),
        ("chip AND", "operator", (5, 8), "chip"),
        ("OR chip", "operator", (0, 2), "chip"),
        ("chip OR", "operator", (5, 7), "chip"),
        ("chip AND OR an", "operator", (5, 8), "chip OR an"),
        ("chip NOT", "operator", (5, 8), "chip"),
        ("NEAR(chip)", "near", (0, 4), "(chip)"),
        ("NEAR(chip an, 5", "opened", (15, 15), "NEAR(chip an, 5)"),
        ("chip NEAR/5", "near", (5, 11), "chip"),
        ("d* chip", "prefix", (0, 2), "d chip"),
        ('source:"" chip', "value", (0, 9), "chip"),
        ("-topic:semiconductr", "topic", (0, 19), "-topic:semiconductors"),
        ("topic:qqqq chip", "topic", (0, 10), "chip"),
    ],
)
def test_slips_have_a_place_and_a_mend(text: str, code: str, place: tuple[int, int], mended: str) -> None:
    query = parse(text)
    (slip,) = query.slips
    assert (slip.code, (slip.start, slip.end)) == (code, place)
    assert query.mended(text) == mended
    assert parse(mended).slips == ()
    assert parse(mended).node == query.node
    (sentence,) = unclear(text)
    assert f"at character {place[0] + 1}" in sentence and mended in sentence


@given(st.text(alphabet=st.sampled_from('ab"()-*,: \tNEARORANDNOT/5“”'), max_size=60))
def test_a_mended_search_is_read_the_same_and_has_fewer_slips(text: str) -> None:
    query = parse(text)
    places = [(slip.start, slip.end) for slip in query.slips]
    assert places == sorted(places) and all(0 <= start <= end <= len(text) for start, end in places)
    mended = query.mended(text)
    assert len(parse(mended).slips) <= len(query.slips)


def test_long_and_deep_searches_are_read_at_once() -> None:
    for text in ("(" * 5000 + "an" + ")" * 5000, "NOT " * 3000 + "an", '"' * 10_000, "a*" * 5000, "NEAR(" * 2000):
        parse(text)
