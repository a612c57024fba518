"""A page names the files that it will need, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.state.early import PARTS, Early, files

JS = Path(streamlit.__file__).parent / "static" / "static" / "js"


def test_this_streamlit_has_every_part() -> None:
    found = files(JS)
    assert [name.rsplit(".", 2)[0] for name in found] == list(PARTS)


def test_only_pages_name_them() -> None:
    routes = [
        Route("/", lambda _request: HTMLResponse("<p>x</p>")),
        Route("/text", lambda _request: PlainTextResponse("x")),
    ]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(Early)]))
    links = client.get("/").headers["link"]
    assert links.count("rel=modulepreload") == len(PARTS) and "<./static/js/PlotlyChart." in links
    assert "link" not in client.get("/text").headers


def test_a_part_that_is_missing_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "Html.a1.js").touch()
    assert files(tmp_path) == ["Html.a1.js"]
