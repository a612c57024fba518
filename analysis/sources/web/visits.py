"""Visits with manners: robots.txt of every host on the way, a pause between two requests to one, later tries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

from analysis.sources.web import robots
from analysis.sources.web.addresses import canonical, host, refusal
from analysis.sources.web.client import Answer, Client
from analysis.sources.web.limits import Limits, Unfetched

_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = 3600.0
"""Seconds after which a host is asked again whose robots.txt could not be read; its pages wait as long."""
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Visitor:
    """Visits addresses for one run.

    Args:
        client: makes the requests.
        limits: its manners.
    """

    def __init__(self, client: Client, limits: Limits) -> None:
        self._client, self._limits = client, limits
        self._rules: dict[str, robots.Rules | Unfetched] = {}
        self._last: dict[str, float] = {}

    def visit(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at the end of all redirects, with status 200, or 304 where ``headers`` ask for that.

        Raises:
            Unfetched: there is none: refused by us, by robots.txt or by the server, or failed several times.
        """
        for left in reversed(range(self._limits.tries)):
            try:
                return self._followed(address, headers or {})
            except Unfetched as error:
                if not error.passing or not left or error.wait > self._limits.longest_delay:
                    raise
                time.sleep(max(error.wait, self._limits.back_off * 2 ** (self._limits.tries - 1 - left)))
        raise AssertionError("the last try returns or raises")

    def _followed(self, address: str, headers: Mapping[str, str]) -> Answer:
        seen = [address]
        while True:
            if why := refusal(seen[-1]):
                raise Unfetched(why)
            if not self._allowed(seen[-1]).allows(seen[-1]):
                raise Unfetched(f"robots.txt of {host(seen[-1])} forbids it: got {seen[-1][:200]}")
            answer = self._get(seen[-1], headers)
            if answer.status not in _REDIRECTS:
                return _good(answer)
            seen.append(_target(answer))
            if len(seen) - 1 > self._limits.redirects or seen[-1] in seen[:-1]:
                raise Unfetched(
                    f"the address leads on without end: got {len(seen) - 1} redirects, allowed {self._limits.redirects}"
                )

    def _allowed(self, address: str) -> robots.Rules:
        parts = urlsplit(address)
        place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if place not in self._rules:
            try:
                self._rules[place] = robots.rules(self._robots(place))
            except Unfetched as error:
                self._rules[place] = Unfetched(f"{parts.netloc}: {error}", passing=True, wait=max(error.wait, _LATER))
        known = self._rules[place]
        if isinstance(known, Unfetched):
            raise known
        if known.delay > self._limits.longest_delay:
            raise Unfetched(
                f"robots.txt of {parts.netloc} asks for too long a pause: got {known.delay:g} s, "
                f"allowed {self._limits.longest_delay:g}"
            )
        return known

    def _robots(self, place: str) -> Answer:
        for _ in range(self._limits.redirects + 1):
            answer = self._get(place, {})
            if answer.status not in _REDIRECTS:
                return answer
            place = _target(answer)
            if refusal(place):
                break
        return Answer(place, 404, {}, b"")

    def _get(self, address: str, headers: Mapping[str, str]) -> Answer:
        time.sleep(self.ready(address))
        try:
            return self._client.get(address, headers)
        finally:
            self._last[host(address)] = time.monotonic()

    def ready(self, address: str) -> float:
        """Seconds until the host of an address may be visited again: whoever has a choice takes the smallest."""
        where = host(address)
        rules = self._rules.get(f"{urlsplit(address).scheme}://{where}/robots.txt")
        asked = rules.delay if isinstance(rules, robots.Rules) else 0.0
        return max(0.0, max(self._limits.delay, asked) - (time.monotonic() - self._last.get(where, -1e9)))


def _target(answer: Answer) -> str:
    """Where a redirect leads; as written where it is no address of the web, so that the refusal can show it."""
    written = answer.headers.get("location", "")
    return canonical(written, base=answer.address) or written[:200] or "nowhere"


def _good(answer: Answer) -> Answer:
    if answer.status in (200, 304):
        return answer
    raise Unfetched(
        f"the server refuses: got HTTP {answer.status} at {answer.address[:200]}",
        passing=answer.status in _PASSING,
        wait=_wait(answer.headers.get("retry-after", "")),
    )


def _wait(written: str) -> float:
    """Seconds of a Retry-After: a number of seconds, or a date; 0 for anything else.

    >>> _wait("120"), _wait("soon"), _wait("Thu, 01 Jan 1970 00:00:00 GMT")
    (120.0, 0.0, 0.0)
    """
    if written.isdecimal():
        return float(written[:9])
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
