"""nginx as ``deploy/nginx`` ships it, on ports of one's own: for tests and measurements, on this machine only.

What differs from machine to machine (ports, names, certificate, login) is written anew; ``nhiptin.conf`` stays as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from analysis.paths import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
PATIENCE = 10.0
"""Seconds within which nginx has to answer."""
_MAIN = """{user}daemon off;
pid nginx.pid;
error_log error.log warn;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    types {{ text/html html; text/css css; }}
    access_log off;
    {temporary}
    include conf.d/*.conf;
}}
"""


def find() -> str | None:
    """The program, which Debian keeps where only root's PATH looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def free_ports(many: int) -> list[int]:
    """Ports that nobody listens on."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass(frozen=True, slots=True)
class Proxy:
    """nginx that runs.

    Attributes:
        address: ``https://localhost:PORT``.
        plain: the address without TLS, which leads to it.
        folder: its files: ``certificate.pem`` is the one to trust, ``error.log`` what nginx said.
        process: whoever ends it may begin it anew with its ``args``.
    """

    address: str
    plain: str
    folder: Path
    process: subprocess.Popen[bytes]


@contextmanager
def proxied(folder: Path, apps: Sequence[int], *, login: str = "") -> Iterator[Proxy]:
    """nginx before processes of the app on this machine.

    Args:
        folder: for its files.
        apps: two ports, as the shipped configuration has two seats.
        login: what stands in ``login.conf`` in place of what is shipped.

    Raises:
        RuntimeError: nginx is not there, or ended.
    """
    program = find()
    if program is None:
        raise RuntimeError("there is no nginx here; install it with: sudo apt-get install nginx")
    port, plain = free_ports(2)
    _configure(folder, apps, port, plain, login)
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, cwd=folder)  # noqa: S603  the program found above, on files of ours
    try:
        until = time.monotonic() + PATIENCE
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"nginx does not answer: {(folder / 'error.log').read_text('utf-8')[-2000:]}")
            time.sleep(0.05)
        yield Proxy(f"https://localhost:{port}", f"http://localhost:{plain}", folder, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _configure(folder: Path, apps: Sequence[int], port: int, plain: int, login: str) -> None:
    ours = folder / "nhiptin"
    shutil.copytree(SHIPPED / "nhiptin", ours)
    (folder / "conf.d").mkdir()
    shutil.copy(SHIPPED / "nhiptin.conf", folder / "conf.d")
    # Begun by root, nginx would work as a user who may not look into the folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "\n    ".join(
        f"{name}_temp_path {folder}/temporary;" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(_MAIN.format(user=user, temporary=temporary), "utf-8")
    seats = (ours / "apps.conf").read_text("utf-8")
    for shipped, own in zip(re.findall(r"^    (\d+) ", seats, re.M), apps, strict=True):
        seats = seats.replace(shipped, str(own))
    (ours / "apps.conf").write_text(seats, "utf-8")
    _certificate(folder)
    (ours / "listen.conf").write_text(
        f"listen 127.0.0.1:{port} ssl http2;\nserver_name localhost;\n"
        f"ssl_certificate {folder}/certificate.pem;\nssl_certificate_key {folder}/key.pem;\n",
        "utf-8",
    )
    (ours / "plain.conf").write_text(f"listen 127.0.0.1:{plain};\nserver_name localhost;\n", "utf-8")
    if login:
        (ours / "login.conf").write_text(login, "utf-8")


def _certificate(folder: Path) -> None:
    """A certificate for this machine's own names, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "key.pem").chmod(0o600)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
