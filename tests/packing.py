"""Packed files with something changed in them, for the tests that they are refused."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from analysis.packed import MANIFEST


def again(packed: Path, to: Path, change: dict[str, bytes], *, told: bool = False) -> Path:
    """A packed file with other bytes in some of its members; ``told``: and a manifest that fits them."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(to, "w") as target:
        manifest = json.loads(source.read(MANIFEST))
        for name, content in change.items() if told else ():
            manifest["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        if told:
            change = change | {MANIFEST: json.dumps(manifest).encode()}
        for name in {**dict.fromkeys(source.namelist()), **change}:
            target.writestr(name, change[name] if name in change else source.read(name))
    return to
