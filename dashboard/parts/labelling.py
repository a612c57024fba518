"""What one article is about, and a reader's labels: right, wrong, or a topic more."""

from __future__ import annotations

from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts.filing import waiting
from dashboard.parts.lexicon_editor import working
from dashboard.state import filing
from dashboard.state.reader import language, say

OTHER = "other"


def topics(article: pd.Series) -> None:
    """The topics of an article, each with who says so; at this machine also the labels.

    Args:
        article: a row of ``article_reading``.
    """
    said = dict(zip(article["topics"], article["rules"], strict=True))
    chips = "".join(
        f"<span class='nt-chip'>{escape(say(f'charts.topic.{code}'))}{_by(rule)}</span>" for code, rule in said.items()
    )
    st.html(f"<p><b>{escape(say('articles.topics'))}</b> {chips}</p>")
    if not visitor.may("labels"):
        return
    with st.expander(say("filing.labels.title"), key="labelling"):
        st.caption(say("filing.labels.intro"))
        working(topics=True)
        given = filing.labelled(article["key"])
        for code in dict.fromkeys([*(code for code in said if code != OTHER), *given]):
            named = f"<div>{escape(say(f'charts.topic.{code}'))}</div>"
            verdict(article["key"], code, given.get(code), told=named, width=260)
        left = [code for code in filing.codes() if code not in said and code not in given]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            more = st.selectbox(
                say("filing.labels.choose"),
                left,
                index=None,
                placeholder=say("filing.labels.choose"),
                label_visibility="collapsed",
                format_func=lambda code: say(f"charts.topic.{code}"),
                key=f"label-more-{article['key']}-{language()}",
                width=300,
            )
            st.button(
                say("filing.labels.add"),
                key="label-add",
                disabled=more is None,
                on_click=_keep,
                args=(article["key"], str(more), True),
            )
        waiting(may=True)


def _by(rule: str) -> str:
    """Who says so, where it is not the classifier."""
    return "" if rule == "model" else f" <small>({escape(say(f'filing.labels.by.{rule}'))})</small>"


def verdict(key: str, code: str, now: bool | None, *, told: str, width: int | Literal["stretch"]) -> None:
    """Right or wrong, of one article and one topic.

    Args:
        key: of the article.
        code: of the topic.
        now: the label in force, if any.
        told: HTML of what is judged, beside the choice.
        width: of that, in pixels.
    """
    widget = f"label-{key}-{code}-{language()}"
    st.session_state.setdefault(widget, None if now is None else "yes" if now else "no")

    def changed() -> None:
        chosen = st.session_state[widget]
        _keep(key, code, None if chosen is None else chosen == "yes")

    with st.container(horizontal=True, vertical_alignment="center", key=f"label-row-{code}-{key}"):
        st.html(told, width=width)
        st.segmented_control(
            say(f"charts.topic.{code}"),
            ("yes", "no"),
            format_func=lambda verdict: say(f"filing.labels.{verdict}"),
            key=widget,
            label_visibility="collapsed",
            on_change=changed,
        )


def _keep(key: str, code: str, yes: bool | None) -> None:
    try:
        filing.label(key, code, yes)
    except AnalysisError as error:
        st.toast(say("filing.failed", sentence=labels.plain(str(error))), icon=":material/error:", duration="long")
        return
    st.toast(say("filing.labels.kept"), icon=":material/check:")
