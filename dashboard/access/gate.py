"""The gate before all that the server answers: pages, sockets, files, uploads. Nothing behind it is asked by a stranger.

It tells the pages who asks in a header of its own, which nobody else can send: what comes in under that name is dropped.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis.access.settings import Serving
from dashboard.access import pages
from dashboard.access.doors import Door, Seen, door
from dashboard.access.headers import FULL, OURS, PERSON, UNTIL, secured
from dashboard.access.listed import Listed
from dashboard.access.sessions import Sessions
from dashboard.metrics import REFUSED

LOG = logging.getLogger("nhiptin.access")
OPEN = ("/_stcore/health", "/health/live", "/health/ready", "/login", "/auth/login", "/auth/logout", "/oauth2callback")
"""Answered without a login."""
GUARDED = ("/metrics", "/_stcore/metrics")
"""Answered to this machine, or to whoever shows the token (``health.may_measure``)."""
FILES = ("/_stcore/", "/media/", "/component/", "/static/", "/app/static/", "/auth/")
"""Not pages: a browser that lacks a login is not sent to log in for them."""
NEXT = "nhiptin_next"
"""Cookie that remembers the page asked for over a login."""
_LONGEST = 4000
_MARGIN = 3
"""How many times the sessions allowed are opened, to be told so, before further ones are refused outright."""
Exported = Callable[[str, str, str], None]


class Gate:
    """ASGI middleware around the whole server.

    Args:
        app: what is behind it.
        settings: of the deployment.
        listed: roles of the users.
        sessions: counts the open pages.
        measuring: whether a request may read the metrics.
        exported: (who, file, page) called for every file that leaves.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Serving,
        listed: Listed,
        sessions: Sessions,
        measuring: Callable[[HTTPConnection], bool],
        exported: Exported,
    ) -> None:
        self._app, self._settings, self._listed, self._sessions = app, settings, listed, sessions
        self._measuring, self._exported = measuring, exported
        self._door: Door | None = door(settings.login)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        seen = self._door(request) if self._door else Seen()
        kept = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(OURS)]
        scope = {**scope, "headers": kept}
        refusal = self._refusal(request, seen)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, seen, refused=refusal is not None)
        elif refusal is not None:
            await refusal(scope, receive, secured(send, self._settings))
        else:
            await self._app(scope, receive, self._sending(request, seen, secured(send, self._settings)))

    def _refusal(self, request: HTTPConnection, seen: Seen) -> Response | None:
        """What is answered instead of what was asked for; None where it may be answered."""
        path = request.url.path
        if path in GUARDED:
            return None if self._measuring(request) else PlainTextResponse("not from here\n", 403)
        if path in ("/health/live", "/health/ready", "/_stcore/health"):
            return None
        if seen.bypassed:
            REFUSED.labels("around the proxy").inc()
            LOG.warning("refused: around the proxy", extra={"path": path, "peer": _peer(request)})
            return PlainTextResponse("refused: this server answers its proxy only\n", 403)
        if self._door is None:
            return None
        if path == "/login" and self._settings.login.kind == "oidc":
            return self._login(request, seen)
        if path in OPEN:
            return None
        if not seen.person:
            return self._nobody(request)
        if not self._listed.role(seen.person):
            REFUSED.labels("not on the list").inc()
            LOG.warning("refused: not on the list", extra={"who": seen.person, "path": path})
            return HTMLResponse(pages.stranger(pages.language(request), seen.person, self._settings.login.kind), 403)
        return None

    def _nobody(self, request: HTTPConnection) -> Response:
        path = request.url.path
        page = request.headers.get("sec-fetch-dest", "document") == "document"
        if request.scope.get("method") != "GET" or path.startswith(FILES) or not page:
            return PlainTextResponse("log in first\n", 401)
        if self._settings.login.kind == "proxy":
            return PlainTextResponse("refused: the proxy named nobody\n", 403)
        asked = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)

    def _login(self, request: HTTPConnection, seen: Seen) -> Response:
        from streamlit.user_info import generate_login_redirect_url

        target = within(request.query_params.get("next", "/"))
        if seen.person and self._listed.role(seen.person):
            return RedirectResponse(target, 303)
        page = HTMLResponse(pages.login(pages.language(request, target), generate_login_redirect_url("default")))
        page.set_cookie(NEXT, quote(target, safe=""), max_age=900, httponly=True, samesite="lax", secure=self._secure)
        return page

    @property
    def _secure(self) -> bool:
        return self._settings.login.redirect_uri.startswith("https://")

    async def _socket(self, scope: Scope, receive: Receive, send: Send, seen: Seen, *, refused: bool) -> None:
        who = seen.person or _peer(HTTPConnection(scope))
        limits, total, own = self._settings.limits, self._sessions.total, self._sessions.of(who)
        crowded = total >= limits.sessions or (bool(seen.person) and own >= limits.sessions_per_user)
        flooded = total >= _MARGIN * limits.sessions or (
            bool(seen.person) and own >= _MARGIN * limits.sessions_per_user
        )
        if refused or flooded:
            REFUSED.labels("socket").inc()
            LOG.warning("refused: a page's socket", extra={"who": who, "open": total, "flooded": flooded})
            await send({"type": "websocket.close", "code": 1008})
            return
        told = [(PERSON, seen.person.encode()), (UNTIL, str(int(seen.until)).encode())] if seen.person else []
        told += [(FULL, b"1")] if crowded else []
        with self._sessions.entered(who):
            await self._app({**scope, "headers": [*scope["headers"], *told]}, receive, send)

    def _sending(self, request: HTTPConnection, seen: Seen, send: Send) -> Send:
        """What goes out: files are noted, and who has logged in goes on to the page asked for."""
        path = request.url.path
        # Streamlit's page asks for every file that it offers, to see whether it is there; nobody gets it by that.
        probing = request.headers.get("sec-fetch-mode") == "cors" and path.startswith("/media/")
        empty = False

        async def sending(message: Message) -> None:
            nonlocal empty
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                name = file_name(headers) if path.startswith("/media/") else ""
                if path == "/oauth2callback" and logged_in(headers):
                    headers["location"] = within(unquote(request.cookies.get(NEXT, "/")))
                    LOG.info("logged in", extra={"peer": _peer(request)})
                elif name and probing:
                    empty = True
                    headers["content-length"] = "0"
                elif name and request.scope["method"] == "GET":
                    page = urlsplit(request.headers.get("referer", "")).path[:200]
                    await asyncio.to_thread(self._exported, seen.person or _peer(request), name, page)
            elif empty:
                message = {**message, "body": b""}
            await send(message)

        return sending


def within(target: str) -> str:
    """A target of a redirect that stays on this server; the first page for all others.

    >>> within("/keywords?term=chip"), within("//evil.test/"), within("https://evil.test"), within("/\\\\evil.test")
    ('/keywords?term=chip', '/', '/', '/')
    """
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    loops = target.startswith(("/login", "/auth/", "/oauth2callback"))
    return quote(target, safe="/?&=%+:,;@!$'()*~-._") if plain and not loops and len(target) <= _LONGEST else "/"


def logged_in(headers: Headers) -> bool:
    """Whether an answer of Streamlit's callback gives a login."""
    return any(one.startswith("_streamlit_user=") and "Max-Age=0" not in one for one in headers.getlist("set-cookie"))


def file_name(headers: Headers) -> str:
    """Name of the file that an answer carries; empty where it is none.

    >>> file_name(Headers({"content-disposition": 'attachment; filename="a.csv"'}))
    'a.csv'
    """
    kind, _, name = headers.get("content-disposition", "").partition("filename")
    if not kind.startswith("attachment"):
        return ""
    return unquote(name.removeprefix("*=utf-8''").lstrip("=").strip('"'))[:200] or "file"


def _peer(request: HTTPConnection) -> str:
    return request.client.host if request.client else "?"
