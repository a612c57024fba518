"""Servers that lie, stall, flood and lead astray: bounded time and memory, one clear sentence, and the rest goes on."""

from __future__ import annotations

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.web import addresses
from analysis.sources.web.addresses import canonical, public, refusal
from analysis.sources.web.client import Client
from analysis.sources.web.feeds import listing
from analysis.sources.web.limits import Limits, Unfetched
from analysis.sources.web.reader import Reader
from analysis.sources.web.visits import Visitor

SMALL = Limits(body=100_000, delay=0.0, tries=1, stall=0.3, whole=1.0, redirects=3)


def visit(address: str, *, limits: Limits = SMALL, private: bool = True) -> bytes:
    with Client(limits, private=private) as client:
        return Visitor(client, limits).visit(address).body


def test_bodies_that_are_too_large_are_not_held(site) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"x" * 65_536)
        except OSError:
            request.close_connection = True

    site.pages["/endless"] = endless
    said = site.put("/said", b"x", Content_Length="500000000")
    bomb = site.put("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    torn = site.put("/torn", gzip.compress(b"tin")[:-9] + b"no gzip at all", Content_Encoding="gzip")
    odd = site.put("/odd", b"x", Content_Encoding="zstd")
    for address, reason in (
        (site.address + "/endless", "the body is too large: got more than"),
        (said, "the body is too large: got 500000000 bytes, allowed 100000"),
        (bomb, "the body unpacks too far"),
        (torn, "the body is damaged"),
        (odd, "the body is packed in an unknown way: got 'zstd'"),
    ):
        with pytest.raises(Unfetched, match=reason):
            visit(address)
    small = site.put("/small", gzip.compress("tin nhỏ".encode()), Content_Encoding="gzip")
    assert visit(small).decode() == "tin nhỏ"


def test_servers_that_stall_or_drip_are_left(site) -> None:
    def stall(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)
        request.close_connection = True

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        try:
            for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "s" * 100:
                request.wfile.write(letter.encode())
                time.sleep(0.05)
        except OSError:
            pass

    site.pages.update({"/stall": stall, "/drip": drip})
    for path, reason in (("/stall", r"the server stalls: got nothing for 0\.3 s"), ("/drip", "the server is too slow")):
        with pytest.raises(Unfetched, match=reason) as error:
            visit(site.address + path)
        assert error.value.passing


def test_redirects_end_and_every_hop_is_checked(site) -> None:
    site.put("/a", b"", status=302, Location="/b")
    site.put("/b", b"", status=302, Location="/a")
    for number in range(6):
        site.put(f"/{number}", b"", status=301, Location=f"/{number + 1}")
    site.put("/file", b"", status=302, Location="file:///etc/passwd")
    site.put("/closed", b"", status=302, Location="/private/page")
    site.put("/robots.txt", "User-agent: *\nDisallow: /private")
    site.put("/end", "đến nơi", status=200)
    site.put("/start", b"", status=308, Location="end?utm_source=rss")
    for path, reason in (
        ("/a", "leads on without end"),
        ("/0", "got 4 redirects, allowed 3"),
        ("/file", "got 'file:///etc/passwd', allowed http"),
        ("/closed", "forbids it"),
    ):
        with pytest.raises(Unfetched, match=reason):
            visit(site.address + path)
    assert visit(site.address + "/start").decode() == "đến nơi"


def test_hosts_that_are_not_public_are_refused(site, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = site.put("/secret", b"a secret")
    port = secret.rsplit(":", 1)[1]
    for address in (secret, f"http://localhost:{port}", f"http://0.0.0.0:{port}", f"http://[::1]:{port}",
                    f"http://127.1:{port}", f"http://2130706433:{port}", "http://169.254.169.254/latest", "http://10.0.0.1/",
                    f"http://[::ffff:127.0.0.1]:{port}", f"http://[64:ff9b::7f00:1]:{port}"):  # fmt: skip
        with pytest.raises(Unfetched, match=r"the host is not public|cannot be found"):
            visit(address, private=False)
    assert not site.asked

    answers = iter(["93.184.215.14", "127.0.0.1"])

    def rebinding(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", rebinding)
    assert addresses.resolve("bao.example", 80, private=False) == ["93.184.215.14"]
    with pytest.raises(Unfetched, match=r"got bao\.example at 127\.0\.0\.1"):
        addresses.resolve("bao.example", 80, private=False)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2002:7f00:1::", "64:ff9b::a00:1"],
)  # fmt: skip
def test_no_address_of_ones_own_network_is_public(number: str) -> None:
    assert not public(number)


@given(st.text(max_size=60), st.sampled_from(["", "https://bao.example/tin/"]))
def test_any_text_is_an_address_of_the_web_or_none(text: str, base: str) -> None:
    kept = canonical(text, base=base)
    assert not kept or (kept.startswith(("http://", "https://")) and canonical(kept) == kept and not refusal(kept))


def test_feeds_that_unfold_or_lie(site) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    for body, reason in (
        (laughs.encode(), "defines XML entities"),
        (laughs.encode("utf-16"), "defines XML entities"),
        (b"<html><body>403</body></html>", "is no feed"),
        (b"", "is no feed"),
        (gzip.compress(b"<urlset>" + b" " * 200_000), "unpacks too far"),
        (b"<urlset><url><loc>", "the sitemap is damaged"),
    ):
        with pytest.raises(Unfetched, match=reason):
            listing(body, address="https://bao.example/", headers={}, limit=100_000)


def test_a_page_that_brings_its_reader_down_costs_one_page() -> None:
    limits = Limits(extraction=1.0)
    good = "<html><body><article><h1>Tin tốt</h1>" + "<p>Một câu đủ dài để được coi là văn bản của bài báo này.</p>" * 8
    with Reader(limits) as reader:
        for body, reason in (
            (b"<p>" + b"<b>a</b>" * 600_000, "takes too long to read"),
            (bytes(range(128, 256)) * 100, "the page cannot be read: got"),
            (b"", "the page cannot be read: got"),
        ):
            with pytest.raises(Unfetched, match=reason):
                reader.read(body, address="https://bao.example/", declared="")
        assert reader.read(good.encode(), address="https://bao.example/", declared="iso-8859-1").title == "Tin tốt"


def test_a_reader_that_cannot_start_is_asked_again_later() -> None:
    refused_by_the_system = Limits(memory=2**70)
    with Reader(refused_by_the_system) as reader, pytest.raises(Unfetched, match="does not start") as error:
        reader.read(b"<p>", address="https://bao.example/", declared="")
    assert error.value.passing
