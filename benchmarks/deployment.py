"""A shared deployment on this machine for trials: ``nhiptin serve`` twice behind a real nginx, each kept running.

What a unit of systemd does is done by a thread each: a process that ends is begun again (``Restart=always``) after the
units' pause. The proxy's configuration is the shipped one (``tools.proxy``) with the login that nginx knows itself.
"""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from analysis.paths import ROOT
from benchmarks.measure import family
from benchmarks.tab import trusting
from tools import proxy

SECRET = "the-secret-of-a-proxy-for-trials-only"
PASSWORD = "of-trials-only"
READERS = 400
"""People that the proxy knows."""
PAUSE = 1.0
"""Seconds after which a process that ended is begun again, as in the units."""
PATIENCE = 240.0
SETTINGS = """users = "{users}"
[login]
kind = "proxy"
addresses = ["127.0.0.1/32"]
secret = "{secret}"
"""


class Unit:
    """A process that is begun again whenever it ends, until it is stopped.

    Args:
        name: what it is called in tables.
        begin: begins it.
        running: where it runs already.
    """

    def __init__(
        self,
        name: str,
        begin: Callable[[], subprocess.Popen[bytes]],
        running: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self.name, self._begin = name, begin
        self._stopping = threading.Event()
        self.begun = 1
        self._process = running or begin()
        self._keeper = threading.Thread(target=self._keep, name=f"keeper of {name}", daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it as ``kill -9`` does, and what it began with it, as in a unit; it comes again."""
        for one in list(family(self.pid)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def stop(self) -> None:
        """End it for good."""
        self._stopping.set()
        self._process.terminate()
        self._keeper.join(20)
        self.kill()
        self._keeper.join()

    def _keep(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.wait(PAUSE):
                return
            self._process = self._begin()
            self.begun += 1


def badge(number: int) -> dict[str, str]:
    """The header by which one of the readers logs in."""
    told = base64.b64encode(f"reader-{number}@example.vn:{PASSWORD}".encode()).decode()
    return {"Authorization": f"Basic {told}"}


@dataclass
class Deployment:
    """What a trial speaks to and looks at.

    Attributes:
        address: of the proxy.
        servers: the processes that answer.
        proxy: nginx.
        doors: addresses of the servers themselves, for whoever looks after them.
    """

    address: str
    servers: list[Unit]
    proxy: Unit
    doors: list[str]


@contextmanager
def deployed(store: Path, folder: Path, *, role: str = "viewer") -> Iterator[Deployment]:
    """Two servers on a store behind nginx, as long as they are needed.

    Args:
        store: what is served; users' edits are kept in it.
        folder: an empty one, for settings, logs and what nginx keeps.
        role: of every reader.

    Raises:
        RuntimeError: nginx is missing, or something did not answer in time.
    """
    settings, users, ports = folder / "settings.toml", folder / "users.tsv", proxy.free_ports(2)
    settings.touch(0o600)
    settings.write_text(SETTINGS.format(secret=SECRET, users=users), "utf-8")
    users.write_text(f"@example.vn\t{role}\n", "utf-8")
    servers = [Unit(f"server {n}", _server(store, settings, port)) for n, port in enumerate(ports, 1)]
    shipped = (proxy.SHIPPED / "nhiptin" / "login-proxy.conf").read_text("utf-8")
    try:
        (folder / "proxy").mkdir()
        login = shipped.replace("WRITE-THE-SECRET-OF-THE-SETTINGS-HERE", SECRET)
        with proxy.proxied(folder / "proxy", ports, login=login) as front:
            known = "".join(f"reader-{n}@example.vn:{{PLAIN}}{PASSWORD}\n" for n in range(READERS))
            (front.folder / "nhiptin" / "passwords").write_text(known, "utf-8")
            nginx = Unit("nginx", lambda: subprocess.Popen(front.process.args, cwd=front.folder), running=front.process)
            doors = [f"http://127.0.0.1:{port}" for port in ports]
            try:
                for door in doors:
                    wait_for(f"{door}/health/ready")
                yield Deployment(front.address.replace("localhost", "127.0.0.1"), servers, nginx, doors)
            finally:
                nginx.stop()
    finally:
        for unit in servers:
            unit.stop()


def _server(store: Path, settings: Path, port: int) -> Callable[[], subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "analysis", "serve", "--store", str(store), "--settings", str(settings)]
    log = settings.parent / f"server-{port}.log"

    def begin() -> subprocess.Popen[bytes]:
        with log.open("ab") as out:
            return subprocess.Popen([*command, "--port", str(port)], stdout=out, stderr=out, cwd=ROOT)

    return begin


def wait_for(address: str, *, seconds: float = PATIENCE) -> None:
    """Until an address answers 200.

    Raises:
        RuntimeError: it did not in time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5, context=trusting()) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"no answer within {seconds:g} s: {address}")
