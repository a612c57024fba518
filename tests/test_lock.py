"""``requirements.lock`` is in step with requirements.txt and constraints.txt; weaknesses are found in it. No network is asked."""

from __future__ import annotations

import json
import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis.paths import ROOT
from tools import audit

LOCK = audit.LOCK.read_text("utf-8")
LOCKED = audit.locked(LOCK)


def lines(file: str) -> list[Requirement]:
    """The packages that a file of requirements names."""
    told = [line.partition("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in told if line and not line.startswith("-")]


def needed(wanted: list[Requirement]) -> set[str]:
    """Names of these packages and of all that they bring along on this machine."""
    found: set[tuple[str, str]] = set()
    waiting = [(canonicalize_name(one.name), extra) for one in wanted for extra in ("", *one.extras)]
    while waiting:
        if (one := waiting.pop()) in found:
            continue
        found.add(one)
        for told in requires(one[0]) or []:
            brought = Requirement(told)
            if brought.marker is None or brought.marker.evaluate({"extra": one[1]}):
                waiting += [(canonicalize_name(brought.name), extra) for extra in ("", *brought.extras)]
    return {name for name, _ in found}


def test_the_lock_holds_what_the_product_needs_and_nothing_else() -> None:
    markers = {name: one.requirement.marker for name, one in LOCKED.items()}
    here = {name for name, marker in markers.items() if marker is None or marker.evaluate()}
    assert here == needed(lines("requirements.txt")), "run: make lock"


@pytest.mark.parametrize("file", ["requirements.txt", "constraints.txt"])
def test_versions_are_those_that_were_tested(file: str) -> None:
    named = {canonicalize_name(one.name): str(one.specifier) for one in lines(file)}
    wanted = {name: told for name, told in named.items() if name in LOCKED}
    assert wanted and {name: str(LOCKED[name].requirement.specifier) for name in wanted} == wanted, "run: make lock"


def test_every_file_is_known_by_its_hash_and_no_place_is_named() -> None:
    assert all(one.hashes for one in LOCKED.values())
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", told) for one in LOCKED.values() for told in one.hashes)
    assert not re.search(r"://|^-|^\s*--(?!hash=)", LOCK, re.M)


def test_weaknesses_of_locked_versions_are_found_in_a_saved_database(tmp_path: Path) -> None:
    version = LOCKED["streamlit"].version
    for number, (name, told) in enumerate(
        [
            ("Streamlit", {"versions": [version]}),
            ("streamlit", {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": version}]}]}),
            (
                "streamlit",
                {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": version}]}]},
            ),
            ("unknown-package", {"versions": [version]}),
        ]
    ):
        affected = [{"package": {"ecosystem": "PyPI", "name": name}, **told}]
        advisory = {"id": f"TEST-{number}", "summary": "made up", "affected": affected}
        (tmp_path / f"{number}.json").write_text(json.dumps(advisory), "utf-8")
    packages = {name: one.version for name, one in LOCKED.items()}
    found = audit.findings(packages, audit.advisories(tmp_path))
    assert [(one.package, one.advisory) for one in found] == [("streamlit", "TEST-0"), ("streamlit", "TEST-2")]
    withdrawn = [{**one, "withdrawn": "2026-01-01T00:00:00Z"} for one in audit.advisories(tmp_path)]
    assert audit.findings(packages, withdrawn) == []
