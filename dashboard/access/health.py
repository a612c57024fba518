"""Whether the server lives, whether it can answer, and its metrics: for proxies, supervisors and Prometheus."""

from __future__ import annotations

import asyncio
import hmac
import threading

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from analysis.access.settings import Serving
from analysis.address import is_loopback
from dashboard.access.headers import OURS
from dashboard.access.local import PASSED_ON
from dashboard.state.warm import READING

PATIENCE = 5.0
"""Seconds within which the store has to answer."""


def may_measure(settings: Serving, request: HTTPConnection) -> bool:
    """Whether a request may read the metrics: with the token, else from this machine and through no proxy."""
    token = settings.metrics.token
    shown = request.headers.get("authorization", "")
    if token and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        return True
    passed = any(name in request.headers for name in PASSED_ON) or any(
        name.lower().startswith(OURS) for name, _ in request.scope["headers"]
    )
    return bool(request.client and is_loopback(request.client.host) and not passed)


async def live(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"live": True}, headers={"cache-control": "no-store"})


async def ready(_request: Request) -> Response:
    """The published snapshot opens and counts its articles; 503 while it does not."""
    if READING.locked():
        return JSONResponse({"ready": False, "why": "starting"}, status_code=503, headers={"cache-control": "no-store"})
    try:
        version = await asyncio.wait_for(asyncio.to_thread(_count), PATIENCE)
    except (TimeoutError, ValueError, OSError) as error:
        return JSONResponse(
            {"ready": False, "why": type(error).__name__}, status_code=503, headers={"cache-control": "no-store"}
        )
    return JSONResponse({"ready": True, "snapshot": version}, headers={"cache-control": "no-store"})


_counting = threading.Lock()


def _count() -> str:
    """Version of the snapshot, once it said how many articles it has and that is so.

    Raises:
        StoreError: it cannot be read.
        ValueError: it counts other articles than it says.
    """
    from analysis.paths import default_store
    from analysis.store.snapshot import open_snapshot

    with _counting:  # many who ask at once cost no more than one
        snapshot = open_snapshot(default_store())
        found = int(snapshot.query("SELECT count(*) AS n FROM articles")["n"].iloc[0])
    if found != int(snapshot.meta.get("articles", -1)):
        raise ValueError(f"{found} articles")
    return snapshot.version


async def metrics(_request: Request) -> Response:
    """All figures in Prometheus' text form; the gate lets only those in who may see them."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return Response(await asyncio.to_thread(generate_latest), media_type=CONTENT_TYPE_LATEST)


ROUTES = [Route("/health/live", live), Route("/health/ready", ready), Route("/metrics", metrics)]
