"""The list of users and the settings of serving: what is kept, what is refused with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.access import users
from analysis.access.settings import Serving, load
from analysis.errors import InputError, StoreError

OIDC = (
    '[login]\nkind = "oidc"\nclient_id = "tin"\nclient_secret = "x"\ncookie_secret = "{secret}"\n'
    'server_metadata_url = "{provider}"\nredirect_uri = "https://tin.example.vn/oauth2callback"\n'
)
GOOD = OIDC.format(secret="c" * 32, provider="https://id.example.vn/.well-known/openid-configuration")


def test_the_list_is_kept_as_people_read_it(tmp_path: Path) -> None:
    file = tmp_path / "users.tsv"
    users.put(file, "@Example.vn", "viewer")
    users.put(file, "Lan@example.vn ", "admin")
    users.put(file, "lan@example.vn", "editor")
    assert users.read(file) == {"@example.vn": "viewer", "lan@example.vn": "editor"}
    assert file.stat().st_mode & 0o007 == 0
    assert users.drop(file, "LAN@example.vn") == "lan@example.vn"
    assert users.role_of(users.read(file), "lan@example.vn") == "viewer"
    with pytest.raises(InputError, match="not on the list"):
        users.drop(file, "lan@example.vn")


@pytest.mark.parametrize(
    "who", ["", "lan", "@", "a@b", "a b@example.vn", "a@example.vn\tadmin", "a@exa mple.vn", "é@x.vn"]
)
def test_what_is_no_address_is_no_user(tmp_path: Path, who: str) -> None:
    with pytest.raises(InputError, match="no user"):
        users.put(tmp_path / "users.tsv", who, "viewer")


def test_a_damaged_list_is_said(tmp_path: Path) -> None:
    file = tmp_path / "users.tsv"
    file.write_text("# ours\nlan@example.vn\tadmin\nminh@example.vn\n", "utf-8")
    with pytest.raises(InputError, match=r"users\.tsv:3"):
        users.read(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="cannot be read"):
        users.read(file)


def _file(folder: Path, content: str, mode: int = 0o600) -> Path:
    file = folder / "serving.toml"
    file.write_text(content, "utf-8")
    file.chmod(mode)
    return file


def test_settings_as_written(tmp_path: Path) -> None:
    told = load(
        _file(tmp_path, 'users = "list.tsv"\n' + GOOD + "[limits]\nquery_seconds = 5\n[texts]\nshown = 400\n"), {}
    )
    assert (told.login.kind, told.login.hours, told.limits.query_seconds, told.texts.shown) == ("oidc", 12.0, 5.0, 400)
    assert told.users == str(tmp_path / "list.tsv")
    assert "c" * 32 not in repr(told), "secrets are never printed"
    assert load(_file(tmp_path, ""), {}) == Serving()


def test_secrets_may_come_from_the_environment(tmp_path: Path) -> None:
    bare = GOOD.replace('client_secret = "x"\n', "")
    with pytest.raises(InputError, match=r"no login\.client_secret"):
        load(_file(tmp_path, bare), {})
    assert load(_file(tmp_path, bare), {"NHIPTIN_CLIENT_SECRET": "y"}).login.client_secret == "y"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[login", "no TOML"),
        ("[logins]\n", "the part 'logins'"),
        ('[login]\nkind = "basic"\n', "oidc or proxy"),
        ("[login]\nhour = 3\n", r"login\.hour"),
        ('[limits]\nrows = "many"\n', "int"),
        ("[limits]\nrows = -1\n", "0 or more"),
        ("[limits]\nsessions = true\n", "int"),
        ("limits = 3\n", r"limits\."),
        (OIDC.format(secret="short", provider="https://id.example.vn/a"), "at least 32"),
        (OIDC.format(secret="c" * 32, provider="http://id.example.vn/a"), "https://"),
        (GOOD.replace("/oauth2callback", "/"), "oauth2callback"),
        (GOOD.replace("[login]", "[login]\nhours = 0"), "more than 0"),
        (f'[login]\nkind = "proxy"\nsecret = "{"s" * 32}"\n', "networks"),
        (f'[login]\nkind = "proxy"\nsecret = "{"s" * 32}"\naddresses = ["everyone"]\n', "networks"),
        ('[login]\nkind = "proxy"\naddresses = ["10.0.0.5"]\n', "at least 32"),
    ],
)
def test_settings_that_cannot_be_meant(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        load(_file(tmp_path, content), {})


def test_secrets_that_others_may_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="chmod 600"):
        load(_file(tmp_path, GOOD, 0o644), {})
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "none.toml", {})
