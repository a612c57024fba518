"""What several rooms' tests share: the sample corpus as a real store, built once a run through the real pipeline."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from filelock import FileLock
from hypothesis import settings

from analysis.paths import SAMPLE
from tools import proxy

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A store of the shipped sample corpus, built once, and copied for each process that the tests run in.

    Some tests write notes and edits into it, and what is drawn follows every edit: each process has its own.
    """
    from analysis.build import build

    folder = tmp_path_factory.getbasetemp()
    built = (folder if worker_id == "master" else folder.parent) / "sample"
    with FileLock(built.with_suffix(".lock")):
        if not (built / "CURRENT").exists():
            build([SAMPLE], built, sample=True)
    if worker_id == "master":
        return built
    return Path(shutil.copytree(built, folder / "sample"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of real corpora, which are not part of the repository: named by NHIPTIN_CORPORA."""
    folder = os.environ.get("NHIPTIN_CORPORA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("real corpora are not part of the repository; name their folder in NHIPTIN_CORPORA")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; where there is none the test skips aloud, in CI it fails."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium in CI: the browser tests must run there")
        pytest.skip("NO BROWSER: install one with: sudo apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def nginx() -> str:
    """Path of nginx; where there is none the test skips aloud, in CI it fails."""
    path = proxy.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no nginx in CI: the proxy must be tested there")
        pytest.skip("NO NGINX: install it with: sudo apt-get install nginx")
    return path


class Box:
    """Takes every mail but those to ``no@``."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if envelope.rcpt_tos[0].startswith("no@"):
            return "550 not here"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, free_port: int) -> Iterator[Box]:
    """A mail server on this machine, named in the environment."""
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port)
    server.start()
    monkeypatch.setenv("NHIPTIN_SMTP", f"127.0.0.1:{free_port}")
    monkeypatch.setenv("NHIPTIN_SMTP_TLS", "no")
    monkeypatch.setenv("NHIPTIN_SMTP_FROM", "tin@example.com")
    yield box
    server.stop()
