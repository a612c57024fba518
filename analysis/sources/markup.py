"""HTML that slipped into a text field: tags off, entities read. Only where a text obviously holds markup."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|table|tbody|tr|td|th|blockquote|"
    r"section|article|iframe|video|script|style|font|center|sup|sub|hr|small)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|figure|figcaption|table|tr|blockquote|section|article|hr)\b", re.IGNORECASE
)
_OPEN_HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_COMMENT = "<!--"
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAKS = re.compile(r"[ \t]*\n[ \t\n]*")


def strip_markup(text: str) -> str:
    """The text without its HTML tags and entities; a text that holds none comes back as it is.

    >>> strip_markup("<p>Giá &lt; 5 tri&#7879;u</p><p>x<b>y</b></p>")
    'Giá < 5 triệu\\nxy'
    >>> strip_markup("a < b và c > d")
    'a < b và c > d'
    """
    if "<" in text and _TAG.search(text):
        text = _without(text)
        text = _TAG.sub(lambda tag: "\n" if _BLOCK.match(tag[0]) else "", text)
        text = _BREAKS.sub("\n", text).strip()
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _without(text: str) -> str:
    """Drop comments, scripts and styles with what they hold; one that never closes ends with the text."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        hidden = _OPEN_HIDDEN.search(text, at)
        comment = text.find(_COMMENT, at)
        if hidden is None and comment < 0:
            break
        if hidden is not None and (comment < 0 or hidden.start() < comment):
            kept.append(text[at : hidden.start()])
            closing = re.compile(rf"</{hidden[1]}\s*>", re.IGNORECASE).search(text, hidden.end())
            at = closing.end() if closing else len(text)
        else:
            kept.append(text[at:comment])
            end = text.find("-->", comment + 4)
            at = end + 3 if end >= 0 else len(text)
    kept.append(text[at:])
    return "".join(kept)
