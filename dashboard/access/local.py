"""Whether a visitor sits at this machine: without a login, only then may a page change what the store says."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from analysis.address import is_loopback

PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
"""Headers by which a proxy tells that the visitor is somewhere else."""


def is_local(listens: str, headers: Mapping[str, str]) -> bool:
    """Whether a request can only have come from this machine. Whatever is missing or odd counts as from elsewhere.

    Args:
        listens: address that the server listens on; empty: all of them.
        headers: of the request that opened the page.

    >>> is_local("127.0.0.1", {"Host": "localhost:8501", "Origin": "http://localhost:8501"})
    True
    >>> is_local("127.0.0.1", {"Host": "tin.example", "Origin": "https://tin.example"}), is_local("", {"Host": "[::1]"})
    (False, False)
    """
    given = {name.lower(): value for name, value in headers.items()}
    if not is_loopback(listens) or any(name.lower() in given for name in PASSED_ON):
        return False
    return is_loopback(_host(f"//{given.get('host', '')}")) and is_loopback(_host(given.get("origin", "")))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
