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

Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]
NoLogin = Annotated[bool, typer.Option("--no-login", help="Serve beyond this machine although no login is configured.")]


def serve(store: o.Store = None, host: Host = "127.0.0.1", port: Port = 8501, no_login: NoLogin = False) -> None:
    """Serve the dashboard on a store."""
    from analysis.errors import InputError
    from analysis.paths import ROOT

    if not is_loopback(host) and not no_login:
        raise InputError(
            "refused: no login is configured for a non-loopback address; "
            f"got --host {host}, allowed 127.0.0.1, or add --no-login when everyone who reaches it may read it"
        )
    os.environ["NHIPTIN_STORE"] = str(o.store_path(store).resolve())
    # Streamlit reads .streamlit/config.toml of the folder it is started in.
    os.chdir(ROOT)
    app = str(ROOT / "dashboard" / "app.py")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.address", host, "--server.port", str(port)]
    command += ["--server.headless", "true"]
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
