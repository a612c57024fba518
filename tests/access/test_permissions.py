"""Every change on a page asks one function for permission, under the name that the audit then tells."""

from __future__ import annotations

import ast
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.access import users
from analysis.access.roles import DEEDS, ROLES, allows
from analysis.access.settings import Login, Serving
from analysis.errors import AccessRefused
from analysis.paths import ROOT
from dashboard.access import visitor
from dashboard.access.listed import Listed
from dashboard.state import correcting, filing, importing, words
from dashboard.state.correcting import Correction

CODE = sorted((ROOT / "dashboard").rglob("*.py"))


def test_each_role_may_what_the_one_before_it_may() -> None:
    for deed in DEEDS:
        assert [allows(role, deed) for role in ROLES] == sorted(allows(role, deed) for role in ROLES)
        assert not allows("", deed)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_who_does_it_is_who_was_permitted(path: Path) -> None:
    """Whatever takes ``who=`` gets it from ``permit``; the name of this machine's user is asked for in one place."""
    tree = ast.parse(path.read_text("utf-8"))
    if path.name != "visitor.py":
        assert "getpass" not in path.read_text("utf-8")
    asked = "permit(" in path.read_text("utf-8")
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for keyword in call.keywords:
            if keyword.arg == "who" and path.parent.name != "access":
                told = ast.unparse(keyword.value)
                assert "permit(" in told or (asked and told == "who"), f"{path}:{call.lineno}: who={told}"


@pytest.mark.parametrize(
    "change",
    [
        lambda: words.keep("stopwords", "add", "chip"),
        lambda: words.take_in(b""),
        words.look,
        lambda: filing.undo(1),
        filing.count,
        lambda: filing.take_in(b""),
        lambda: correcting.run(Correction(0, "", "", "hide", "A", "", "")),
        lambda: correcting.run(1),
        lambda: importing.keep("a.csv", b"x"),
        lambda: importing.fetching("https://example.vn/a"),
        lambda: importing.undoing("a"),
    ],
)
def test_a_viewer_changes_nothing(sample_store: Path, monkeypatch: pytest.MonkeyPatch, change: object) -> None:
    monkeypatch.setenv("NHIPTIN_STORE", str(sample_store))
    monkeypatch.setattr(visitor, "visitor", lambda: visitor.Visitor("lan@example.vn", "viewer"))
    with pytest.raises(AccessRefused):
        change()  # type: ignore[operator]


def test_an_editor_takes_no_import_back(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPTIN_STORE", str(sample_store))
    monkeypatch.setattr(visitor, "visitor", lambda: visitor.Visitor("lan@example.vn", "editor"))
    with pytest.raises(AccessRefused):
        importing.undoing("a")


def test_who_visits_is_told_by_the_gate_and_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "users.tsv"
    users.put(file, "lan@example.vn", "editor")
    told: dict[str, str] = {}
    monkeypatch.setattr(visitor, "settings", lambda: Serving(login=Login("oidc")))
    monkeypatch.setattr(visitor, "listed", lambda: Listed(file))
    monkeypatch.setattr(visitor.st, "context", SimpleNamespace(headers=told))
    assert visitor.visitor().why == "stranger"
    told |= {"x-nhiptin-person": "lan@example.vn", "x-nhiptin-until": str(int(time.time()) + 60)}
    assert (visitor.visitor().name, visitor.visitor().role) == ("lan@example.vn", "editor")
    told["x-nhiptin-until"] = str(int(time.time()) - 1)
    assert (visitor.visitor().role, visitor.visitor().why) == ("", "ended")
    users.drop(file, "lan@example.vn")
    assert visitor.visitor().why == "stranger"
    told["x-nhiptin-full"] = "1"
    assert visitor.visitor().why == "full"
