"""Headers: those by which the gate tells pages who asks, and those that tell browsers what to refuse."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from analysis.access.settings import Serving

OURS = b"x-nhiptin-"
"""Only the gate sets headers that begin so."""
PERSON, UNTIL, FULL = b"x-nhiptin-person", b"x-nhiptin-until", b"x-nhiptin-full"
POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit's page begins with a script of its own and its charts compile expressions.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-src 'self' blob:",
        "frame-ancestors 'none'",
    )
)
SECURE = {
    "content-security-policy": POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = "max-age=31536000"


def secured(send: Send, settings: Serving) -> Send:
    """Every answer with the headers that tell a browser what to refuse; HTTPS for good where it is served so."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in SECURE.items():
                headers[name] = value
            if settings.login.redirect_uri.startswith("https://"):
                headers["strict-transport-security"] = YEAR
        await send(message)

    return sending
