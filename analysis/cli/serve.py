"""``nhiptin serve`` and ``nhiptin run``: the dashboard."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from analysis.address import is_loopback
from analysis.cli import options as o

REFUSED = "refused: no login is configured for a non-loopback address"
LOGS = ("text", "json")
Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]
NoLogin = Annotated[bool, typer.Option("--no-login", help="Serve beyond this machine although no login is configured.")]


Settings = Annotated[
    Path | None,
    typer.Option("--settings", help="Settings of a shared deployment (docs/serving.md); default: $NHIPTIN_SETTINGS."),
]
Log = Annotated[str, typer.Option("--log", help="text, or json: one object a line on standard error.")]


def serve(
    store: o.Store = None,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    no_login: NoLogin = False,
    settings: Settings = None,
    log: Log = "text",
) -> None:
    """Serve the dashboard on a store."""
    from analysis.access.settings import FILE, current
    from analysis.access.users import FILE as USERS
    from analysis.access.users import read
    from analysis.errors import InputError
    from analysis.paths import ROOT

    if log not in LOGS:
        raise InputError(f"unknown form of log: got {log!r}, allowed {' or '.join(LOGS)}")
    if settings is not None:
        os.environ[FILE] = str(settings.resolve())
    wanted = current()
    if not wanted.login.kind and not is_loopback(host) and not no_login:
        raise InputError(REFUSED)
    if wanted.login.kind and not read(Path(wanted.users) if wanted.users else o.store_path(store) / USERS):
        typer.echo("nhiptin: nobody is on the list yet; let somebody in with: nhiptin users add", err=True)
    os.environ["NHIPTIN_STORE"] = str(o.store_path(store).resolve())
    os.environ["NHIPTIN_LOG"] = log if log == "json" else ""
    # Whoever asks says who they are by what we can check, never by X-Forwarded-For.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    # Every open page has a thread of its own: left to itself the C library keeps freed memory apart for each of them.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    if wanted.login.cookie_secret:
        os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = wanted.login.cookie_secret
    # Streamlit reads .streamlit/config.toml of the folder it is started in.
    os.chdir(ROOT)
    app = str(ROOT / "dashboard" / "app.py")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.address", host, "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.maxUploadSize", str(wanted.limits.upload_mb)]
    typer.echo(f"nhiptin: http://{host}:{port}  (store {os.environ['NHIPTIN_STORE']}; stop with Ctrl-C)", err=True)
    sys.stderr.flush()
    os.execv(sys.executable, command)  # noqa: S606  the server takes this process's place, signals reach it


def corpus_store(corpus: Path) -> Path:
    """The store that ``nhiptin run CORPUS`` uses: one for each corpus, never the sample's."""
    from analysis.paths import DATA

    name = re.sub(r"[^a-z0-9]+", "-", corpus.stem.lower()).strip("-") or "corpus"
    mark = hashlib.sha256(str(corpus.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return DATA / "store" / f"{name[:40]}-{mark}"


def run(
    corpus: Annotated[Path | None, typer.Argument(help="File or folder of articles; default: the sample.")] = None,
    store: o.Store = None,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    no_login: NoLogin = False,
) -> None:
    """Build what is new in a corpus, then serve it: the one command of a new user."""
    from analysis.cli.build import build_and_report
    from analysis.paths import SAMPLE, default_store

    path = corpus or SAMPLE
    target = store or (corpus_store(corpus) if corpus else default_store())
    build_and_report([path], target)
    serve(store=target, host=host, port=port, no_login=no_login)
