"""Sending mail over the SMTP server that the environment names.

::

    NHIPTIN_SMTP        host:port, e.g. mail.example.com:587
    NHIPTIN_SMTP_FROM   who sends, e.g. nhiptin@example.com
    NHIPTIN_SMTP_USER   and NHIPTIN_SMTP_PASSWORD: where the server wants a login; then only over TLS
    NHIPTIN_SMTP_TLS    start (the default), yes (from the first byte) or no (a server on this machine)
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from pathlib import Path

from analysis.address import is_mailbox
from analysis.errors import InputError, StoreError

SECONDS = 20
"""How long a server may take for each answer."""
_TLS = ("start", "yes", "no")
_TYPES = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".html": "text/html",
    ".zip": "application/zip",
}
"""What programs of mail show by themselves, or open with the right program."""


def checked(addresses: Iterable[str]) -> None:
    """See before any work that mail can go out to these addresses.

    Raises:
        InputError: no server is named, or a setting or an address cannot be used.
    """
    _server()
    for to in addresses:
        if not is_mailbox(to):
            raise InputError(f"no address of mail: got {to[:60]!r}, allowed one address such as an@example.com")


def send(to: str, *, subject: str, text: str, attached: tuple[Path, ...] = ()) -> None:
    """Send one mail.

    Args:
        to: one address.
        subject, text: as they are read; line breaks in the subject become blanks.
        attached: files that go with it.

    Raises:
        InputError: no server is named, or a setting or the address cannot be used.
        StoreError: the server refused, or was not reached.
    """
    checked([to])
    host, port, tls = _server()
    message = EmailMessage()
    sender = os.environ.get("NHIPTIN_SMTP_FROM", "").strip() or f"nhiptin@{host}"
    message["To"], message["From"] = to, sender
    message["Subject"] = " ".join(subject.split())
    # A letter without a date and a name of its own is taken for spam.
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    # As base64: smtplib writes "From" at the beginning of a line as ">From".
    message.set_content(text, cte="base64")
    for file in attached:
        broad, _, detail = _TYPES.get(file.suffix.lower(), "application/octet-stream").partition("/")
        message.add_attachment(file.read_bytes(), maintype=broad, subtype=detail, filename=file.name)
    user, password = os.environ.get("NHIPTIN_SMTP_USER", ""), os.environ.get("NHIPTIN_SMTP_PASSWORD", "")
    context = ssl.create_default_context()
    try:
        kind = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context) if tls == "yes" else smtplib.SMTP(
            host, port, timeout=SECONDS
        )  # fmt: skip
        with kind as server:
            if tls == "start":
                server.starttls(context=context)
            if user:
                server.login(user, password)
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise StoreError(f"the mail to {to} was not sent: got {_reason(error)[:240]}; look at NHIPTIN_SMTP…") from error


def _reason(error: Exception) -> str:
    """What went wrong in words, with the server's own.

    >>> _reason(smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"))
    'the login was refused (535 5.7.8 wrong)'
    >>> _reason(smtplib.SMTPRecipientsRefused({"a@example.com": (550, b"not here")}))
    'the address was refused (550 not here)'
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            return f"the address was refused ({_answer(*next(iter(error.recipients.values())))})"
        case smtplib.SMTPAuthenticationError():
            return f"the login was refused ({_answer(error.smtp_code, error.smtp_error)})"
        case smtplib.SMTPSenderRefused():
            return f"the sender {error.sender} was refused ({_answer(error.smtp_code, error.smtp_error)})"
        case smtplib.SMTPResponseException():
            return f"the server's answer {_answer(error.smtp_code, error.smtp_error)}"
        case ssl.SSLError():
            return f"no TLS that can be trusted ({getattr(error, 'verify_message', '') or error.reason or error})"
        case _:
            return str(error) or type(error).__name__


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"


def _server() -> tuple[str, int, str]:
    named = os.environ.get("NHIPTIN_SMTP", "").strip()
    if not named:
        raise InputError("no mail server is named: set NHIPTIN_SMTP=host:port and NHIPTIN_SMTP_FROM")
    host, _, port = named.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise InputError(f"NHIPTIN_SMTP is not understood: got {named[:80]!r}, allowed host:port")
    tls = os.environ.get("NHIPTIN_SMTP_TLS", "start").strip() or "start"
    if tls not in _TLS:
        raise InputError(f"NHIPTIN_SMTP_TLS is not understood: got {tls[:20]!r}, allowed {', '.join(_TLS)}")
    if tls == "no" and os.environ.get("NHIPTIN_SMTP_USER"):
        raise InputError("a password is never sent without TLS: got NHIPTIN_SMTP_TLS=no, allowed start or yes")
    return host.strip("[]"), int(port), tls
