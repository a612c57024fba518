"""Long work of a page: one ``nhiptin`` command in a process of its own, with its progress."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable

from analysis.paths import ROOT


def finished(*command: str) -> str:
    """Run one ``nhiptin`` command to its end, in a process of its own.

    Args:
        command: words of the command line; what a visitor wrote stands behind ``--`` or behind ``=`` within one word.

    Returns:
        The sentence of what went wrong; empty when it is done.
    """
    done = subprocess.run(  # noqa: S603  our own command, started without a shell
        [sys.executable, "-m", "analysis", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1].removeprefix("nhiptin: ")


class Work(threading.Thread):
    """One command at work; it belongs to the server, whatever run of a page began it.

    Args:
        command: words of the command line, the store among them; never text of a visitor as an option.
        whole: (stage, how much of it is done) -> how much of all is done; by default each stage for itself.

    Attributes:
        share: how much is done, 0 to 1.
        stage: what it is at; empty before the first word of it.
        error: the last words of a command that failed; empty else.
    """

    def __init__(self, *command: str, whole: Callable[[str, float], float] = lambda _stage, done: done) -> None:
        super().__init__(name=f"nhiptin {command[0]}", daemon=True)
        self.command, self._whole = command, whole
        self.share, self.stage, self.error = 0.0, "", ""

    def run(self) -> None:
        last = ""
        with subprocess.Popen(  # noqa: S603  our own command, started without a shell
            [sys.executable, "-m", "analysis", *self.command, "--progress", "json"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            for line in process.stderr or ():
                last = line.strip() or last
                self._hear(line)
        if process.returncode:
            self.error = last[:300] or f"exit code {process.returncode}"
        else:
            self.share = 1.0

    def _hear(self, line: str) -> None:
        try:
            step = json.loads(line)
            stage, done = str(step["stage"]), float(step["fraction"])
        except (ValueError, KeyError, TypeError):
            return
        self.share, self.stage = min(1.0, self._whole(stage, done)), stage
