"""The list of users: one line an address or a domain, and its role, in a file that people and ``nhiptin users`` edit."""

from __future__ import annotations

import os
import re
from pathlib import Path

from analysis.access.roles import ROLES
from analysis.errors import InputError, StoreError

FILE = "users.tsv"
HEADER = "# Who may use the dashboard: address (or @domain for all of its addresses), tab, viewer, editor or admin.\n"
_DOMAIN = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
_WHO = re.compile(rf"(?:[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}})?@{_DOMAIN}", re.ASCII)
_LONGEST = 254
"""Characters of an address (RFC 5321)."""


def known_as(who: str) -> str:
    """An address or ``@domain`` as it is compared; empty where it is neither.

    >>> known_as(" Lan@Example.VN "), known_as("@example.vn"), known_as("lan@example.vn@evil.test"), known_as("lan")
    ('lan@example.vn', '@example.vn', '', '')
    """
    plain = who.strip().lower()
    return plain if len(plain) <= _LONGEST and _WHO.fullmatch(plain) else ""


def read(file: Path) -> dict[str, str]:
    """Address or ``@domain`` -> role, in the file's order; nobody where there is no file.

    Raises:
        InputError: a line that says neither; nobody is let in by guessing.
        StoreError: the file cannot be read.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file} cannot be read: got {error}; mend it or its permissions") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        who, _, role = line.partition("\t")
        if not known_as(who) or role.strip() not in ROLES:
            raise InputError(
                f"{file}:{number} is no user: got {line[:80]!r}, allowed an address or @domain, a tab, and one of "
                f"{', '.join(ROLES)}; mend it with: nhiptin users"
            )
        found[known_as(who)] = role.strip()
    return found


def role_of(users: dict[str, str], person: str) -> str:
    """The role of an address: its own line, else that of its domain; empty where it has none.

    >>> role_of({"@example.vn": "viewer", "lan@example.vn": "admin"}, "Lan@example.vn")
    'admin'
    >>> role_of({"@example.vn": "viewer"}, "minh@example.vn"), role_of({"@example.vn": "viewer"}, "a@sub.example.vn")
    ('viewer', '')
    """
    known = known_as(person)
    if not known or known.startswith("@"):
        return ""
    return users.get(known) or users.get(known[known.index("@") :], "")


def put(file: Path, who: str, role: str) -> str:
    """Give an address or ``@domain`` a role; returns it as it is kept.

    Raises:
        InputError: neither of both, or no role.
        StoreError: the file cannot be written.
    """
    known = known_as(who)
    if not known or role not in ROLES:
        raise InputError(
            f"no user can be made of this: got {who[:80]!r} as {role[:20]!r}, allowed lan@example.vn or @example.vn "
            f"as one of {', '.join(ROLES)}"
        )
    _write(file, read(file) | {known: role})
    return known


def drop(file: Path, who: str) -> str:
    """Take an address or ``@domain`` off the list; returns it as it was kept.

    Raises:
        InputError: it is not on the list.
        StoreError: the file cannot be written.
    """
    users, known = read(file), known_as(who)
    if known not in users:
        raise InputError(f"{who[:80]!r} is not on the list; see it with: nhiptin users list")
    del users[known]
    _write(file, users)
    return known


def _write(file: Path, users: dict[str, str]) -> None:
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_text(HEADER + "".join(f"{who}\t{role}\n" for who, role in users.items()), "utf-8")
        os.chmod(fresh, 0o640)  # noqa: PTH101  others of the machine need not know who reads
        fresh.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: got {error.strerror or error}; mend its permissions") from error
