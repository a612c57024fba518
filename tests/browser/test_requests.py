"""Requests that no browser sends, to the server that the other tests visit."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
UP = ("../" * 9, "..%2f" * 9, "%2e%2e/" * 9, "..%5c" * 9, "%252e%252e%252f" * 9, "....//" * 9, "/")
SECRETS = ((b"root:", "etc/passwd"), (b"[project]", "pyproject.toml"), (b"def main", "dashboard/frame.py"))


def asked(address: str, path: str) -> bytes:
    """The whole answer to a path as it is written here: clients tidy up what they send."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with socket.create_connection((host, port), 10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode("latin-1"))
        return b"".join(iter(lambda: line.recv(65_536), b""))


@pytest.mark.parametrize("room", ["/app/static/", "/static/", "/media/", "/component/nhiptin_width/", "/_stcore/", "/"])
def test_no_path_leads_out_of_what_is_served(server: str, room: str) -> None:
    for up in UP:
        for mark, file in SECRETS:
            answer = asked(server, f"{room}{up}{file}")
            status, _, body = answer.partition(b"\r\n\r\n")
            assert mark not in body, f"{room}{up}{file}"
            assert status.split()[1] in (b"200", b"301", b"302", b"307", b"400", b"403", b"404"), status[:80]
            assert status.split()[1] != b"200" or b"<title>Streamlit" in body or b"<!DOCTYPE html>" in body
