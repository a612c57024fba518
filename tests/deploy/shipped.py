"""What is shipped to run the product: the commands of its units and its image, with this checkout in place of theirs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from analysis.paths import ROOT

UNITS = ROOT / "deploy" / "systemd"
CONTAINERFILE = ROOT / "deploy" / "Containerfile"
PROGRAM = "/srv/nhiptin/app/.venv/bin/nhiptin"


def commands(unit: Path) -> list[list[str]]:
    """Arguments of each ``ExecStart=`` of a unit, without the program."""
    lines = re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.M)
    assert all(line.startswith(f"{PROGRAM} ") for line in lines)
    return [line.split()[1:] for line in lines]


def here(arguments: list[str], **replaced: str) -> list[str]:
    """A command to run: the program of this checkout, with some words of the arguments replaced."""
    return [sys.executable, "-m", "analysis", *(replaced.get(word, word) for word in arguments)]


def image(instruction: str) -> list[str]:
    """Words of an instruction of the image, e.g. ``CMD``, which begins a command."""
    lines = re.sub(r"\\\n\s*", "", CONTAINERFILE.read_text("utf-8"))
    (words,) = re.findall(rf"^{instruction}\b[^\[\n]*(\[.*\])$", lines, re.M)
    return [str(word) for word in json.loads(words)]
