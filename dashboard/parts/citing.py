"""When an article was published and who says so; and one line that cites it, in either language."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import streamlit as st

from dashboard import labels
from dashboard.state.reader import language, say
from dashboard.strings import LANGUAGES, text

_ORIGIN = re.compile(r"(file|feed|page|url|text)(?:([+-])(\d{1,2})h)?")


def cite(article: Any) -> None:
    """The citation in both languages, the reader's own first, and the article's address in the product."""
    for tongue in LANGUAGES if language() == "vi" else LANGUAGES[::-1]:
        st.caption(say(f"articles.cite_{tongue}"))
        st.code(citation(article, tongue), language=None, wrap_lines=True)
    st.caption(say("articles.permalink"))
    st.code(permalink(article["key"]), language=None, wrap_lines=True)


def dated(origin: str, tongue: str, *, has_time: bool) -> str:
    """Who says when an article was published, what was added to it and why, and whether the hour is known.

    Args:
        origin: as ``article_reading`` tells it.
        tongue: language of the sentence.
        has_time: whether the hour is known.

    >>> dated("feed+7h", "en", has_time=True)
    'Date as in the outlet’s feed; 7 hours added: the outlet writes UTC and labels it Vietnamese time'
    >>> dated("", "en", has_time=False)
    'Where the date comes from was not recorded; no hour is given'
    """
    known = _ORIGIN.fullmatch(origin)
    said = text(tongue, f"articles.dated.{known[1] if known else 'unknown'}")
    if known and known[2]:
        said += "; " + text(tongue, f"articles.shifted.{'later' if known[2] == '+' else 'earlier'}", hours=known[3])
    return said if has_time else f"{said}; {text(tongue, 'articles.no_time')}"


def citation(article: Any, tongue: str) -> str:
    """One line to paste into a note, as readers of Vietnamese or of English expect it; the hour where it is known, and
    whether it was put right."""
    title, address = str(article["title"]).strip(), article["url"]
    when = labels.moment(article["published"], tongue, has_time=bool(article["has_time"]))
    if (known := _ORIGIN.fullmatch(article["date_origin"])) and known[2]:
        when += f" ({text(tongue, 'articles.cited_shift', sign=known[2].replace('-', '−'), hours=known[3])})"
    author, source = str(article["author"]).strip(), f"{article['source']}, {when}"
    if tongue == "vi":
        return ", ".join(str(part) for part in (author, f"“{title}”", source, address) if part)
    return " ".join(str(part) for part in (author and f"{author}.", f"“{title}.”", f"{source}.", address) if part)


def permalink(key: str) -> str:
    """The address of an article, whatever the scope; without the host where the browser did not tell it."""
    base = str(st.context.url or "").split("?")[0].rstrip("/")
    return f"{base or 'articles'}?key={quote(key, safe='')}"
