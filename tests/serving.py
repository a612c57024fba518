"""Servers that tests start as processes of their own."""

from __future__ import annotations

import subprocess
import time
from urllib.request import urlopen

import pytest


def wait(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at an address; the test fails when its process ends or is silent for three minutes."""
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")
