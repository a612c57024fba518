"""What is shipped to run the product: the commands of its units, with this checkout in place of the installed one."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from analysis.paths import ROOT

UNITS = ROOT / "deploy" / "systemd"
PROGRAM = "/srv/nhiptin/app/.venv/bin/nhiptin"


def commands(unit: Path) -> list[list[str]]:
    """Arguments of each ``ExecStart=`` of a unit, without the program."""
    lines = re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.M)
    assert all(line.startswith(f"{PROGRAM} ") for line in lines)
    return [line.split()[1:] for line in lines]


def here(arguments: list[str], **replaced: str) -> list[str]:
    """A command to run: the program of this checkout, with some words of the arguments replaced."""
    return [sys.executable, "-m", "analysis", *(replaced.get(word, word) for word in arguments)]
