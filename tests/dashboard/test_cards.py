"""The frame of every figure: where its numbers are from, its table in the link, people's notes; chips of the scope bar."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import Scope, questions
from analysis.build import build
from analysis.store import notes, state
from analysis.store.snapshot import open_snapshot
from dashboard.addresses import PAGES
from dashboard.strings import text

from .conftest import Page

Visit = Callable[..., Page]
HOSTILE = "<img src=x onerror=alert(1)> [x](//evil.example) $a$"


@pytest.fixture
def noted(sample_store: Path) -> Iterator[Path]:
    number = notes.add(sample_store, card="overview-volume", text=HOSTILE, day=date(2025, 10, 20), who="<b>Lan</b>")
    yield sample_store
    notes.remove(sample_store, number, who="test")


def figures(page: Page) -> list[dict[str, Any]]:
    return [json.loads(node.proto.spec) for node in page.nodes if node.type == "plotly_chart"]


def test_a_note_stands_under_its_card_and_on_its_day_as_letters(visit: Visit, noted: Path) -> None:
    page = visit("overview", by="week")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.html and "<img" not in page.html
    assert "&lt;b&gt;Lan" in page.html and "20/10/2025" in page.words
    signs = [
        sign for figure in figures(page) for sign in figure["layout"].get("annotations", ()) if sign["text"] == "✎"
    ]
    assert len(signs) == 1 and signs[0]["x"].startswith("2025-10-20") and "<img" not in signs[0]["hovertext"]
    assert HOSTILE.split(maxsplit=1)[0] not in visit("keywords").html


def test_a_card_says_its_period_and_outlets(visit: Visit) -> None:
    page = visit("overview", since="2025-09-01", until="2025-09-30", source="Nhịp Số")
    assert text("vi", "frame.where", since="", until="", outlets="1").partition("–")[2] in page.words
    assert "/09/2025" in page.words


def test_the_link_says_which_cards_are_tables(visit: Visit) -> None:
    plain, tabled = visit("keywords"), visit("keywords", table=["keywords-bars", "none", "<b>"])
    assert tabled.charts() == plain.charts() - 1
    assert len(tabled.at.dataframe) == len(plain.at.dataframe) + 1


def test_each_filter_is_a_chip_that_one_click_takes_out(visit: Visit) -> None:
    page = visit(
        "overview", topic=["ai", "data"], source="Nhịp Số", since="2025-08-01", search="dữ liệu", unit="stories"
    )
    chips = [button for button in page.at.button if str(button.key).startswith("chip-")]
    assert len(chips) == 6
    next(chip for chip in chips if text("vi", "charts.topic.ai") in chip.label).click().run()
    assert page.query("topic") == ["data"] and page.query("source") == ["Nhịp Số"]
    page.at.button(key="chip-0").click().run()
    assert page.query("since") == [] and page.query("search") == ["dữ liệu"]
    next(button for button in page.at.button if button.label == text("vi", "scope.clear")).click().run()
    assert not {"topic", "source", "search", "unit"} & set(page.at.query_params)


def test_a_month_is_chosen_by_its_name(visit: Visit) -> None:
    page = visit("overview")
    period = next(box for box in page.at.selectbox if box.label == text("vi", "scope.period"))
    october = text("vi", "scope.month", month="10/2025")
    assert period.options[-5:] == [text("vi", "scope.month", month=f"{m:02}/2025") for m in (11, 10, 9, 8, 7)]
    assert period.options[-8:-5] == ["Quý 4/2025", "Quý 3/2025", "Năm 2025"]
    period.select(october).run()
    assert (page.query("since"), page.query("until")) == (["2025-10-01"], ["2025-10-31"])
    again = visit("topics", since="2025-10-01", until="2025-10-31")
    assert next(box for box in again.at.selectbox if box.label == text("vi", "scope.period")).value == "2025-10"


def test_one_granularity_holds_on_every_page(visit: Visit) -> None:
    weeks, months = (visit("overview", by=by) for by in ("week", "month"))
    assert (
        len(figures(weeks)[2]["data"][0]["x"]) != len(figures(months)[2]["data"][0]["x"]) or weeks.html != months.html
    )
    assert visit("overview", by="century").errors == []


ROWS = {
    "empty": [("ngày nào đó", "Không có ngày", "Dòng này bị loại.")],
    "one": [("2025-10-06", "Nhà máy chip ở Đà Nẵng", "Chính phủ nói về chip bán dẫn.")],
    "day": [("2025-10-06", f"Tin chip số {i}", f"Bản tin thứ {i} về trí tuệ nhân tạo.") for i in range(4)],
    "bodiless": [(f"2025-10-0{i}", f"Dữ liệu mở ngày {i}", "") for i in range(1, 6)],
}


@pytest.fixture(scope="module", params=ROWS)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of nothing but a refused row, of one article, of one day, of titles only."""
    folder = tmp_path_factory.mktemp("small")
    lines = [
        {"title": title, "text": body, "published": day, "source": "Báo Một", "url": f"https://example.vn/{number}"}
        for number, (day, title, body) in enumerate(ROWS[request.param])
    ]
    file = folder / "rows.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    build([file], folder / "store", processes=1)
    return folder / "store"


@pytest.mark.parametrize("name", PAGES)
def test_a_tiny_corpus_has_calm_pages(visit: Visit, small: Path, name: str) -> None:
    page = visit(name, store=small)
    assert page.at.title


def test_a_view_of_what_is_gone_says_so(visit: Visit, sample_store: Path) -> None:
    params = {"entity": ["Viện Đã Bị Xoá"], "topic": ["own-gone"], "since": ["2025-13-01"]}
    view = state.save_view(sample_store, name="Cũ", page="entities", params=params, who="An")
    page = visit("entities", **view.params)
    state.remove_view(sample_store, view.id, who="An")
    assert text("vi", "scope.unknown.entity", value="Viện Đã Bị Xoá") in page.warnings
    assert len(page.warnings) == 3


def test_two_tabs_do_not_disturb_each_other(visit: Visit) -> None:
    one, two = visit("overview", topic="ai"), visit("overview", topic="data")
    assert text("vi", "charts.topic.ai") in one.again().words and one.query("topic") == ["ai"]
    assert two.again().query("topic") == ["data"]


def test_an_outlet_s_bar_opens_its_sentences_with_the_term(visit: Visit, sample_store: Path) -> None:
    page = visit("keywords", term="dữ liệu", show="used:dữ liệu|Nhịp Số", at="keywords-outlets")
    found = questions.keyword_occurrences(open_snapshot(sample_store), Scope(source=("Nhịp Số",)), term="dữ liệu")
    assert "Câu chứa dữ liệu – Nhịp Số" in page.words and page.errors == []
    assert f" trong {found['rows'].iloc[0]} · " in page.words
