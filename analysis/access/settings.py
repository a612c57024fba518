"""The settings of a shared deployment: how people log in, what they may see and how much they may ask for."""

from __future__ import annotations

import ipaddress
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analysis.address import is_loopback
from analysis.errors import InputError

FILE = "NHIPTIN_SETTINGS"
"""Environment variable that names the file."""
SECRETS = {
    "client_secret": "NHIPTIN_CLIENT_SECRET",
    "cookie_secret": "NHIPTIN_COOKIE_SECRET",
    "secret": "NHIPTIN_PROXY_SECRET",
}
"""Settings that may stand in the environment instead -> variable."""
KINDS = ("oidc", "proxy")
_SHORT = 32
"""Characters that a secret of one's own needs."""


@dataclass(frozen=True, slots=True)
class Login:
    """How people log in; ``kind`` is empty where nobody needs to."""

    kind: str = ""
    hours: float = 12.0
    """Hours after which a login ends."""
    server_metadata_url: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = ""
    cookie_secret: str = field(default="", repr=False)
    verified: bool = True
    """Whether the provider must say that an address is verified."""
    header: str = "X-Forwarded-Email"
    """The proxy writes the address of who asks here."""
    addresses: tuple[str, ...] = ()
    """Networks from which the proxy asks."""
    secret: str = field(default="", repr=False)
    """The proxy shows it in ``X-Nhiptin-Proxy``."""


@dataclass(frozen=True, slots=True)
class Texts:
    shown: int = 0
    """Characters of an article that leave the server, counted from its beginning; 0: all."""


@dataclass(frozen=True, slots=True)
class Limits:
    upload_mb: int = 50
    upload_rows: int = 200_000
    query_seconds: float = 30.0
    rows: int = 100_000
    """Rows of one file."""
    sessions: int = 200
    """Open pages over all people."""
    sessions_per_user: int = 10
    reports: int = 2
    """Reports made at the same time."""


@dataclass(frozen=True, slots=True)
class Metrics:
    token: str = field(default="", repr=False)
    """Who shows it may read ``/metrics`` from elsewhere; without one only this machine may."""


@dataclass(frozen=True, slots=True)
class Serving:
    """All settings of one deployment."""

    login: Login = Login()
    texts: Texts = Texts()
    limits: Limits = Limits()
    metrics: Metrics = Metrics()
    users: str = ""
    """File of the users; empty: ``users.tsv`` in the store."""


_PARTS: dict[str, type[Login | Texts | Limits | Metrics]] = {
    "login": Login,
    "texts": Texts,
    "limits": Limits,
    "metrics": Metrics,
}


def current(environment: Mapping[str, str] = os.environ) -> Serving:
    """The settings that the environment names; those of a machine of one's own where it names none.

    Raises:
        InputError: as ``load``.
    """
    named = environment.get(FILE, "").strip()
    return load(Path(named), environment) if named else Serving()


def load(file: Path, environment: Mapping[str, str] = os.environ) -> Serving:
    """Read a file of settings.

    Raises:
        InputError: it is not there, others may read or change it, or it says something unknown or impossible.
    """
    try:
        content = file.read_bytes()
        mode = file.stat().st_mode
        told = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: got {error.strerror or error}; name the settings of serving"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file} is no TOML: got {error}") from error
    users = str(told.pop("users", ""))
    if unknown := set(told) - set(_PARTS):
        raise _wrong(file, f"the part {sorted(unknown)[0]!r}", ", ".join((*_PARTS, "users")))
    made: dict[str, Any] = {name: _part(file, name, kind, told.get(name, {})) for name, kind in _PARTS.items()}
    if any(_secret(one) for one in made.values()) and mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise InputError(f"{file} holds secrets and others may read or change it; close it with: chmod 600 {file}")
    made["login"] = _checked(file, _from_environment(made["login"], environment))
    if users and not Path(users).is_absolute():
        users = str((file.parent / users).resolve())
    return Serving(users=users, **made)


def _part(file: Path, name: str, kind: type[Any], told: Any) -> Any:
    known = {one.name: one for one in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in (told if isinstance(told, dict) else {"": told}).items():
        if key not in known:
            raise _wrong(file, f"{name}.{key}", ", ".join(known))
        wanted: type[Any] = type(known[key].default)
        fits = (
            isinstance(value, list)
            if wanted is tuple
            else isinstance(value, (wanted, int) if wanted is float else wanted)
        )
        if not fits or (isinstance(value, bool) and wanted is not bool):
            raise _wrong(file, f"{name}.{key} = {value!r}"[:80], wanted.__name__)
        if wanted in (int, float) and value < 0:
            raise _wrong(file, f"{name}.{key} = {value}", "0 or more")
        values[key] = tuple(map(str, value)) if wanted is tuple else wanted(value)
    return kind(**values)


def _secret(part: Any) -> bool:
    return any(not one.repr and getattr(part, one.name) for one in fields(part))


def _from_environment(login: Login, environment: Mapping[str, str]) -> Login:
    given: dict[str, Any] = {
        name: environment[variable]
        for name, variable in SECRETS.items()
        if environment.get(variable) and not getattr(login, name)
    }
    return replace(login, **given)


def _checked(file: Path, login: Login) -> Login:
    if not login.kind:
        return login
    if login.kind not in KINDS:
        raise _wrong(file, f"login.kind = {login.kind!r}", " or ".join(KINDS))
    if not 0 < login.hours <= 720:
        raise _wrong(file, f"login.hours = {login.hours}", "more than 0, at most 720")
    if login.kind == "oidc":
        for name in ("server_metadata_url", "client_id", "client_secret", "redirect_uri", "cookie_secret"):
            if not getattr(login, name):
                raise _wrong(file, f"no login.{name}", "one, or its variable in the environment")
        for name in ("server_metadata_url", "redirect_uri"):
            _address(file, name, getattr(login, name))
        if not urlsplit(login.redirect_uri).path.endswith("/oauth2callback"):
            raise _wrong(file, f"login.redirect_uri = {login.redirect_uri!r}", "https://HOST/oauth2callback")
        _long(file, "cookie_secret", login.cookie_secret)
    else:
        _long(file, "secret", login.secret)
        if not login.addresses:
            raise _wrong(file, "no login.addresses", "the networks of the proxy, e.g. 10.0.0.5/32")
        for one in login.addresses:
            try:
                ipaddress.ip_network(one)
            except ValueError as error:
                raise _wrong(file, f"login.addresses with {one!r}", "networks, e.g. 10.0.0.5/32") from error
    return login


def _address(file: Path, name: str, address: str) -> None:
    """Only a provider on this machine may be spoken to without TLS."""
    parts = urlsplit(address)
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise _wrong(file, f"login.{name} = {address!r}", "an address that begins with https://")


def _long(file: Path, name: str, secret: str) -> None:
    if len(secret) < _SHORT:
        raise _wrong(
            file,
            f"login.{name} of {len(secret)} characters",
            f"at least {_SHORT}, e.g. of: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )


def _wrong(file: Path, got: str, allowed: str) -> InputError:
    return InputError(f"{file} cannot be used: got {got}, allowed {allowed}")
