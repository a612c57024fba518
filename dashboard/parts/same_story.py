"""The other articles of a story: who had it first, who copied it, what they changed; joined and parted by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.errors import InputError, QuestionError
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import kept
from dashboard.parts.evidence import inner_link
from dashboard.state import stories
from dashboard.state.asking import ask
from dashboard.state.reader import language, say

MOST = 30
"""Articles listed; all of them are in the table of the question."""


def same_story(key: str, *, copies: int) -> None:
    """Who has the story of an article, in order of publication; those who may correct join and part.

    Args:
        key: the article that is read; what others add and leave out is told beside it.
        copies: how many other articles its story has.
    """
    may = visitor.may("corrections")
    if not copies and not may:
        return
    found = ask(questions.story_articles, key=key)
    first = str(found["source"].iloc[0])
    address = str(found.loc[found["key"] == key, "url"].iloc[0])
    many, outlets = (labels.number(number, language()) for number in (copies + 1, found["source"].nunique()))
    title = say("articles.copies", n=many, outlets=outlets, first=first) if copies else say("stories.alone")
    with st.expander(title, key="same-story"):
        if copies:
            rows = found.head(MOST).to_dict("records")
            st.html("<ol class='nt-list'>" + "".join(_entry(row, key, address) for row in rows) + "</ol>")
        if may:
            _editor(key, found)


def _entry(row: dict[Any, Any], key: str, address: str) -> str:
    own = row["key"] == key
    when = labels.moment(row["published"], language(), has_time=row["has_time"])
    about = [escape(str(row["source"])), when]
    about += [escape(say("articles.first"))] if row["first"] else []
    about += [escape(say("articles.version"))] if row["url"] and row["url"] == address and not own else []
    if own:
        about.append(escape(say("articles.this")))
    else:
        about.append(escape(say("articles.alike", share=labels.percent(row["alike"], language()))))
        about.append(inner_link("articles", "key", row["key"], say("evidence.read")))
    tags = {"added": "ins", "removed": "del"}
    changes = "".join(
        f"<div class='nt-sentence'><b>{escape(say(f'articles.{name}'))}:</b> <{tag}>{escape(str(row[name]))}</{tag}></div>"
        for name, tag in tags.items()
        if row[name] and not own
    )
    return f"<li><div class='nt-title'>{escape(str(row['title']))}</div>{changes}<div class='nt-about'>{' · '.join(about)}</div></li>"


def _editor(key: str, found: pd.DataFrame) -> None:
    """Part the article from its story, join it to another's, and take such edits back."""
    made = stories.about(found["key"].tolist())
    typed = st.text_input(say("stories.join"), key=f"story-with-{key}", max_chars=500, placeholder=say("stories.hint"))
    if typed.strip():
        _joining(key, stories.key_in(typed))
    if len(found) > 1:
        st.button(
            say("stories.part"),
            key="story-part",
            help=say("stories.part_help"),
            on_click=_done,
            args=(partial(stories.part, key),),
        )
    for one in made:
        told = say(
            "stories.joined" if one.other else "stories.parted", title=_title(one.article), other=_title(one.other)
        )
        when = labels.day(labels.parsed(one.at), language())
        with kept.row(f"story-edit-{one.id}", told, f"№ {one.id}", one.who, when):
            st.button(
                say("stories.undo"), key=f"story-undo-{one.id}", on_click=_done, args=(partial(stories.undo, one.id),)
            )


def _joining(key: str, other: str) -> None:
    """What joining would do, and the button."""
    if not other:
        st.warning(say("stories.no_key"))
        return
    try:
        change = stories.effect(key, other)
    except InputError as error:
        st.warning(say("stories.failed", sentence=labels.plain(str(error))))
        return
    if change.empty:
        st.caption(say("stories.nothing"))
        return
    st.markdown(say("stories.effect", n=labels.number(len(change), language())))
    items = "".join(
        f"<li>{escape(f'{source}: {title}')}</li>"
        for source, title in zip(change["source"], change["title"], strict=True)
    )
    st.html(f"<ul>{items}</ul>")
    st.button(
        say("stories.apply"),
        type="primary",
        key="story-join",
        on_click=_done,
        args=(partial(stories.join, key, other),),
    )


def _title(key: str) -> str:
    """The title of an article, or its key where the store holds it no more."""
    if not key:
        return ""
    try:
        return str(ask(questions.article_reading, key=key)["title"].iloc[0]) or key
    except QuestionError:
        return key


def _done(deed: Callable[[], str]) -> None:
    problem = deed()
    if problem:
        st.toast(say("stories.failed", sentence=labels.plain(problem)), icon=":material/error:", duration="long")
    else:
        st.toast(say("stories.done"), icon=":material/check:")
