"""``python -m tools.audit SAVED``: known weaknesses of the packages in requirements.lock, without a network.

SAVED is a folder or zip of advisories in the form of OSV (one JSON each), as the Open Source Vulnerabilities database offers
them for PyPI and the Python Packaging Authority keeps them. It is fetched on a machine that may, and carried here.
Exit code 1 when a locked version is affected, 2 when nothing could be read.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from analysis.paths import ROOT

LOCK = ROOT / "requirements.lock"


class Locked(NamedTuple):
    """A package of the lock: what is wanted of it, and the hashes of its files."""

    requirement: Requirement
    hashes: list[str]

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


class Finding(NamedTuple):
    """A locked version that an advisory names."""

    package: str
    version: str
    advisory: str
    summary: str


def locked(text: str) -> dict[str, Locked]:
    """The packages of a lock, by name."""
    found = {}
    for entry in re.sub(r"\\\n\s*", " ", text).splitlines():
        if entry and not entry.startswith("#"):
            told, *hashes = entry.split(" --hash=")
            requirement = Requirement(told.strip())
            found[canonicalize_name(requirement.name)] = Locked(requirement, [one.strip() for one in hashes])
    return found


def advisories(saved: Path) -> Iterator[dict[str, Any]]:
    """Every advisory of a folder or zip."""
    if saved.is_dir():
        for path in sorted(saved.rglob("*.json")):
            yield json.loads(path.read_text("utf-8"))
        return
    with zipfile.ZipFile(saved) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                yield json.loads(archive.read(name))


def findings(packages: Mapping[str, str], told: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Which of these versions are affected.

    Args:
        packages: name → version.
        told: advisories; withdrawn ones count as none.
    """
    found = set()
    for advisory in told:
        for affected in () if advisory.get("withdrawn") else advisory.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(str(package.get("name", "")))
            if package.get("ecosystem") == "PyPI" and name in packages and touches(packages[name], affected):
                found.add(Finding(name, packages[name], str(advisory["id"]), str(advisory.get("summary", ""))))
    return sorted(found)


def touches(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether a version is listed or lies in a range (https://ossf.github.io/osv-schema/#evaluation).

    >>> ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}]}]
    >>> [touches(version, {"ranges": ranges}) for version in ("1.1", "1.2", "1.10", "2.0")]
    [True, False, False, True]
    """
    if version in affected.get("versions", ()):
        return True
    return any(
        _within(Version(version), told["events"])
        for told in affected.get("ranges", ())
        if told.get("type") == "ECOSYSTEM"
    )


def _within(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    def place(event: Mapping[str, str]) -> Version:
        try:
            return Version(next(iter(event.values())))
        except InvalidVersion:
            return Version("0")

    inside = False
    for event in sorted(events, key=place):
        if "introduced" in event and place(event) <= version:
            inside = True
        elif ("fixed" in event and place(event) <= version) or ("last_affected" in event and place(event) < version):
            inside = False
    return inside


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).exists():
        print("name a folder or zip of advisories in the form of OSV: make audit DB=FILE", file=sys.stderr)
        return 2
    packages = {name: one.version for name, one in locked(LOCK.read_text("utf-8")).items()}
    told = list(advisories(Path(sys.argv[1])))
    found = findings(packages, told)
    for one in found:
        print(*one, sep="\t")
    print(f"{len(packages)} packages, {len(told)} advisories, {len(found)} findings", file=sys.stderr)
    return int(bool(found)) if told else 2


if __name__ == "__main__":
    sys.exit(main())
