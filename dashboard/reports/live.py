"""The live pages in a browser: a server of one's own for as long as it is needed, and when a page counts as drawn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from analysis.errors import StoreError
from analysis.paths import ROOT

PATIENCE = 60
"""Seconds after which a server or a page counts as hanging."""
READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('[data-ready]')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(c => c.querySelector('.main-svg'));
}"""
"""The run is over, its last element is there, nothing of the run before is left, every chart is drawn."""
STILL = """() => {
  const boxes = [...document.querySelectorAll('[class*="st-key-"], .main-svg, .main-svg text')].map(one => {
    const {x, y, width, height} = one.getBoundingClientRect();
    return [x, y, width, height];
  });
  const now = JSON.stringify([document.fonts.status, boxes]);
  const same = now === window.nhiptinSeen && document.fonts.status === 'loaded';
  window.nhiptinSeen = now;
  window.nhiptinStill = same ? (window.nhiptinStill || 0) + 1 : 0;
  return window.nhiptinStill >= 3;
}"""
"""Asked again and again: nothing has moved between the last four times, and no typeface is on its way."""
BETWEEN = 60
"""Milliseconds between two times."""
_EARLY = """new MutationObserver((seen, observer) => {{
  if (document.querySelector('[data-testid="stApp"]')) {{ observer.disconnect(); import('{}').catch(() => {{}}); }}
}}).observe(document, {{childList: true, subtree: true}})"""


def early(address: str) -> str:
    """JavaScript that reads what draws the charts as soon as the page has its frame, while the server still asks its questions.

    The page would read the same file when its first chart arrives, and wait for it.

    Args:
        address: of a server of ours.
    """
    told = find_spec("streamlit")
    static = Path(told.origin).parent / "static" if told and told.origin else ROOT
    program = next((static / "static" / "js").glob("PlotlyChart.*.js"), None)
    return _EARLY.format(f"{address}/{program.relative_to(static).as_posix()}") if program else ""


@contextmanager
def serving(store: Path, log: Path) -> Iterator[str]:
    """A server on a free port of this machine; gives its address.

    Args:
        store: what it shows.
        log: file for what it says.

    Raises:
        StoreError: it ended, or does not answer within ``PATIENCE``.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"NHIPTIN_STORE": str(store)}
    with log.open("wb") as out:
        server = subprocess.Popen(  # noqa: S603  our own server
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _healthy(server, address, log)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _healthy(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5) as answer:  # noqa: S310  this machine
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    said = log.read_text("utf-8", "replace")[-2000:]
    raise StoreError(f"the dashboard could not be started: got {said.strip() or 'no answer'}; try nhiptin serve")
