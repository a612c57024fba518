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
from email.message import EmailMessage
from pathlib import Path

from analysis.errors import InputError, StoreError

SECONDS = 20
"""How long a server may take for each answer."""
_TLS = ("start", "yes", "no")


def send(to: str, *, subject: str, text: str, attached: tuple[Path, ...] = ()) -> None:
    """Send one mail.

    Args:
        to: one address.
        subject, text: as they are read; line breaks in the subject become blanks.
        attached: files that go with it.

    Raises:
        InputError: no server is named, or a setting cannot be used.
        StoreError: the server refused, or was not reached.
    """
    host, port, tls = _server()
    message = EmailMessage()
    message["To"], message["From"] = to, os.environ.get("NHIPTIN_SMTP_FROM", "").strip() or f"nhiptin@{host}"
    message["Subject"] = " ".join(subject.split())
    message.set_content(text)
    for file in attached:
        message.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename=file.name)
    user, password = os.environ.get("NHIPTIN_SMTP_USER", ""), os.environ.get("NHIPTIN_SMTP_PASSWORD", "")
    if user and tls == "no":
        raise InputError("a password is never sent without TLS: got NHIPTIN_SMTP_TLS=no, allowed start or yes")
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
        raise StoreError(f"the mail to {to} was not sent: got {str(error)[:160]}; look at NHIPTIN_SMTP…") from error


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
    return host.strip("[]"), int(port), tls
