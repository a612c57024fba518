"""``nhiptin users`` and ``audit``: who may use a shared dashboard, and what they did."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import options as o

app = typer.Typer(help="Who may use a shared dashboard.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(metavar="WHO", help="lan@example.vn, or @example.vn for all of its addresses.")]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="viewer, editor or admin.")]
File = Annotated[
    Path | None,
    typer.Option("--file", help="The list; default: that of $NHIPTIN_SETTINGS, else users.tsv in the store."),
]


def _file(store: Path | None, file: Path | None) -> Path:
    from analysis.access import settings, users

    if file is not None:
        return file
    named = settings.current().users
    return Path(named) if named else o.store_path(store) / users.FILE


def _noted(store: Path | None, what: str, **detail: str) -> None:
    from analysis.store.state import record

    record(o.store_path(store), who=getpass.getuser(), what=what, **detail)


@app.command("list")
def list_(store: o.Store = None, file: File = None) -> None:
    """List addresses and domains with their roles."""
    from analysis.access import users

    for who, role in users.read(_file(store, file)).items():
        typer.echo(f"{who}\t{role}")


@app.command()
def add(who: Who, role: Role = "viewer", store: o.Store = None, file: File = None) -> None:
    """Let an address, or all addresses of a domain, in."""
    from analysis.access import users
    from analysis.errors import InputError

    path = _file(store, file)
    if users.known_as(who) in users.read(path):
        raise InputError(f"{who} is on the list already; change the role with: nhiptin users role {who} {role}")
    known = users.put(path, who, role)
    _noted(store, "user added", user=known, role=role)
    typer.echo(f"{known}\t{role}")


@app.command()
def role(who: Who, role: Role, store: o.Store = None, file: File = None) -> None:
    """Give an address or domain of the list another role; it counts from the next click on."""
    from analysis.access import users
    from analysis.errors import InputError

    path = _file(store, file)
    if users.known_as(who) not in users.read(path):
        raise InputError(f"{who} is not on the list; let them in with: nhiptin users add {who} {role}")
    known = users.put(path, who, role)
    _noted(store, "user role", user=known, role=role)
    typer.echo(f"{known}\t{role}")


@app.command()
def remove(who: Who, store: o.Store = None, file: File = None) -> None:
    """Take an address or domain off the list; it counts from the next click on."""
    from analysis.access import users

    known = users.drop(_file(store, file), who)
    _noted(store, "user removed", user=known)
    typer.echo(f"{known} is off the list")


def audit(
    store: o.Store = None,
    top: Annotated[int, typer.Option("--top", min=1, max=1_000_000, help="Rows, the newest first.")] = 100,
    by: Annotated[str, typer.Option("--by", help="Only of this person.")] = "",
    what: Annotated[str, typer.Option("--what", help="Only what begins so, e.g. export, import, user.")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="As CSV on standard output.")] = False,
) -> None:
    """Tell who changed what and which files left, the newest first."""
    from analysis.cli.terminal import print_frame
    from analysis.export import to_csv
    from analysis.store.audited import rows

    found = rows(o.store_path(store), top=top, who=by, what=what).drop(columns="rows")
    if csv:
        typer.echo(to_csv(found), nl=False)
    else:
        print_frame(found)
