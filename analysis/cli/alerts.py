"""``nhiptin alert``: scopes that are watched; checked after each build, told on the overview and by mail."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from analysis.cli import options as o

app = typer.Typer(
    help="Watch scopes and be told when a condition is met.", no_args_is_help=True, pretty_exceptions_enable=False
)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What the alert is called.")],
    store: o.Store = None,
    source: o.Source = None,
    section: o.Section = None,
    topic: o.Topic = None,
    entity: o.Entity = None,
    search: o.Search = "",
    unit: o.Unit = "",
    lens: o.Lens = "",
    days: Annotated[int, typer.Option("--days", help="The last days of the corpus that are watched.")] = 7,
    least: Annotated[int, typer.Option("--least", help="Met with so many units in those days.")] = 0,
    times: Annotated[
        float, typer.Option("--times", help="Met with so many times the rate of the four times as long period before.")
    ] = 0.0,
    mail: Annotated[str, typer.Option("--mail", help="Address that is told; needs NHIPTIN_SMTP.")] = "",
    who: o.Who = "",
) -> None:
    """Watch a scope: give --least or --times."""
    from analysis.store import alerts

    scope = o.scope("", "", source, section, topic, entity, search, unit, lens, panel=False)
    alert = alerts.add(
        o.store_path(store),
        name=name,
        scope=scope,
        days=days,
        least=least,
        times=times,
        mail=mail,
        who=who or getpass.getuser(),
    )
    typer.echo(f"nhiptin: alert {alert.id} added; check it now with: nhiptin alert check", err=True)


@app.command("list")
def list_(store: o.Store = None) -> None:
    """Show the alerts in force with what the last check found."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store import alerts

    path = o.store_path(store)
    found = {check.alert.id: check for check in alerts.latest(path)}
    rows = [
        {
            **{"id": one.id, "name": one.name, "scope": one.scope.sentence("en"), "days": one.days, "least": one.least},
            **{"times": one.times, "mail": one.mail, "n": found[one.id].n if one.id in found else None},
            "met": found[one.id].met if one.id in found else None,
        }
        for one in alerts.alerts(path)
    ]
    names = ["id", "name", "scope", "days", "least", "times", "mail", "n", "met"]
    print_frame(pd.DataFrame(rows, columns=names))


@app.command()
def remove(
    number: Annotated[int, typer.Argument(help="Number of the alert, as `nhiptin alert list` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
) -> None:
    """Watch a scope no longer."""
    from analysis.store import alerts

    alerts.remove(o.store_path(store), number, who=who or getpass.getuser())
    typer.echo(f"nhiptin: alert {number} removed", err=True)


@app.command()
def check(store: o.Store = None) -> None:
    """Check all alerts on the published snapshot, as each build does; tell by mail those newly met."""
    from analysis.cli.build import tell_alerts

    tell_alerts(o.store_path(store))
