"""A dashboard's page held open over a real WebSocket: what Streamlit's own page says to the server and hears from it.

The browser's part is played without a browser, so that two cores can carry many readers: its messages are those that
Streamlit 1.67 sends (``BackMsg``, ``ForwardMsg``), its files are not loaded and nothing is drawn.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import httpx2
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

PATIENCE = 30.0
"""Seconds after which a run of the page counts as lost."""
LOST = (OSError, TimeoutError, WebSocketException, httpx2.HTTPError)
"""How a server or proxy that went away shows itself."""


@dataclass(frozen=True, slots=True)
class Widget:
    """Something of the page that can be used: what it is, and as the server described it."""

    kind: str
    shown: Any


def trusting() -> ssl.SSLContext:
    """TLS without a look at the certificate: a trial's proxy has made its own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass
class Tab:
    """One page of one reader.

    Attributes:
        address: ``https://host:port`` of the proxy or server.
        source: address of this machine that the reader comes from; each has their own, as in a team.
        headers: sent with every request.
        widgets: what the last run of the page showed and can be used, by key.
        pages: addresses of the pages, each with what names it to the server.
        query: the page's query string.
        charts, texts: figures and HTML of the last run, as they were sent.
        toasts: what the page said in passing.
        said: errors that the page showed.
        received: bytes.
    """

    address: str
    source: str = "127.0.0.1"
    headers: Mapping[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    widgets: dict[str, Widget] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    query: str = ""
    charts: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    received: int = 0
    _page: str = ""
    _session: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)
    _socket: ClientConnection | None = None

    async def open(self, path: str = "", query: str = "") -> float:
        """Load a page: its HTML, its socket, its first run; seconds of that run.

        Raises:
            OSError, TimeoutError, WebSocketException, HTTPError: nobody answered, or not in time.
        """
        transport = httpx2.AsyncHTTPTransport(local_address=self.source, verify=self.tls or False)
        async with httpx2.AsyncClient(transport=transport, timeout=PATIENCE) as client:
            answer = await client.get(f"{self.address}/{path}", headers=dict(self.headers), cookies=self._cookies)
            answer.raise_for_status()
            self._cookies |= dict(client.cookies)
        self.query, self._page, self._session = query, "", ""
        await self.connect()
        return await self._run(page_name=path)

    async def connect(self) -> None:
        """Open the socket; a session that the server still keeps goes on."""
        entries = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([self._session] if self._session else [])]
        home = urlsplit(self.address)
        self._socket = await connect(
            f"{'wss' if home.scheme == 'https' else 'ws'}://{home.netloc}/_stcore/stream",
            subprotocols=[Subprotocol(entry) for entry in entries],
            additional_headers={**self.headers, "Cookie": "; ".join("=".join(one) for one in self._cookies.items())},
            origin=self.address,  # type: ignore[arg-type]  a NewType of str
            ssl=self.tls if home.scheme == "https" else None,
            local_addr=(self.source, 0),
            compression=None,
            max_size=None,
            ping_interval=None,
            proxy=None,
            open_timeout=PATIENCE,
        )
        # The proxy may give its seat anew: the process that it pointed to may be gone.
        for given in self._socket.response.headers.get_all("Set-Cookie") if self._socket.response else ():
            self._cookies |= {name: one.value for name, one in SimpleCookie(given).items()}

    async def turn(self, page: str) -> float:
        """Go to another page by the navigation; seconds until it is there."""
        self.query, self._page = "", self.pages[page]
        return await self._run()

    async def use(self, values: Mapping[str, Any]) -> float:
        """Give widgets values, or press buttons (``True``), as one change; seconds until the page has answered."""
        return await self._run(states=[stated(self.widgets[key], value) for key, value in values.items()])

    async def send(self, frame: str | bytes) -> None:
        """Say anything."""
        if self._socket is not None:
            await self._socket.send(frame)

    async def ending(self, *, seconds: float = 3.0) -> str:
        """How the server ends the socket; "open" where it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                while self._socket is not None:
                    await self._socket.recv()
        except TimeoutError:
            return "open"
        except ConnectionClosed as error:
            return f"closed {error.rcvd.code if error.rcvd else 'without a word'}"
        return "never opened"

    async def close(self) -> None:
        """Leave the page."""
        if self._socket is not None:
            await self._socket.close()

    async def _run(self, *, states: Sequence[WidgetState] = (), page_name: str = "") -> float:
        if self._socket is None:
            raise ConnectionError("the page is not open")
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.page_script_hash, run.page_name = self.query, self._page, page_name
        run.widget_states.widgets.extend(states)
        run.context_info.url = f"{self.address}/{page_name}"
        run.context_info.timezone, run.context_info.locale = "Asia/Ho_Chi_Minh", "vi-VN"
        run.context_info.color_scheme = "light"
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._socket.send(asked.SerializeToString())
            while True:
                data = await self._socket.recv()
                self.received += len(data)
                told = ForwardMsg.FromString(data)  # type: ignore[arg-type]  Streamlit sends bytes only
                kind = told.WhichOneof("type")
                if kind == "script_finished":
                    if told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        return time.perf_counter() - began
                else:
                    self._hear(kind or "", told)

    def _hear(self, kind: str, told: ForwardMsg) -> None:
        match kind:
            case "delta":
                made = (
                    told.delta.new_element if told.delta.WhichOneof("type") == "new_element" else told.delta.add_block
                )
                self._see(made)
            case "new_session":
                self.widgets, self.charts, self.texts, self.toasts = {}, [], [], []
                self._session = told.new_session.initialize.session_id
            case "navigation":
                self._page = told.navigation.page_script_hash
                self.pages = {page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
            case "page_info_changed":
                self.query = told.page_info_changed.query_string

    def _see(self, made: Any) -> None:
        kind = made.WhichOneof("type")
        if not kind:
            return
        shown = getattr(made, kind)
        match kind:
            case "alert" if shown.format == Alert.ERROR:
                self.said.append(shown.body)
            case "exception":
                self.said.append(f"{shown.type}: {shown.message}")
            case "plotly_chart":
                self.charts.append(shown.spec)
            case "html":
                self.texts.append(shown.body)
            case "toast":
                self.toasts.append(shown.body)
        name = getattr(shown, "id", "")
        if name.startswith("$$ID-"):
            # "$$ID-<hash>-<key>"
            self.widgets[name.split("-", 2)[2]] = Widget(kind, shown)


def stated(widget: Widget, value: Any) -> WidgetState:
    """What the browser says of a widget that was given a value."""
    state = WidgetState(id=widget.shown.id)
    match widget.kind:
        case "selectbox" | "text_input" | "text_area":
            state.string_value = value
        case "multiselect" | "button_group" | "date_input":
            state.string_array_value.data.extend(value)
        case "pagination":
            state.int_value = value
        case "button":
            state.trigger_value = value
        case "checkbox" | "popover" | "expandable":
            state.bool_value = value
        case other:
            raise ValueError(f"a widget that nobody here uses: got {other}")
    return state
