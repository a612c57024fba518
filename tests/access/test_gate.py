"""The gate: a proxy that shows its secret, headers that nobody else may send, open pages counted, files noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from analysis.access import users
from analysis.access.settings import Limits, Login, Metrics, Serving
from dashboard.access.gate import Gate
from dashboard.access.health import may_measure
from dashboard.access.listed import Listed
from dashboard.access.sessions import Sessions

SECRET = "s" * 32
PROXY = Login("proxy", header="X-Forwarded-Email", addresses=("10.0.0.5/32",), secret=SECRET)
SHOWN = [(b"x-nhiptin-proxy", SECRET.encode()), (b"x-forwarded-email", b"lan@example.vn")]
Ask = Callable[..., dict[str, Any]]


async def _headers(request: Request) -> Response:
    return JSONResponse({name: request.headers[name] for name in request.headers if "nhiptin" in name})


async def _file(_request: Request) -> Response:
    return Response(b"a,b\n1,2\n", headers={"content-disposition": 'attachment; filename="nhiptin-a.csv"'})


INSIDE = Starlette(routes=[Route("/media/a.csv", _file), Route("/metrics", _headers), Route("/{page:path}", _headers)])


class Outside:
    """A gate before a small server, with what it noted."""

    def __init__(self, folder: Path, settings: Serving) -> None:
        self.noted: list[tuple[str, str, str]] = []
        self.sessions, self.list = Sessions(), folder / "users.tsv"
        users.put(self.list, "lan@example.vn", "viewer")
        self.gate = Gate(
            INSIDE,
            settings=settings,
            listed=Listed(self.list),
            sessions=self.sessions,
            measuring=lambda request: may_measure(settings, request),
            exported=lambda *told: self.noted.append(told),
        )

    def ask(self, path: str, headers: list[tuple[bytes, bytes]], *, peer: str = "10.0.0.5") -> tuple[int, bytes]:
        """Status and content of an answer."""
        got: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            got.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
                 "headers": headers, "client": (peer, 1), "server": ("tin", 80), "scheme": "http"}  # fmt: skip
        asyncio.run(self.gate(scope, receive, send))
        return got[0]["status"], b"".join(one.get("body", b"") for one in got[1:])

    def knock(self, headers: list[tuple[bytes, bytes]]) -> str:
        """What becomes of a page's socket."""
        got: list[str] = []

        async def send(message: Any) -> None:
            got.append(message["type"])

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "headers": headers,
                 "client": ("10.0.0.5", 1), "server": ("tin", 80), "scheme": "ws", "subprotocols": []}  # fmt: skip
        asyncio.run(self.gate(scope, receive, send))
        return got[0] if got else ""


@pytest.fixture
def behind_a_proxy(tmp_path: Path) -> Outside:
    return Outside(tmp_path, Serving(login=PROXY))


def test_the_proxy_is_believed(behind_a_proxy: Outside) -> None:
    status, content = behind_a_proxy.ask("/keywords", SHOWN)
    assert (status, content) == (200, b"{}"), "and its secret goes no further"


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        (SHOWN[1:], "10.0.0.5"),
        (SHOWN, "10.0.0.6"),
        (SHOWN, "::1"),
        ([(b"x-nhiptin-proxy", b"s" * 31), SHOWN[1]], "10.0.0.5"),
        ([SHOWN[0], *SHOWN], "10.0.0.5"),
        ([*SHOWN, (b"x-forwarded-email", b"admin@example.vn")], "10.0.0.5"),
        ([(b"x-forwarded-for", b"10.0.0.5"), *SHOWN], "203.0.113.9"),
    ],
    ids=["no secret", "from elsewhere", "from this machine", "wrong", "twice", "two names", "told to be the proxy"],
)
def test_what_comes_around_the_proxy_is_refused(
    behind_a_proxy: Outside, headers: list[tuple[bytes, bytes]], peer: str
) -> None:
    assert behind_a_proxy.ask("/keywords", headers, peer=peer)[0] == 403
    assert behind_a_proxy.ask("/media/a.csv", headers, peer=peer)[0] == 403
    assert behind_a_proxy.noted == []


def test_a_change_of_the_list_counts_at_once(behind_a_proxy: Outside) -> None:
    users.drop(behind_a_proxy.list, "lan@example.vn")
    assert behind_a_proxy.ask("/keywords", SHOWN)[0] == 403
    behind_a_proxy.list.write_text("lan@example.vn\towner\n", "utf-8")
    assert behind_a_proxy.ask("/keywords", SHOWN)[0] == 403, "a list that cannot be read lets nobody in"
    behind_a_proxy.list.write_text("lan@example.vn\tadmin\n", "utf-8")
    assert behind_a_proxy.ask("/keywords", SHOWN)[0] == 200


def test_headers_of_the_gate_come_from_nobody_else(tmp_path: Path) -> None:
    open_ = Outside(tmp_path, Serving())
    spoofed = [(b"X-Nhiptin-Person", b"lan@example.vn"), (b"x-nhiptin-until", b"9999999999")]
    assert open_.ask("/keywords", spoofed, peer="127.0.0.1") == (200, b"{}")


def test_a_file_is_noted_when_it_leaves_and_not_when_the_page_looks_whether_it_is_there(
    behind_a_proxy: Outside,
) -> None:
    looking = [*SHOWN, (b"sec-fetch-mode", b"cors")]
    assert behind_a_proxy.ask("/media/a.csv", looking) == (200, b"")
    assert behind_a_proxy.noted == []
    leaving = [*SHOWN, (b"sec-fetch-mode", b"navigate"), (b"referer", b"https://tin.example.vn/data?search=x")]
    assert behind_a_proxy.ask("/media/a.csv", leaving) == (200, b"a,b\n1,2\n")
    assert behind_a_proxy.noted == [("lan@example.vn", "nhiptin-a.csv", "/data")]


def test_a_flood_of_pages_is_refused_and_leaves_others_in_peace(tmp_path: Path) -> None:
    few = Outside(tmp_path, Serving(login=PROXY, limits=Limits(sessions_per_user=1)))
    users.put(few.list, "minh@example.vn", "viewer")
    with few.sessions.entered("lan@example.vn"), few.sessions.entered("lan@example.vn"):
        assert few.knock(SHOWN) != "websocket.close" or few.sessions.of("lan@example.vn") == 2
        with few.sessions.entered("lan@example.vn"):
            assert few.knock(SHOWN) == "websocket.close"
    assert few.sessions.total == 0


@pytest.mark.parametrize(
    ("peer", "headers", "may"),
    [
        ("127.0.0.1", [], True),
        ("203.0.113.9", [], False),
        ("127.0.0.1", [(b"x-forwarded-for", b"203.0.113.9")], False),
        ("127.0.0.1", [(b"x-nhiptin-proxy", SECRET.encode())], False),
        ("203.0.113.9", [(b"authorization", b"Bearer t0ken")], True),
        ("203.0.113.9", [(b"authorization", b"Bearer wrong")], False),
    ],
)
def test_who_may_read_the_metrics(peer: str, headers: list[tuple[bytes, bytes]], may: bool) -> None:
    settings = Serving(metrics=Metrics(token="t0ken"))
    asked = HTTPConnection({"type": "http", "client": (peer, 1), "headers": headers, "path": "/metrics"})
    assert may_measure(settings, asked) is may
    nothing = HTTPConnection(
        {"type": "http", "client": ("203.0.113.9", 1), "headers": [(b"authorization", b"Bearer ")]}
    )
    assert not may_measure(Serving(), nothing)
