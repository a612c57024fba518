"""Units and image: read by their own tools, and every command line in them is one that the product takes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from analysis.__main__ import app
from analysis.paths import ROOT

from .shipped import CONTAINERFILE, PROGRAM, UNITS, commands, here, image

SERVICES = sorted(UNITS.glob("*.service"))
EXPOSED = 2.0
"""The most that ``systemd-analyze security`` may count, of 10."""


def instance(unit: Path) -> str:
    return unit.name.replace("@.", "@8501.")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as they lie in /etc/systemd/system, with a program that is there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("NO SYSTEMD: systemd-analyze is not here to read the units")
    folder = tmp_path_factory.mktemp("systemd") / "system"
    shutil.copytree(UNITS, folder, symlinks=True)
    for unit in folder.glob("*.service"):
        unit.write_text(unit.read_text("utf-8").replace(PROGRAM, "/bin/true"), "utf-8")
    return folder


@pytest.mark.parametrize("unit", sorted([*SERVICES, *UNITS.glob("*.timer")]), ids=lambda unit: unit.name)
def test_systemd_understands_every_line(unit: Path, installed: Path) -> None:
    environment = os.environ | {"SYSTEMD_UNIT_PATH": f"{installed}:"}
    command = ["systemd-analyze", "verify", installed / instance(unit)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_unit_is_closed(unit: Path, installed: Path) -> None:
    environment = os.environ | {"SYSTEMD_UNIT_PATH": f"{installed}:"}
    told = subprocess.check_output(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", installed / unit.name],
        text=True,
        env=environment,
    )
    (level,) = re.findall(r"Overall exposure level for \S+: (\d+\.\d)", told)
    assert float(level) <= EXPOSED


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_the_product_takes_the_command_of_every_unit(unit: Path) -> None:
    group = get_command(app)
    for arguments in commands(unit):
        words = [word.replace("%i", "8501").replace("${NHIPTIN_WEEKLY_TO}", "desk@example.vn") for word in arguments]
        with group.make_context("nhiptin", words, resilient_parsing=False) as context:
            name, command, rest = group.resolve_command(context, words)  # type: ignore[attr-defined]
            command.make_context(name, rest, parent=context)


def test_the_copy_of_every_night_is_written(sample_store: Path, tmp_path: Path) -> None:
    (command,) = commands(UNITS / "nhiptin-backup.service")
    told = here(command, **{"/srv/nhiptin/data/backups": str(tmp_path / "backups")})
    environment = {k: v for k, v in os.environ.items() if k != "NHIPTIN_SETTINGS"} | {
        "NHIPTIN_STORE": str(sample_store)
    }
    subprocess.run(told, check=True, cwd=ROOT, env=environment, capture_output=True)
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_the_image_is_linted() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), CONTAINERFILE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_copies_what_is_there_and_begins_what_the_product_takes() -> None:
    text = re.sub(r"\\\n\s*", "", CONTAINERFILE.read_text("utf-8"))
    copied = [line.split()[1:] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert [part for parts in copied for part in parts[:-1] if not (ROOT / part).exists()] == []
    assert image("ENTRYPOINT") == ["python", "-m", "analysis"]
    environment = {name: value for name, value in os.environ.items() if name != "NHIPTIN_SETTINGS"}
    done = subprocess.run(here(image("CMD")), capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 2 and "refused: no login is configured" in done.stderr, (
        "nobody serves the world by chance"
    )
