"""Who asks: told by the signed cookie of a login (OpenID Connect) or by a proxy that shows its secret."""

from __future__ import annotations

import hmac
import ipaddress
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from analysis.access.settings import Login
from analysis.access.users import known_as

PROXY = "x-nhiptin-proxy"
"""The proxy's secret comes in this header."""
AHEAD = 300
"""Seconds by which the provider's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a request tells of who asks.

    Attributes:
        person: address; empty where nobody is logged in.
        until: end of the login, seconds since 1970.
        bypassed: whether it came around the proxy, or with a header that the proxy did not write.
    """

    person: str = ""
    until: float = 0.0
    bypassed: bool = False


NOBODY = Seen()
Door = Callable[[HTTPConnection], Seen]


def door(login: Login) -> Door | None:
    """How requests are looked at under these settings; None where nobody needs to log in."""
    if login.kind == "oidc":
        return lambda request: by_cookie(login, request)
    if login.kind == "proxy":
        return lambda request: by_proxy(login, request)
    return None


def by_cookie(login: Login, request: HTTPConnection) -> Seen:
    """The person of Streamlit's login cookie, which is signed; nobody where it is forged, foreign or too old."""
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    try:
        signed = _get_signed_cookie_with_chunks(request.cookies, USER_COOKIE_NAME)
        claims = json.loads(signed) if signed else {}
        begun = float(claims.get("iat", 0))
    except (ValueError, TypeError, AttributeError):
        return NOBODY
    home = urlsplit(login.redirect_uri)
    person = known_as(str(claims.get("email", "")))
    until = begun + login.hours * 3600
    ours = claims.get("is_logged_in") is True and claims.get("origin") == f"{home.scheme}://{home.netloc}"
    verified = claims.get("email_verified") is True or not login.verified
    in_time = begun - AHEAD <= time.time() < until
    return Seen(person, until) if person and ours and verified and in_time else NOBODY


def by_proxy(login: Login, request: HTTPConnection) -> Seen:
    """The person named by the proxy. What did not come through it is refused, whatever it says."""
    peer = request.client.host if request.client else ""
    shown = request.headers.getlist(PROXY)
    named = request.headers.getlist(login.header)
    known = len(shown) == 1 and hmac.compare_digest(shown[0].encode(), login.secret.encode())
    if not known or not _within(peer, login.addresses) or len(named) > 1:
        return Seen(bypassed=True)
    return Seen(known_as(named[0]) if named else "", time.time() + login.hours * 3600)


def _within(peer: str, networks: tuple[str, ...]) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(one) for one in networks)
