"""Connections that go to checked addresses only and that end at a deadline, however slowly bytes drip in."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from time import monotonic
from typing import Any

import httpcore2

from analysis.sources.web.addresses import resolve
from analysis.sources.web.limits import Limits, Unfetched


class Clock:
    """The deadline of the request that is under way."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = 0.0

    def start(self) -> None:
        """A request begins."""
        self._end = monotonic() + self._limits.whole

    def slow(self) -> Unfetched:
        """The error of a request whose time has run out."""
        return Unfetched(f"the server is too slow: got no end after {self._limits.whole:g} s", passing=True)

    @property
    def over(self) -> bool:
        """Whether its time has run out."""
        return monotonic() >= self._end

    def left(self) -> float:
        """Seconds that the next step may take.

        Raises:
            Unfetched: there are none.
        """
        left = self._end - monotonic()
        if left <= 0:
            raise self.slow()
        return min(left, self._limits.stall)


class Network(httpcore2.NetworkBackend):
    """Connects to addresses that ``addresses.resolve`` has checked."""

    def __init__(self, clock: Clock, *, private: bool) -> None:
        self._clock, self._private = clock, private
        self._under = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        last: Exception | None = None
        for number in resolve(host, port, private=self._private):
            try:
                stream = self._under.connect_tcp(number, port, self._clock.left(), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
            else:
                return _Stream(stream, self._clock)
        raise last or httpcore2.ConnectError(f"no address of {host}")


class _Stream(httpcore2.NetworkStream):
    """A stream of which each step keeps the deadline."""

    def __init__(self, under: httpcore2.NetworkStream, clock: Clock) -> None:
        self._under, self._clock = under, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._under.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._under.write(buffer, self._clock.left())

    def close(self) -> None:
        self._under.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._under.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._under.get_extra_info(info)
