"""One request, one answer, within its limits; redirects, robots.txt and manners are ``visits``'."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType

import httpcore2
import httpx2

from analysis.sources.web.connection import Clock, Network
from analysis.sources.web.limits import Limits, Unfetched

AGENT = "NhipTin/0.1 (news statistics; obeys robots.txt)"
_HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate", "Accept-Language": "vi, en;q=0.5"}
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    address: str
    status: int
    headers: Mapping[str, str]
    """By name in lower case; of a name that comes twice, the last."""
    body: bytes
    """Unpacked."""


class Client:
    """Makes requests one after another; connections are kept open between them.

    Args:
        limits: bounds of each request.
        private: whether hosts that are not public may be visited (tests and one's own network).
    """

    def __init__(self, limits: Limits, *, private: bool = False) -> None:
        self._limits, self._clock = limits, Clock(limits)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=Network(self._clock, private=private),
            max_connections=20,
            keepalive_expiry=15.0,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._pool.close()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What a server answers; a redirect is an answer like any other.

        Args:
            address: as ``addresses.canonical`` gives it.
            headers: further ones.

        Raises:
            Unfetched: no connection, no public address, too much, too slow, or no HTTP.
        """
        self._clock.start()
        try:
            url = httpx2.URL(address)
            place = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
            told = [(name.encode(), value.encode("latin-1")) for name, value in {**_HEADERS, **(headers or {})}.items()]
            told.append((b"Host", url.netloc))
            with self._pool.stream("GET", place, headers=told) as response:
                kept = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                return Answer(address, response.status, kept, self._body(response.iter_stream(), kept))
        except httpcore2.TimeoutException:
            if self._clock.over:
                raise self._clock.slow() from None
            raise Unfetched(
                f"the server stalls: got nothing for {self._limits.stall:g} s at {address[:200]}", passing=True
            ) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            told_so = f"{type(error).__name__}: {error}"[:160]
            raise Unfetched(f"the connection failed: got {told_so} at {address[:200]}", passing=True) from None
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise Unfetched(f"the address cannot be used: got {str(error)[:160]} in {address[:200]!r}") from None

    def _body(self, pieces: Iterable[bytes], headers: Mapping[str, str]) -> bytes:
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limits.body:
            raise Unfetched(f"the body is too large: got {int(declared)} bytes, allowed {self._limits.body}")
        coding = headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Unfetched(f"the body is packed in an unknown way: got {coding[:40]!r}, allowed gzip or deflate")
        body = bytearray()
        for piece in pieces:
            body += piece
            if len(body) > self._limits.body:
                raise Unfetched(f"the body is too large: got more than {len(body)} bytes, allowed {self._limits.body}")
        return unpacked(bytes(body), limit=self._limits.body) if coding not in ("", "identity") else bytes(body)


def unpacked(packed: bytes, *, limit: int) -> bytes:
    """A body without its gzip or deflate packing, never more than ``limit`` bytes of it held.

    Raises:
        Unfetched: it is damaged, or unpacks to more than ``limit`` bytes.

    >>> import gzip
    >>> unpacked(gzip.compress(b"tin"), limit=10)
    b'tin'
    """
    raw_deflate = not packed.startswith(b"\x1f\x8b") and (len(packed) < 2 or packed[0] & 15 != 8)
    work = zlib.decompressobj(-zlib.MAX_WBITS if raw_deflate else zlib.MAX_WBITS | 32)
    try:
        body = work.decompress(packed, limit + 1)
    except zlib.error as error:
        raise Unfetched(f"the body is damaged: got {str(error)[:100]} while unpacking it") from None
    if len(body) > limit:
        raise Unfetched(f"the body unpacks too far: got {len(packed)} bytes that become more than {limit}")
    return body
