"""Articles as a list with the found words marked, and one article with its names marked, to read and to cite."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.errors import QuestionError
from analysis.schema import ENTITY_TYPES
from dashboard import labels
from dashboard.parts import citing, controls, files, kwic, labelling
from dashboard.parts.evidence import entries, link
from dashboard.parts.same_story import same_story
from dashboard.state import placed, url
from dashboard.state.asking import ask, chosen, marks_words, store
from dashboard.state.reader import language, look, say
from dashboard.theme import colour

SIZE = 20
VIEWS = ("list", "lines")
SORTS = ("best", "newest", "oldest")
READ = ("day", "source", "title", "author", "topics", "keyphrases", "url")
"""Columns of one article in a report."""
_HERE_JS = """
export default function(component) {
  if (component.parentElement.shown) return;
  component.parentElement.shown = true;
  let tries = 0;
  const timer = setInterval(() => {
    const here = document.querySelector(".nt-here");
    if (here) here.scrollIntoView({ block: "center" });
    if (here || ++tries > 50) clearInterval(timer);
  }, 100);
}
"""
"""Brings the quotation that the reader came for into sight, once."""


def listing() -> None:
    """The articles of the scope: as a list, or line by line where words are searched."""
    searched = marks_words(chosen().search)
    view = "list"
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls-articles"):
        if searched:
            view = controls.pick("view", "articles.view", VIEWS, show=lambda v: say(f"articles.views.{v}"))
        if view == "list":
            sorts = SORTS if searched else SORTS[1:]
            sort = controls.pick("sort", "articles.sort", sorts, show=lambda s: say(f"articles.sort_{s}"), width=220)
    if view == "list":
        _list(sort)
    else:
        kwic.concordance()


def _list(sort: str) -> None:
    """The articles page by page, with the exact total and a CSV of all."""
    whole = ask(questions.article_search, top=1, sort=sort)
    rows, exact = (int(whole[name].sum()) for name in ("rows", "exact_rows"))
    holder = st.container(border=True, key="card-list")
    page = controls.pages(rows, SIZE)
    found = ask(questions.article_search, top=SIZE, offset=page * SIZE, sort=sort)
    every = partial(ask, questions.article_search, top=min(rows, placed.MOST), sort=sort)
    placed.listed("articles", every, columns=("day", "source", "title", "main_topic", "url"))
    with holder:
        numbers = {"first": page * SIZE + 1, "last": page * SIZE + len(found), "rows": rows}
        shown = [say("articles.found", **{name: labels.number(n, language()) for name, n in numbers.items()})]
        if exact < rows:
            said = say("articles.as_typed", exact=labels.number(exact, language()))
            shown.append(said if exact else say("articles.none_as_typed"))
        st.caption(" · ".join(shown))
        beyond = ["" if one or not exact else say("articles.beyond") for one in found["exact"]]
        st.html("<ol class='nt-list'>" + entries(found.assign(rule=beyond)) + "</ol>")
    files.button(say("articles.csv"), files.every(found), name="articles")


def reading(key: str) -> None:
    """One article: title, lead and text in the original characters with names marked, facts, and a citation."""
    st.button(say("articles.back"), key="back", type="tertiary", on_click=lambda: url.put(key=None, start=None))
    try:
        article = ask(questions.article_reading, key=key).iloc[0]
    except QuestionError:
        st.warning(say("articles.gone"))
        return
    st.title(labels.plain(article["title"]) or say("articles.title"))
    when = labels.moment(article["published"], language(), has_time=article["has_time"])
    about = [escape(article["source"]), when, escape(article["author"]), escape(", ".join(article["sections"]))]
    about += [say("articles.syllables", n=labels.number(article["syllables"], language()))]
    about += [link(article["url"], say("articles.original"))]
    origin = citing.dated(article["date_origin"], language(), has_time=article["has_time"])
    st.html(f"<div class='nt-about'>{' · '.join(part for part in about if part)}<br>{escape(origin)}</div>")
    marked = controls.switch("marks", "articles.highlight", default=True)
    spans = ask(questions.article_annotations, key=key)
    placed.listed("articles", lambda: ask(questions.article_reading, key=key), columns=READ)
    placed.listed("articles", lambda: spans, title=say("export.names"), columns=("layer", "label", "name", "rule"))
    names = spans[spans["layer"].isin(("mention", "quotation"))] if marked else spans.head(0)
    with st.container(border=True, key="card-reading"):
        st.html(body(article["text"], names, here=url.one("start")))
        if store().shown:
            st.caption(say("articles.cut", n=labels.number(store().shown, language())))
        if url.one("start"):
            st.components.v2.component("nhiptin_here", js=_HERE_JS)(key="here")
        if len(names):
            st.html(legend(set(names["label"])))
    labelling.topics(article)
    phrases = "".join(f"<span class='nt-chip'>{escape(phrase)}</span>" for phrase in article["keyphrases"])
    st.html(f"<p><b>{escape(say('articles.keyphrases'))}</b> {phrases}</p>")
    same_story(key, copies=len(article["copies"]))
    st.html(f"<b>{escape(say('articles.cite'))}</b>")
    citing.cite(article)
    st.caption(say("articles.origin", origin=labels.plain(article["origin"])))


def body(text: str, found: pd.DataFrame, *, here: str = "") -> str:
    """The article as HTML: its own line breaks, names in the colour of their type, what was said underlined, all else letters.

    Args:
        text: the article.
        found: its mentions and quotations; a quotation whose border lies inside a name is not underlined.
        here: where the quotation begins that the reader came for.
    """
    spans = list(zip(found["layer"], found["start"], found["end"], strict=True))
    names = [(first, last) for layer, first, last in spans if layer == "mention"]
    whole = [not any(a < edge < b for a, b in names for edge in span) for _, *span in spans]
    found = found[pd.Series(whole, index=found.index, dtype=bool)]
    out: list[str] = []
    at = 0
    inside: list[tuple[int, str]] = []
    for row in found.sort_values(["start", "end"], ascending=[True, False]).to_dict("records"):
        start, end = int(row["start"]), int(row["end"])
        while inside and inside[-1][0] <= start:
            last, close = inside.pop()
            out += [escape(text[at:last]), close]
            at = last
        if inside and (end > inside[-1][0] or inside[-1][1] == "</mark>"):
            continue
        tag, close = _tags(row, here)
        out += [escape(text[at:start]), tag]
        inside.append((end, close))
        at = start
    for last, close in reversed(inside):
        out += [escape(text[at:last]), close]
        at = last
    out.append(escape(text[at:]))
    return f"<div class='nt-text'>{''.join(out)}</div>"


def _tags(row: dict[Any, Any], here: str) -> tuple[str, str]:
    kind = str(row["label"])
    if row["layer"] == "quotation":
        told = f"{say(f'quotes.manner.{kind}')}: {row['name']}" + (f" ({row['rule']})" if row["rule"] else "")
        wanted = " nt-here" if here == str(row["start"]) else ""
        return f"<span class='nt-said{wanted}' title='{escape(told, quote=True)}'>", "</span>"
    hint = escape(f"{say(f'charts.type.{kind}')}: {row['name']} ({row['rule']})", quote=True)
    return f"<mark style='--ink:{colour('type', kind, look().dark)}' title='{hint}'>", "</mark>"


def legend(types: set[str]) -> str:
    """Which colour is which type of name, and how words that were said are marked."""
    chips = [
        f"<span class='nt-chip'><i style='--ink:{colour('type', kind, look().dark)}'></i>{escape(say(f'charts.type.{kind}'))}</span>"
        for kind in ENTITY_TYPES
        if kind in types
    ]
    if types & {"direct", "indirect"}:
        chips.append(f"<span class='nt-chip'><span class='nt-said'>{escape(say('articles.said'))}</span></span>")
    return f"<p>{''.join(chips)}</p>"
