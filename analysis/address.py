"""Addresses: which of the network's only this machine reaches, what one mailbox looks like."""

from __future__ import annotations

import ipaddress
import re

_MAILBOX = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,190}")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``.

    >>> [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.0.2.7", "")]
    [True, True, True, False, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_mailbox(text: str) -> bool:
    """Whether it is one address of mail and nothing besides, so that it may stand in the head of a mail.

    >>> [is_mailbox(text) for text in ("an@example.com", "an@x, binh@y", "an@x\\nBcc: b@y", "an", "")]
    [True, False, False, False, False]
    """
    return bool(_MAILBOX.fullmatch(text))
