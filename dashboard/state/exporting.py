"""Exports of a view: each made in a process of its own, few at a time, none longer than a limit."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from pathlib import Path

from analysis.paths import ROOT
from dashboard.access.deployment import settings
from dashboard.reports.browser import installed
from dashboard.reports.made import Report

__all__ = ["ENDINGS", "Export", "begin", "installed"]

ENDINGS = {"html": "html", "pdf": "pdf", "pptx": "pptx", "png": "zip", "csv": "zip"}
"""Output → ending of its file."""
AT_ONCE = max(1, settings().limits.reports)
WAITING = 6
"""Exports that may wait for their turn."""
LIMIT = 120
"""Seconds that one may take."""
KEPT = 24
"""Files kept for download."""
_turn = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_under_way: list[Export] = []
_files: deque[Path] = deque()


class Export(threading.Thread):
    """One export at work; it belongs to the server, whatever run of a page began it.

    Args:
        report: what is exported.
        output: one of ``ENDINGS``.
        sample: whether the articles are the sample's.

    Attributes:
        stage: ``waiting``, ``browser``, ``figures`` or ``pages``.
        share: how much of the stage is done, 0 to 1.
        error: what went wrong: ``late``, or the sentence of the process; empty else.
        file: what was made.
    """

    def __init__(self, report: Report, output: str, *, sample: bool) -> None:
        super().__init__(name=f"export {output}", daemon=True)
        self.stage, self.share, self.error = "waiting", 0.0, ""
        self.output = output
        self.file = Path(tempfile.mkdtemp(dir=_folder())) / f"nhiptin.{ENDINGS[output]}"
        self._order = pickle.dumps((output, sample, str(self.file))) + pickle.dumps(report)

    def run(self) -> None:
        try:
            with _turn:
                self._work()
        finally:
            with _lock:
                _under_way.remove(self)

    def _work(self) -> None:
        with (
            tempfile.TemporaryFile() as told,
            subprocess.Popen(
                [sys.executable, "-m", "dashboard.reports.view"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                start_new_session=True,
            ) as process,
        ):
            late = threading.Timer(LIMIT, self._late, (process,))
            late.start()
            try:
                self._listen(process)
                process.wait()
            finally:
                late.cancel()
            told.seek(0)
            said = told.read().decode("utf-8", "replace").strip()
        if process.returncode and not self.error:
            self.error = said.splitlines()[-1][:300] if said else f"exit code {process.returncode}"

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin and process.stdout  # noqa: S101  both are pipes
        try:
            process.stdin.write(self._order)
            process.stdin.close()
        except BrokenPipeError:
            return
        for line in process.stdout:
            step = json.loads(line)
            self.stage, self.share = step["stage"], step["done"]

    def _late(self, process: subprocess.Popen[bytes]) -> None:
        """End the process and the browser that it started."""
        self.error = "late"
        os.killpg(process.pid, signal.SIGKILL)


def begin(report: Report, output: str, *, sample: bool) -> Export | None:
    """Start an export; None where too many wait already."""
    with _lock:
        if len(_under_way) >= AT_ONCE + WAITING:
            return None
        export = Export(report, output, sample=sample)
        _under_way.append(export)
        _files.append(export.file)
        while len(_files) > KEPT:
            shutil.rmtree(_files.popleft().parent, ignore_errors=True)
    export.start()
    return export


def _folder() -> Path:
    """The server's own folder for exports; it goes when the server ends."""
    if not _made:
        _made.append(Path(tempfile.mkdtemp(prefix="nhiptin-exports-")))
        atexit.register(shutil.rmtree, _made[0], ignore_errors=True)
    return _made[0]


_made: list[Path] = []
