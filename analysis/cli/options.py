"""Options that several commands share, named as in the URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.scope import Scope

Store = Annotated[
    Path | None,
    typer.Option(
        "--store", help="Folder of the store; default: $NHIPTIN_STORE, else the sample's.", show_default=False
    ),
]
Since = Annotated[str, typer.Option("--since", help="First day, inclusive: YYYY-MM-DD (Asia/Ho_Chi_Minh).")]
Until = Annotated[str, typer.Option("--until", help="Last day, inclusive: YYYY-MM-DD.")]
Source = Annotated[list[str] | None, typer.Option("--source", help="Outlet; repeat for several.")]
Section = Annotated[list[str] | None, typer.Option("--section", help="Section; repeat for several.")]
Topic = Annotated[list[str] | None, typer.Option("--topic", help="Topic code; repeat for several.")]
Entity = Annotated[list[str] | None, typer.Option("--entity", help="Canonical name; repeat for several.")]
Search = Annotated[
    str,
    typer.Option(
        "--search",
        help='Words, "phrases", -exclusions, AND OR NOT, begin*, NEAR(a b, 5), source: topic: entity: doc:; '
        "marks may be left out.",
    ),
]
Unit = Annotated[str, typer.Option("--unit", help="articles, stories or outlets.")]
Lens = Annotated[str, typer.Option("--lens", help="auto, tech or all; auto: tech where the corpus is general news.")]

Lake = Annotated[
    str,
    typer.Option(
        "--lake",
        help="Where the lake lies, once for a store: s3://BUCKET/PLACE; default: in its folder.",
        show_default=False,
    ),
]
Who = Annotated[str, typer.Option("--who", help="Who does it; default: the user of this machine.", show_default=False)]
Preview = Annotated[bool, typer.Option("--preview", help="Only show what would change.")]
Panel = Annotated[
    bool,
    typer.Option("--panel", help="A fixed panel: only outlets with articles all along; in a comparison on both sides."),
]


def store_path(store: Path | None) -> Path:
    """The store named by ``--store``, else by the environment, else the sample's."""
    from analysis.paths import default_store

    return store if store is not None else default_store()


def scope(
    since: str,
    until: str,
    source: list[str] | None,
    section: list[str] | None,
    topic: list[str] | None,
    entity: list[str] | None,
    search: str,
    unit: str,
    lens: str,
    panel: bool,
) -> Scope:
    """The scope that a command's options name.

    Raises:
        ScopeError: a value that cannot be read.
    """
    from analysis.scope import Scope

    given = {"since": since, "until": until, "search": search, "unit": unit or None, "lens": lens or None}
    several: dict[str, list[str] | None] = {"source": source, "section": section, "topic": topic, "entity": entity}
    return Scope.parse({**given, **{name: values or [] for name, values in several.items()}, "panel": str(int(panel))})
