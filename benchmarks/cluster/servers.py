"""Servers of this machine for a while: started, waited for, killed with all their children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.measure import family

PATIENCE = 60.0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Server:
    """A process that runs until it is killed; what it says is kept in a file.

    Args:
        command: what to run.
        log: where its words go.
        env: beside this process's environment.
    """

    def __init__(self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        self.log = log
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                list(command), stdout=said, stderr=said, env={**os.environ, **(env or {})}, start_new_session=True
            )

    def listening(self, port: int) -> None:
        """Wait until it answers at a port of the loopback."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self._process.args!r} does not answer; see {self.log}")
            time.sleep(0.1)

    def said(self, words: str) -> None:
        """Wait until its log holds these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.log.read_text("utf-8", "replace"):
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self._process.args!r} did not say {words!r}; see {self.log}")
            time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL, to it and to every process that it started."""
        for pid in family(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
