"""A report by mail: the files written go to a real server; without files or a server it is said."""

from __future__ import annotations

import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from typer.testing import CliRunner

from analysis.__main__ import app
from analysis.errors import InputError


class Box:
    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def test_the_slides_go_by_mail(sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("NHIPTIN_SMTP", f"127.0.0.1:{port}")
    monkeypatch.setenv("NHIPTIN_SMTP_TLS", "no")
    out = tmp_path / "tuan.pptx"
    try:
        told = [
            "report",
            "--store",
            str(sample_store),
            "--pptx",
            str(out),
            "--mail",
            "ban@example.com",
            "--title",
            "Tuần",
        ]
        done = CliRunner().invoke(app, told)
    finally:
        server.stop()
    assert done.exit_code == 0, done.output
    [mail] = box.mails
    [attached] = mail.iter_attachments()
    assert mail["To"] == "ban@example.com" and mail["Subject"] == "Tuần: tuan.pptx"
    assert attached.get_filename() == "tuan.pptx" and attached.get_content() == out.read_bytes()


def test_mail_without_a_file_is_refused(sample_store: Path, tmp_path: Path) -> None:
    told = ["report", "--store", str(sample_store), "--png", str(tmp_path), "--mail", "ban@example.com"]
    done = CliRunner().invoke(app, told)
    assert isinstance(done.exception, InputError) and "nothing to send" in str(done.exception)
    assert not any(tmp_path.iterdir())
