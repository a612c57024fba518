"""Two folders change places at once: whoever looks finds one or the other under a name, never none."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from analysis.errors import StoreError

_HERE = -100
"""``AT_FDCWD`` of Linux: paths are meant from the folder of this process."""
_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of renameat2(2)."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places.

    Raises:
        StoreError: this system or file system cannot, e.g. as one of them is a disk of its own; both are as they were.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    done = -1 if rename is None else rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    if done:
        why = os.strerror(ctypes.get_errno()) if rename else "a system without renameat2"
        raise StoreError(
            f"{one} and {other} cannot change places: got {why}, allowed folders of one Linux file system; "
            f"work in a new folder with --store DIR"
        )
