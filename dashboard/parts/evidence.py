"""The sentences behind a number: from any chart in one click, highlighted in the original characters.

The URL key ``show`` names what is open: ``term:chuyển đổi số`` or ``term:chuyển đổi số@2025-10-20..2025-10-26``, and
``at`` the card under which it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.errors import InputError
from analysis.frames import records
from analysis.questions.answers import answer as empty_answer
from analysis.questions.settings import day
from analysis.schema import OWN, TOPICS
from dashboard import labels
from dashboard.parts import controls, files
from dashboard.parts.reproduce import code
from dashboard.parts.why import why
from dashboard.state import placed, url
from dashboard.state.asking import ask, chosen, store
from dashboard.state.reader import called, language, say
from dashboard.strings.names import both

SIZE = 6
"""Sentences on one page of a list."""
SPAN = re.compile(r"@(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\Z", re.ASCII)
KINDS = (
    "term",
    "contrast",
    "beside",
    "named",
    "group",
    "used",
    "entity",
    "speaker",
    "pair",
    "together",
    "outlet",
    "topic",
    "source",
    "period",
)


@dataclass(frozen=True)
class Shown:
    """What is asked for: kind, subject, and the period where the click was on one."""

    kind: str
    subject: str
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, text: str) -> Shown | None:
        """The URL's form read back; None where it is nothing of ours.

        >>> Shown.read("term:chuyển đổi số@2025-10-20..2025-10-26").until
        '2025-10-26'
        >>> Shown.read("nonsense") is None
        True
        """
        kind, _, rest = text.partition(":")
        span = SPAN.search(rest)
        shown = cls(kind, rest[: span.start()], *span.groups()) if span else cls(kind, rest)
        try:
            first, last = day("since", shown.since), day("until", shown.until)
        except InputError:
            return None
        own = shown.subject.startswith(OWN) and shown.subject in store().topics
        known = own or shown.subject in TOPICS if kind == "topic" else kind in KINDS and ":" in text
        return shown if known and not (first and last and first > last) else None

    def __str__(self) -> str:
        span = f"@{self.since}..{self.until}" if self.since else ""
        return f"{self.kind}:{self.subject}{span}"


def open_(shown: Shown, card: str) -> None:
    """Open the panel under a card."""
    url.put(show=str(shown), at=card, page=None)


def close() -> None:
    url.put(show=None, at=None, page=None)


def opened(card: str, kind: str) -> Shown | None:
    """What is open under this card, if anything."""
    shown = Shown.read(url.one("show"))
    return shown if shown and shown.kind == kind and url.one("at", card) == card else None


def counting() -> dict[str, bool]:
    """What counts as a term on this page: the settings that its switches put into the URL."""
    return {name: True for name in ("nested", "concepts") if url.one(name) == "1"}


def answer(shown: Shown, *, top: int, offset: int) -> pd.DataFrame:
    """The sentences (or articles) behind what is shown, newest first."""
    span = {"since": shown.since, "until": shown.until}
    page = {"top": top, "offset": offset}
    scope = chosen()
    match shown.kind:
        case "term":
            return ask(questions.keyword_occurrences, term=shown.subject, **span, **page, **counting())
        case "beside" | "named":
            term, _, beside = shown.subject.partition("|")
            neighbour = {"name" if shown.kind == "named" else "other": beside}
            return ask(questions.neighbour_sentences, term=term, **neighbour, **page, **counting())
        case "group":
            term, _, group = shown.subject.partition("|")
            return ask(questions.group_sentences, term=term, group=group, **page, **counting())
        case "used":
            term, _, source = shown.subject.partition("|")
            alone = scope.with_(source=(source,))
            return ask(questions.keyword_occurrences, scope=alone, term=term, **page, **counting())
        case "entity":
            return ask(questions.entity_mentions, name=shown.subject, family=joined(), **span, **page)
        case "outlet":
            name, _, source = shown.subject.partition("|")
            alone = scope.with_(source=(source,))
            return ask(questions.entity_mentions, scope=alone, name=name, family=joined(), **page)
        case "speaker":
            return ask(questions.quotation_search, name=(shown.subject,), **span, **page)
        case "pair" | "together":
            a, _, b = shown.subject.partition("|")
            within = "sentence" if shown.kind == "pair" else "article"
            return ask(questions.comention_sentences, a=a, b=b, family=joined(), within=within, **page)
        case "topic":
            return ask(questions.topic_articles, topic=shown.subject, **span, **page)
        case _:
            since = max((d for d in (scope.since, day("since", shown.since)) if d), default=None)
            until = min((d for d in (scope.until, day("until", shown.until)) if d), default=None)
            if since and until and since > until:
                return empty_answer("article_search")
            narrowed = scope.with_(
                source=(shown.subject,) if shown.kind == "source" else scope.source, since=since, until=until
            )
            return ask(questions.article_search, scope=narrowed, **page)


def joined() -> bool:
    """Whether this page counts predecessors and successors as one."""
    return url.one("family") == "1"


def title(shown: Shown) -> str:
    """What is open, in words."""
    name = shown.subject
    if shown.kind == "topic":
        name = say(f"charts.topic.{shown.subject}")
    elif shown.kind == "group":
        name = shown.subject.partition("|")[2]
    elif shown.kind in ("entity", "speaker"):
        name = both(name, language())
    elif shown.kind in ("pair", "together", "outlet", "beside", "named", "used"):
        name = " – ".join(map(called, shown.subject.split("|", 1)))
    words = say(f"evidence.title.{shown.kind}", name=name)
    if not shown.since:
        return words
    days = [labels.day(day("day", d), language()) for d in (shown.since, shown.until)]
    return f"{words} · {days[0]}" if days[0] == days[1] else f"{words} · {days[0]} – {days[1]}"


def panel(shown: Shown, card: str) -> None:
    """The open panel: title, exact count, sentences, pages, CSV of all, close."""
    with st.container(key=f"evidence-{card}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(f'<h3 class="nt-h3">{escape(title(shown))}</h3>{closer(shown)}')
            st.button(say("evidence.close"), key=f"close-{card}", type="tertiary", on_click=close)
        first = answer(shown, top=SIZE, offset=0)
        rows = int(first["rows"].iloc[0]) if len(first) else 0
        if not rows:
            st.info(say("evidence.none"))
            return
        listing(shown, rows)
        label = say("evidence.csv", n=labels.number(rows, language()))
        files.button(label, files.every(first), name=f"evidence-{card}")
        meta = store().meta
        st.caption(say("why.version", words=meta.get("annotation_version", ""), snapshot=store().version))
        with st.expander(say("code.title"), key=f"code-evidence-{card}"):
            code(first, top=min(rows, files.MOST))


CLOSER = {
    "term": ("keywords", "term"),
    "speaker": ("quotes", "name"),
    "entity": ("entities", "name"),
    "topic": ("topics", "key"),
}
"""Kind → page and key of its close view."""


def closer(shown: Shown) -> str:
    """A link to the page that shows a term, entity or topic closely, in the same scope; empty for the other kinds."""
    if shown.kind not in CLOSER:
        return ""
    page, key = CLOSER[shown.kind]
    return f'<div class="nt-about">{inner_link(page, key, shown.subject, say(f"evidence.closer.{shown.kind}"))}</div>'


def listing(shown: Shown, rows: int) -> None:
    """One page of the sentences, with the exact total."""
    holder = st.container()
    page = controls.pages(rows, SIZE)
    frame = answer(shown, top=SIZE, offset=page * SIZE)
    every = partial(answer, shown, top=min(rows, placed.MOST), offset=0)
    placed.listed("evidence", every, title=title(shown), columns=("day", "source", "title", "text", "url"))
    hits = f" · {say('evidence.hits', n=labels.number(frame['hits'].iloc[0], language()))}" if "hits" in frame else ""
    last = min(rows, (page + 1) * SIZE)
    shown_of = say(
        "evidence.shown",
        first=page * SIZE + 1,
        last=last,
        rows=labels.number(rows, language()),
    )
    with holder:
        st.caption(shown_of + hits)
        st.html(
            "<ol class='nt-list'>" + entries(frame) + "</ol>",
        )


def marked(text: str, marks: Any) -> str:
    """Text as HTML with its marks; everything else is letters.

    >>> marked("<b>chip</b>", [(3, 7)])
    '&lt;b&gt;<mark>chip</mark>&lt;/b&gt;'
    """
    out, at = [], 0
    for start, end in sorted((int(a), int(b)) for a, b in marks):
        if start >= at:
            out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return "".join([*out, escape(text[at:])])


def link(address: str, words: str) -> str:
    """A link to the outside, only where the address is a web address."""
    if not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def inner_link(page: str, key: str, value: str, words: str, **more: object) -> str:
    """A link to a page of the product, in the same scope."""
    own = [f"{name}={quote(v, safe='')}" for name in url.STAYING for v in url.many(name)]
    further = [f"{name}={quote(str(v), safe='')}" for name, v in more.items()]
    address = "&".join([*own, f"{key}={quote(value, safe='')}", *further])
    return f'<a href="{page}?{escape(address, quote=True)}" target="_self">{escape(words)}</a>'


def entries(frame: pd.DataFrame) -> str:
    """The rows of an answer as items of a list."""
    return "".join(_entry(row) for row in records(frame))


def _entry(row: dict[Any, Any]) -> str:
    """One sentence (or article) of a list: text, then source, date, links and why it is counted."""
    about = [
        escape(str(row["source"])),
        labels.moment(row["published"], language(), has_time=row["has_time"]),
        inner_link("articles", "key", row["key"], say("evidence.read")),
        link(str(row["url"]), say("evidence.original")),
    ]
    if row.get("rule"):
        about.append(f"<span title='{escape(say('evidence.why'), quote=True)}'>{escape(why(str(row['rule'])))}</span>")
    heading = f"<div class='nt-title'>{escape(str(row['title']))}</div>" if row.get("kind") != "title" else ""
    body = marked(str(row["text"]), row["marks"] if row["marks"] is not None else ())
    body = body or escape(say("evidence.withheld"))
    body = "" if body == escape(str(row["title"])) and heading else f"<div class='nt-sentence'>{body}</div>"
    return f"<li>{heading}{body}<div class='nt-about'>{' · '.join(part for part in about if part)}</div></li>"
