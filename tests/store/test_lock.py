"""One writer a store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.errors import StoreBusy, StoreError
from analysis.store.lock import writing

_HOLDER = """
import sys, time
from pathlib import Path
from analysis.store.lock import writing
with writing(Path(sys.argv[1]), task="import of the night"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=rf"process {holder.pid} \(import of the night, since "), writing(tmp_path):
            pass
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with writing(tmp_path):
        assert f"process {os.getpid()}" in (tmp_path / "lock").read_text()


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "new"):
        _ = 1 / 0
    with writing(tmp_path / "new"):
        assert time.monotonic() > 0


def test_a_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="--store DIR"), writing(tmp_path / "file" / "store"):
        pass
