"""At the head of every page: whether this visitor may read it, and who they are, with the way out."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlencode

import streamlit as st

from dashboard import labels
from dashboard.access.visitor import Visitor, visitor
from dashboard.state import url
from dashboard.state.reader import say


def admitted() -> bool:
    """Whether this visitor may read; who may not is told why, and how to come in."""
    who = visitor()
    if who.role:
        return True
    words = {
        "full": lambda: say("access.full"),
        "ended": lambda: say("access.ended"),
        "stranger": lambda: say("access.stranger_now", person=labels.plain(who.name)),
    }
    st.warning(words[who.why]())
    if who.why == "ended" and who.login == "oidc":
        query = urlencode({name: url.many(name) for name in st.query_params}, doseq=True)
        page = f"/{st.session_state.get('_page', '')}" + (f"?{query}" if query else "")
        st.html(f'<a href="/login?next={quote(page, safe="")}" target="_self">{escape(say("access.again"))}</a>')
    return False


def badge() -> str:
    """Name and role of a visitor who logged in, with the way out, as HTML; empty for all others."""
    who: Visitor = visitor()
    if not who.login:
        return ""
    role = escape(say(f"access.roles.{who.role}"))
    out = (
        f' · <a href="/auth/logout" target="_self" style="color:inherit">{escape(say("access.log_out"))}</a>'
        if who.login == "oidc"
        else ""
    )
    return f'<span class="nt-facts nt-who">{escape(who.name)} · {role}{out}</span>'
