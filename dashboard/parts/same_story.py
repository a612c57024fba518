"""The other articles of a story: who had it first, who copied it, and what they changed."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from analysis import questions
from dashboard import labels
from dashboard.parts.evidence import inner_link
from dashboard.state.asking import ask
from dashboard.state.reader import language, say

MOST = 30
"""Articles listed; all of them are in the table of the question."""


def same_story(key: str) -> None:
    """Who has the story of an article, in order of publication.

    Args:
        key: the article that is read; what others add and leave out is told beside it.
    """
    found = ask(questions.story_articles, key=key)
    first = str(found["source"].iloc[0])
    address = str(found.loc[found["key"] == key, "url"].iloc[0])
    many, outlets = (labels.number(number, language()) for number in (len(found), found["source"].nunique()))
    with st.expander(say("articles.copies", n=many, outlets=outlets, first=first), key="same-story"):
        rows = found.head(MOST).to_dict("records")
        st.html("<ol class='nt-list'>" + "".join(_entry(row, key, address) for row in rows) + "</ol>")


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
    changes = "".join(
        f"<div class='nt-sentence'><b>{escape(say(f'articles.{name}'))}:</b> {escape(str(row[name]))}</div>"
        for name in ("added", "removed")
        if row[name] and not own
    )
    return f"<li><div class='nt-title'>{escape(str(row['title']))}</div>{changes}<div class='nt-about'>{' · '.join(about)}</div></li>"
