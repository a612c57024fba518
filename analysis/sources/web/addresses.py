"""Which addresses may be visited: public hosts by http and https, checked where the connection is made.

A name is resolved once and the connection goes to an address that was checked, so a name that answers differently the
second time (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from analysis.sources.web.limits import Unfetched

LONGEST = 2_000
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|zclid|mc_[ce]id|igshid|_ga|yclid|ref_src", re.ASCII | re.I
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def canonical(address: str, *, base: str = "") -> str:
    """An address as it is kept: absolute, without fragment and tracking parameters; empty when it is none of the web.

    Args:
        address: as a feed or page writes it, maybe relative.
        base: what a relative one is relative to.

    >>> canonical("../a.htm?id=7&utm_source=rss#top", base="https://Example.VN/feed/x.rss")
    'https://example.vn/a.htm?id=7'
    >>> canonical("javascript:alert(1)"), canonical("file:///etc/passwd"), canonical("https://u:p@example.vn/")
    ('', '', '')
    """
    try:
        parts = urlsplit(urljoin(base, "".join(address.split())))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or parts.password is not None:
        return ""
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        place = f"{place}:{port}"
    query = parts.query
    if _TRACKING.search(query):
        kept = [(name, value) for name, value in parse_qsl(query, True) if not _TRACKING.fullmatch(name)]
        query = urlencode(kept)
    found = urlunsplit((parts.scheme, place, parts.path or "/", query, ""))
    return found if len(found) <= LONGEST and found.isprintable() else ""


def host(address: str) -> str:
    """Host and port of an address that ``canonical`` gave."""
    return urlsplit(address).netloc


def refusal(address: str) -> str:
    """Why an address is never visited, whatever its host resolves to; empty when it may be.

    >>> refusal("file:///etc/passwd")
    "the address cannot be fetched: got 'file:///etc/passwd', allowed http:// and https:// of a public host without a password"
    """
    if canonical(address):
        return ""
    return (
        f"the address cannot be fetched: got {address[:100]!r}, allowed http:// and https:// of a public host "
        f"without a password"
    )


def public(number: str) -> bool:
    """Whether an IP address is one of the public network: no private, loopback, link-local, multicast or reserved one.

    >>> [public(n) for n in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "224.0.0.1", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False, False]
    """
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside is not None:
            ip = inside
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def resolve(name: str, port: int, *, private: bool) -> list[str]:
    """IP addresses of a host, checked.

    Args:
        name: host, or an IP address.
        port: of the connection.
        private: whether addresses that are not public are allowed.

    Raises:
        Unfetched: the host does not exist, or one of its addresses is not public.
    """
    try:
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        raise Unfetched(f"the host cannot be found: got {name[:100]!r}, {error}", passing=True) from None
    inside = [number for number in found if not private and not public(number)]
    if inside or not found:
        got = inside[0] if inside else "no address"
        raise Unfetched(
            f"the host is not public: got {name[:100]} at {got}, allowed public addresses only "
            f"(no private, loopback, link-local or multicast ones)"
        )
    return found
