"""Mail that a server refuses: a real one on this machine says no to the login, the address, the sender, the letter or TLS."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from analysis import mail
from analysis.__main__ import app
from analysis.errors import InputError, StoreError

Serving = Callable[..., AbstractContextManager[list[bytes]]]


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key of 127.0.0.1 in one file, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("identity") / "server.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    return file


class Refusing:
    """Says no to what stands in ``no``: MAIL (the sender), RCPT (every address at no.example), DATA (the letter)."""

    def __init__(self, no: str) -> None:
        self.no = no
        self.letters: list[bytes] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.no == "MAIL":
            return "553 5.1.8 unknown sender"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.no == "RCPT" and address.endswith("@no.example"):
            return "550 5.1.1 not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.no == "DATA":
            return "552 5.3.4 too large"
        self.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture
def serving(identity: Path, free_port: int, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """``with serving(no="RCPT", tls=True, known=True) as letters``: a server named in the environment."""

    @contextmanager
    def run(*, no: str = "", tls: bool = True, known: bool = True) -> Iterator[list[bytes]]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(identity)
        handler = Refusing(no)
        server = Controller(
            handler,
            hostname="127.0.0.1",
            port=free_port,
            tls_context=context if tls else None,
            authenticator=lambda *given: AuthResult(success=no != "AUTH", handled=False),
        )
        server.start()
        try:
            monkeypatch.setenv("NHIPTIN_SMTP", f"127.0.0.1:{free_port}")
            monkeypatch.setenv("NHIPTIN_SMTP_FROM", "tin@example.com")
            monkeypatch.setenv("NHIPTIN_SMTP_USER", "tin")
            monkeypatch.setenv("NHIPTIN_SMTP_PASSWORD", "secret-word")
            if known:
                monkeypatch.setenv("SSL_CERT_FILE", str(identity))
            yield handler.letters
        finally:
            server.stop()

    return run


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"no": "AUTH"}, r"the login was refused \(535 .*credentials invalid\)"),
        ({"no": "MAIL"}, r"the sender tin@example\.com was refused \(553 5\.1\.8 unknown sender\)"),
        ({"no": "RCPT"}, r"the address was refused \(550 5\.1\.1 not here\)"),
        ({"no": "DATA"}, r"the server's answer 552 5\.3\.4 too large"),
        ({"known": False}, r"no TLS that can be trusted \(self.signed certificate"),
        ({"tls": False}, "STARTTLS extension not supported"),
    ],
)
def test_what_a_server_refuses_is_said_in_its_own_words(serving: Serving, how: dict[str, Any], told: str) -> None:
    with serving(**how) as letters, pytest.raises(StoreError, match=told) as error:
        mail.send("ban@no.example", subject="Tuần", text="x")
    assert not letters and "ban@no.example was not sent" in str(error.value) and "secret-word" not in str(error.value)


def test_who_comes_after_a_refused_address_still_gets_the_report(
    serving: Serving, sample_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tuần 42.zip"
    told = ["report", "--store", str(sample_store), "--csv", str(out)]
    with serving(no="RCPT") as letters:
        done = CliRunner().invoke(app, [*told, "--mail", "ban@no.example", "--mail", "an@example.com"])
    assert isinstance(done.exception, StoreError) and f"the report is kept: {out}" in str(done.exception)
    assert "sent to an@example.com" in done.output and len(letters) == 1 and out.is_file()


@pytest.mark.parametrize("to", ["ban", "an@x, binh", "an@x;binh@y", "an@x\nBcc: b@y"])
def test_an_address_that_is_none_is_refused_before_the_work(
    serving: Serving, sample_store: Path, tmp_path: Path, to: str
) -> None:
    told = ["report", "--store", str(sample_store), "--csv", str(tmp_path / "a.zip"), "--mail", to]
    with serving() as letters:
        done = CliRunner().invoke(app, told)
    assert isinstance(done.exception, InputError) and "no address of mail" in str(done.exception)
    assert not letters and not any(tmp_path.iterdir())
