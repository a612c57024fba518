"""What a browser is told to fetch before it knows that it will need it: the parts of Streamlit that every page draws with.

They lie in files that the browser asks for only when the first message with such a part arrives, one after the other,
and the file of the charts alone is 4.7 MB. Named in the page's own header they come while the server still makes ready.
"""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARTS = (
    *("Html", "purify.es", "BidiComponent", "serialization", "recordbatch", "ButtonGroup", "TextInput", "Selectbox"),
    *("TextField", "useMenuTrigger", "useSyncComboBoxEnterTargetFocus", "Checkbox", "PlotlyChart"),
)
"""Names of files before their hash, in the order in which a page needs them."""


def files(folder: Path) -> list[str]:
    """The parts' files as this Streamlit names them; a part that it does not have is left out."""
    return [file.name for part in PARTS for file in sorted(folder.glob(f"{part}.*.js"))[:1]]


class Early:
    """ASGI middleware: adds to every HTML page the header that names the parts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        found = files(Path(streamlit.__file__).parent / "static" / "static" / "js")
        self._links = ", ".join(f"<./static/js/{name}>; rel=modulepreload; fetchpriority=low" for name in found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("link", self._links)
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)
