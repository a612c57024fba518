"""One deployment: its settings, its users and the server that is made of them."""

from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from prometheus_client import REGISTRY
from starlette.middleware import Middleware

from analysis.access.settings import Serving, current
from analysis.access.users import FILE
from analysis.errors import AccessRefused, AnalysisError
from analysis.paths import SHOWN, default_store
from analysis.store.patience import SECONDS
from dashboard.access.gate import Gate
from dashboard.access.health import ROUTES, may_measure
from dashboard.access.listed import Listed
from dashboard.access.logs import to_lines
from dashboard.access.sessions import Sessions
from dashboard.metrics import EXPORTS, Now

LOG = logging.getLogger("nhiptin.access")
sessions = Sessions()
"""Pages open on this server."""


@cache
def settings() -> Serving:
    """The settings of this server, read once.

    Raises:
        InputError: they cannot be read.
    """
    return current()


@cache
def listed() -> Listed:
    """The users of this server."""
    return Listed(Path(settings().users) if settings().users else default_store() / FILE)


def parts() -> dict[str, Any]:
    """What Streamlit's server is given: our gate around it, health and metrics beside it, how people log in."""
    to_lines()
    os.environ[SECONDS] = str(settings().limits.query_seconds)
    if settings().texts.shown:
        # In the environment, since reports and imports are made by processes of their own.
        os.environ[SHOWN] = str(settings().texts.shown)
    REGISTRY.register(Now(lambda: sessions.total, _kept))
    login = settings().login
    auth: dict[str, Any] = {
        name: getattr(login, name)
        for name in ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
    }
    gate = Middleware(
        Gate,
        settings=settings(),
        listed=listed(),
        sessions=sessions,
        measuring=lambda request: may_measure(settings(), request),
        exported=exported,
    )
    return {
        "routes": ROUTES,
        "middleware": [gate],
        "secrets": {"auth": auth} if login.kind == "oidc" else None,
        "on_script_error": failed,
    }


def _kept() -> int:
    from dashboard.state.asking import answers

    return len(answers)


def failed(error: Exception) -> bool:
    """What a visitor reads when a callback of a widget failed; the frame says the rest."""
    from dashboard.state.reader import say

    if isinstance(error, AccessRefused):
        st.toast(say("access.refused"), icon=":material/block:", duration="long")
        return True
    return False


def exported(who: str, file: str, page: str) -> None:
    """Note a file that leaves; one that cannot be noted leaves too, and the log says so."""
    from analysis.store.state import EXPORT, record

    EXPORTS.inc()
    try:
        record(default_store(), who=who, what=EXPORT, file=file, page=page)
    except AnalysisError as error:
        LOG.error("an export was not noted: %s", error, extra={"who": who, "file": file})
