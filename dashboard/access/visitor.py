"""Who visits this page and what they may do: the one place that every change on a page asks."""

from __future__ import annotations

import getpass
import logging
import time
from dataclasses import dataclass

import streamlit as st

from analysis.access.roles import allows
from analysis.errors import AccessRefused
from dashboard.access.deployment import listed, settings
from dashboard.access.headers import FULL, PERSON, UNTIL
from dashboard.access.local import is_local
from dashboard.metrics import REFUSED

LOG = logging.getLogger("nhiptin.access")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who reads.

    Attributes:
        name: address, or the user of this machine; empty for a stranger.
        role: one of ``roles.ROLES``; empty where they may not even read.
        why: why they may not read: ``ended`` or ``stranger``; ``full`` where too many pages are open.
        login: whether they logged in, so that they can log out.
    """

    name: str = ""
    role: str = ""
    why: str = ""
    login: str = ""


def visitor() -> Visitor:
    """Who visits, as the gate told when the page was opened and as the list of users says now."""
    headers = st.context.headers
    if headers.get(FULL.decode()):
        return Visitor(why="full")
    kind = settings().login.kind
    if not kind:
        here = is_local(str(st.get_option("server.address") or ""), headers.to_dict())
        return Visitor(getpass.getuser(), "admin") if here else Visitor(role="viewer")
    person = headers.get(PERSON.decode()) or ""
    role = listed().role(person)
    if not role:
        return Visitor(person, why="stranger", login=kind)
    if float(headers.get(UNTIL.decode()) or 0) <= time.time():
        return Visitor(person, why="ended", login=kind)
    return Visitor(person, role, login=kind)


def may(deed: str) -> bool:
    """Whether this visitor may do something of ``roles.DEEDS``."""
    return allows(visitor().role, deed)


def permit(deed: str) -> str:
    """The name under which this visitor does something of ``roles.DEEDS``; asked by everything that writes.

    Raises:
        AccessRefused: they may not.
    """
    who = visitor()
    if not allows(who.role, deed):
        REFUSED.labels("change").inc()
        LOG.warning("refused: a change", extra={"who": who.name, "role": who.role, "deed": deed})
        raise AccessRefused(deed, who.role)
    return who.name
