"""A report by mail: the files written go to a real server; without files or a server it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from analysis.__main__ import app
from analysis.errors import InputError, StoreError


def test_the_slides_go_by_mail(sample_store: Path, tmp_path: Path, box: Any) -> None:
    out = tmp_path / "tuan.pptx"
    told = [
        "report",
        "--store",
        str(sample_store),
        "--pptx",
        str(out),
        "--mail",
        "ban@example.com, an@example.com",
        "--title",
        "Tuần",
    ]
    done = CliRunner().invoke(app, told)
    assert done.exit_code == 0, done.output
    [mail, other] = box.mails
    assert other["To"] == "an@example.com" and other["Message-ID"] != mail["Message-ID"]
    [attached] = mail.iter_attachments()
    assert mail["To"] == "ban@example.com" and mail["Subject"] == "Tuần: 03/11/2025–09/11/2025"
    assert mail["Date"].datetime is not None and mail["Message-ID"].endswith("@example.com>")
    said = mail.get_body().get_content()
    assert "11 bài · 5 báo" in said and "Tệp đính kèm: tuan.pptx" in said and "Từ 03/11/2025 đến 09/11/2025" in said
    assert attached.get_content_type().endswith("presentationml.presentation")
    assert attached.get_filename() == "tuan.pptx" and attached.get_content() == out.read_bytes()


def test_mail_without_a_file_is_refused(sample_store: Path, tmp_path: Path) -> None:
    told = ["report", "--store", str(sample_store), "--png", str(tmp_path), "--mail", "ban@example.com"]
    done = CliRunner().invoke(app, told)
    assert isinstance(done.exception, InputError) and "nothing to send" in str(done.exception)
    assert not any(tmp_path.iterdir())


def test_a_server_that_refuses_is_said_and_the_file_stays(sample_store: Path, tmp_path: Path, box: Any) -> None:
    out = tmp_path / "tuan.zip"
    told = ["report", "--store", str(sample_store), "--csv", str(out), "--mail", "no@example.com"]
    done = CliRunner().invoke(app, told)
    assert isinstance(done.exception, StoreError) and "no@example.com was not sent" in str(done.exception)
    assert out.is_file() and not box.mails
