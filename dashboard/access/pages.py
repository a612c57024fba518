"""The two pages before the dashboard: "log in", and "you are not on the list". Plain HTML that needs nothing else."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlsplit

from starlette.requests import HTTPConnection

from dashboard.strings import LANGUAGES, text

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.05rem/1.6 "Be Vietnam Pro", "Noto Sans", "Segoe UI", sans-serif; margin: 0; min-height: 100vh;
  display: grid; place-items: center; background: Canvas; color: CanvasText; }}
main {{ max-width: 30rem; padding: 2rem 1.25rem; }}
h1 {{ font-size: 1.6rem; margin: 0 0 .5rem; }}
a.go {{ display: inline-block; margin-top: 1rem; padding: .7rem 1.4rem; border-radius: .6rem; background: #005b8f;
  color: #fff; text-decoration: none; font-weight: 600; }}
a.go:focus-visible {{ outline: 3px solid #e69f00; outline-offset: 2px; }}
</style></head><body><main><h1>{title}</h1><p>{words}</p>{go}</main></body></html>
"""


def language(request: HTTPConnection, target: str = "") -> str:
    """The language of the page that was asked for, else the browser's, else Vietnamese."""
    asked = parse_qs(urlsplit(target or str(request.url)).query).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    first = request.headers.get("accept-language", "")[:2].lower()
    return first if first in LANGUAGES else LANGUAGES[0]


def _page(language: str, part: str, link: str, **values: str) -> str:
    title, words = (escape(text(language, f"access.{part}.{name}", **values)) for name in ("title", "words"))
    go = escape(text(language, f"access.{part}.go"))
    shown = f'<a class="go" href="{escape(link, quote=True)}">{go}</a>' if link else ""
    return _PAGE.format(language=language, title=title, words=words, go=shown)


def login(language: str, link: str) -> str:
    """The page with the one button that leads to the provider."""
    return _page(language, "login", link)


def stranger(language: str, person: str, kind: str) -> str:
    """The page for somebody who logged in and is not on the list."""
    return _page(language, "stranger", "/auth/logout" if kind == "oidc" else "", person=person)
