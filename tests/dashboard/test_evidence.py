"""The sentences behind a number: their address in the URL, and that text from outside stays text."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.export import FORMULA, to_csv
from dashboard.parts.evidence import KINDS, Shown, entries, inner_link, link, marked
from dashboard.parts.reading import body

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg/onload=alert(1)>",
    "</div></li><iframe srcdoc='<script>alert(1)</script>'>",
    "[nhấp](javascript:alert(1)) ![](https://example.com/x.png) $x$ :red[y]",
    '=HYPERLINK("https://example.com")',
    "&lt;b&gt; &amp; &#x3c;",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    ' https://example.com/" onclick="alert(1)',
    "data:text/html,<script>alert(1)</script>",
    "//example.com",
    "",
)
dirty = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.text(alphabet="<>&'\"/=abi ", max_size=40))


class Tags(HTMLParser):
    """Every tag with its attributes, and the text between them, as a browser reads them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def row(**changes: Any) -> dict[str, Any]:
    article = {
        "key": "k1",
        "day": date(2025, 10, 6),
        "published": datetime(2025, 10, 6, 8, 5),
        "has_time": True,
        "source": "Báo Một",
        "title": "Nhà máy chip",
        "url": "https://example.com/a",
        "kind": "body",
        "text": "Một nhà máy chip.",
        "marks": [(12, 16)],
        "rule": "",
    }
    return article | changes


def listed(**changes: Any) -> Tags:
    """One row of a list, as a browser reads it."""
    return Tags(entries(pd.DataFrame([row(**changes)])))


days = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)


@given(st.sampled_from(KINDS), st.text(max_size=80), st.one_of(st.just(("", "")), st.tuples(days, days)))
def test_what_is_shown_survives_the_url(kind: str, subject: str, span: tuple[str, str]) -> None:
    subject = "ai" if kind == "topic" else subject
    span = (min(span), max(span))
    shown = Shown(kind, subject, *span)
    again = Shown.read(str(shown))
    assert again is not None
    assert str(again) == str(shown)
    if span[0]:
        assert again == shown


@given(st.one_of(st.text(max_size=80), st.sampled_from(["a@b..c", "x@..", "x@today..tomorrow", "a:b", ""])))
def test_a_subject_without_a_period_comes_back_whole(subject: str) -> None:
    assert Shown.read(f"term:{subject}") == Shown("term", subject)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "term",
        "chip",
        "drop:table",
        ":x",
        "term:x@2025-13-01..2025-01-01",
        "topic:weather",
        "term:x@2025-10-20..2025-10-01",
    ],
)
def test_nonsense_in_the_url_opens_nothing(text: str) -> None:
    assert Shown.read(text) is None


@given(dirty, st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=5))
def test_marks_are_the_only_markup_and_every_letter_stays(text: str, marks: list[tuple[int, int]]) -> None:
    marks = [(a, b) for a, b in marks if 0 <= a < b <= len(text)]
    source = marked(text, marks)
    assert source.replace("<mark>", "").replace("</mark>", "") == escape(text)
    assert source.count("<mark>") == source.count("</mark>") <= len(marks)
    assert source.count("<") == 2 * source.count("<mark>")


@settings(max_examples=50)
@given(dirty, dirty, dirty, st.one_of(st.sampled_from(ADDRESSES), dirty))
def test_an_entry_has_our_tags_and_no_others(title: str, text: str, source: str, url: str) -> None:
    seen = listed(title=title, text=text, source=source, url=url, rule=text, marks=[])
    assert {tag for tag, _ in seen.tags} <= {"li", "div", "a", "span"}
    for _, attributes in seen.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert set(attributes) <= {"class", "href", "target", "rel", "title"}
    addresses = [attributes["href"] or "" for tag, attributes in seen.tags if tag == "a"]
    assert all(address.startswith(("https://", "http://", "articles?")) for address in addresses)
    assert len(addresses) == 1 + url.startswith(("https://", "http://"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_web_addresses_become_links(address: str) -> None:
    assert link(address, "đọc") == ""


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    seen = Tags(link('https://example.com/"onmouseover="alert(1)', "<b>đọc</b>"))
    assert seen.tags == [
        (
            "a",
            {
                "href": 'https://example.com/"onmouseover="alert(1)',
                "target": "_blank",
                "rel": "noopener noreferrer",
            },
        )
    ]
    assert seen.text == "<b>đọc</b>"


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_is_read_as_letters(text: str) -> None:
    names = pd.DataFrame(
        {
            "layer": ["mention"],
            "start": [0],
            "end": [len(text)],
            "label": ["ORG"],
            "name": [text],
            "rule": ["' onmouseover='alert(1)"],
        }
    )
    seen = Tags(body(text, names))
    assert [tag for tag, _ in seen.tags] == ["div", "mark"]
    assert set(seen.tags[1][1]) == {"style", "title"}
    assert seen.text == text


@given(dirty, st.sampled_from(["", "\r", "\n", "\r\n"]), st.sampled_from(["", *FORMULA]))
def test_a_cell_stays_one_cell_and_never_runs_as_a_formula(text: str, line: str, start: str) -> None:
    given_ = text + line + start + text
    made = to_csv(pd.DataFrame({"n": [1], "title": [given_], "m": [2]}))
    _, (n, cell, m) = csv.reader(io.StringIO(made, newline=""))
    assert (n, m) == ("1", "2")
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == given_.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")


def test_a_title_alone_is_not_said_twice() -> None:
    assert listed(kind="title", text="Nhà máy chip", marks=[]).text.count("Nhà máy chip") == 1
    assert listed(text="Nhà máy chip", marks=[]).text.count("Nhà máy chip") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_way_into_the_product_carries_its_value_whole(text: str) -> None:
    made = Tags(inner_link("keywords", "term", text, text))
    ((tag, attributes),) = made.tags
    address = urlsplit(attributes["href"] or "")
    assert (tag, address.scheme, address.netloc, address.path) == ("a", "", "", "keywords")
    assert parse_qs(address.query) == {"term": [text]}
    assert made.text == text
