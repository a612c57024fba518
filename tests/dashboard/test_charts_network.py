"""The network: the same picture every time, names inside the canvas and apart, every point a way to its sentences."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.charts.entities import company, outlets, timeline
from dashboard.charts.layout import SPACE, connected, layout
from dashboard.charts.network import NARROW, WIDE, network
from dashboard.theme import Look

LOOK = Look("vi", dark=False)
PAIRS = pd.DataFrame(
    [
        ("Bộ Chip", "ORG", "Lan Anh", "PER", 8, 10, 9, 5, 12.5, 0.001),
        ("Bộ Chip", "ORG", "Đà Nẵng", "LOC", 4, 10, 30, 3, 9.0, 0.01),
        ("<b>Sóng</b>", "PROD", "Hội Sóng", "ORG", 3, 3, 3, 3, 14.0, 0.02),
    ],
    columns=["a", "a_type", "b", "b_type", "sentences", "a_sentences", "b_sentences", "stories", "log_dice", "q"],
).assign(within="sentence")

names = st.sampled_from([f"tên {number}" for number in range(14)])
graphs = st.lists(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=24, unique=True)


@given(graphs, st.sampled_from([NARROW, WIDE]))
def test_every_name_is_inside_and_the_picture_is_always_the_same(edges: list[tuple[str, str]], width: int) -> None:
    boxes = {name: (60.0, 30.0) for edge in edges for name in edge}
    places, height = layout(edges, boxes, width=width)
    assert places.keys() == boxes.keys()
    for x, y in places.values():
        assert 30 - 1e-6 <= x <= width - 30 + 1e-6
        assert 15 - SPACE <= y <= height - 15 + 1e-6
    assert layout(edges, boxes, width=width) == (places, height)


CIRCLING = [(0, 2), (0, 6), (1, 5), (1, 4), (2, 5), (8, 4), (7, 3), (6, 3)]
"""A chain of nine names that pushing apart within the width never settles."""


@given(graphs)
@example([(f"tên {one}", f"tên {other}") for one, other in CIRCLING])
def test_names_do_not_cover_each_other(edges: list[tuple[str, str]]) -> None:
    boxes = {name: (60.0, 30.0) for edge in edges for name in edge}
    places, _ = layout(edges, boxes, width=WIDE)
    spots = list(places.values())
    for index, (x, y) in enumerate(spots):
        assert all(abs(x - a) >= 59 or abs(y - b) >= 29 for a, b in spots[:index])


def test_parts_that_are_not_connected_stand_apart() -> None:
    assert connected([("a", "b"), ("c", "d"), ("b", "e")]) == [["a", "b", "e"], ["c", "d"]]


def test_points_and_lines_lead_to_their_sentences() -> None:
    drawn = network(PAIRS, LOOK).to_dict()
    links = [tuple(link) for trace in drawn["data"] for link in trace.get("customdata", ())]
    assert [link for link in links if link[3] == "pair"] == [
        ("Bộ Chip|Lan Anh", "", "", "pair"),
        ("Bộ Chip|Đà Nẵng", "", "", "pair"),
        ("<b>Sóng</b>|Hội Sóng", "", "", "pair"),
    ]
    assert [link[0] for link in links if link[3] == "entity"] == [
        "Bộ Chip",
        "Lan Anh",
        "Đà Nẵng",
        "<b>Sóng</b>",
        "Hội Sóng",
    ]
    legend = [trace["name"] for trace in drawn["data"] if trace.get("showlegend")]
    assert legend == ["Người", "Tổ chức", "Địa danh", "Sản phẩm"]


def test_pairs_of_articles_lead_to_their_articles() -> None:
    drawn = network(PAIRS.assign(within="article"), LOOK).to_dict()
    kinds = {link[3] for trace in drawn["data"] for link in trace.get("customdata", ())}
    assert kinds == {"together", "entity"}
    assert any("10 bài" in told for trace in drawn["data"] for told in trace.get("hovertext", ()))


def test_names_are_letters_in_the_network() -> None:
    for trace in network(PAIRS, LOOK).to_dict()["data"]:
        assert not any("<b>Sóng" in str(word) for word in (*trace.get("text", ()), *trace.get("hovertext", ())))


def test_the_chosen_name_brings_out_its_lines() -> None:
    plain, chosen = (network(PAIRS, LOOK, chosen=name).to_dict() for name in ("", "Lan Anh"))
    changed = [
        a["line"] != b["line"] for a, b in zip(plain["data"], chosen["data"], strict=True) if a["mode"] == "lines"
    ]
    assert changed == [True, False, False]


def test_nothing_to_draw() -> None:
    assert not network(PAIRS.head(0), LOOK).data


LINE = pd.DataFrame(
    {
        "name": "Bộ Chip",
        "type": "ORG",
        "period": pd.to_datetime(["2025-02-01", "2025-03-01", "2025-04-01"]),
        **{"n": 20, "total": 100, "share": 0.2, "low": 0.1, "high": 0.3, "mentions": 25},
        **{"partial": False, "gap": False, "unit": "articles"},
    }
)
CHANGES = pd.DataFrame(
    {
        "day": pd.to_datetime(["2025-03-01", "2021-01-01"]),
        "vi": ["Bộ Vi mạch sáp nhập vào Bộ Chip <b>", "cũ"],
        "en": ["Bộ Vi mạch merged into Bộ Chip", "old"],
    }
)


@pytest.mark.parametrize(("language", "told"), [("vi", "sáp nhập"), ("en", "merged")])
def test_a_day_of_change_is_marked_where_it_is_drawn(language: str, told: str) -> None:
    layout = timeline(LINE, Look(language, dark=True), changes=CHANGES).to_dict()["layout"]
    assert [str(shape["x0"])[:10] for shape in layout["shapes"] if shape["type"] == "line"] == ["2025-03-01"]
    (note,) = (note for note in layout["annotations"] if note.get("hovertext"))
    assert told in note["hovertext"] and "<b>" not in note["hovertext"]
    assert timeline(LINE, LOOK, changes=CHANGES.head(0)).to_dict() == timeline(LINE, LOOK).to_dict()


def test_company_and_outlets_open_both_of_what_they_name() -> None:
    shares = {"n": [3], "total": [9], "share": [1 / 3], "low": [0.1], "high": [0.6], "unit": ["articles"]}
    beside = pd.DataFrame(
        {"name": ["Lan Anh"], "type": ["PER"], "sentences": [4], "a": ["Bộ Chip"], "b": ["Lan Anh"], **shares}
    )
    assert company(beside, LOOK).to_dict()["data"][0]["customdata"] == [["Bộ Chip|Lan Anh", "", ""]]
    told = pd.DataFrame({"name": ["Bộ Chip"], "source": ["Báo Một"], "mentions": [4], **shares})
    assert outlets(told, LOOK).to_dict()["data"][0]["customdata"] == [["Bộ Chip|Báo Một", "", ""]]
