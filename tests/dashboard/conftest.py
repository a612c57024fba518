"""Pages run without a browser: the real app on the real sample store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from re import sub

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from analysis.paths import ROOT
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard import theme

APP = ROOT / "dashboard" / "app.py"
PATIENCE = 60
"""Seconds that one run of a page may take on a busy machine before it counts as hanging."""


@pytest.fixture(autouse=True, scope="session")
def _every_figure_is_checked() -> None:
    """Plotly refuses an unknown name or value in any chart that a test draws."""
    theme.CHECKED = True


class Page:
    """What one visit shows. ``words`` is all of its text as a reader sees it, without markup."""

    def __init__(self, at: AppTest) -> None:
        self.at = at

    def again(self) -> Page:
        self.at.run()
        return self

    @property
    def nodes(self) -> list[Node]:
        return list(_below(self.at._tree))

    @property
    def html(self) -> str:
        """The source of every piece of HTML on the page."""
        return "\n".join(node.proto.body for node in self.nodes if node.type == "html" and node.proto.body)

    @property
    def words(self) -> str:
        said = [unmarked(node.value) for node in self.nodes if node.type in SAID]
        labels = [str(getattr(node, "label", "")) for node in self.nodes]
        return "\n".join([*said, unescape(sub(r"<[^>]*>", " ", self.html)), *labels])

    @property
    def warnings(self) -> list[str]:
        return [unmarked(node.value) for node in self.at.warning]

    @property
    def errors(self) -> list[str]:
        return [unmarked(node.value) for node in self.at.error]

    def query(self, name: str) -> list[str]:
        """What the URL says after the run."""
        found = self.at.query_params.get(name, [])
        return [found] if isinstance(found, str) else list(found)

    def charts(self) -> int:
        return sum(node.type == "plotly_chart" for node in self.nodes)


def unmarked(said: object) -> str:
    """Markdown as it is read: without the backslashes that keep letters letters."""
    return sub(r"\\([!-/:-@\[-`{-~])", r"\1", str(said))


SAID = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "code", "text")


def _below(block: Block) -> Iterator[Node]:
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from _below(child)


Visit = Callable[..., Page]


@pytest.fixture
def visit(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """``visit("keywords", term="chip", source=["a", "b"], store=…)``: the page at that address, run once without an error."""

    def open_(
        name: str = "overview", /, *, store: Path = sample_store, errors: bool = False, **query: str | list[str]
    ) -> Page:
        monkeypatch.setenv("NHIPTIN_STORE", str(store))
        at = AppTest.from_file(APP, default_timeout=PATIENCE)
        at.switch_page(f"pages/{name}.py")
        for key, value in query.items():
            at.query_params[key] = value
        at.run()
        # Whatever happens to a page, the reader sees a sentence and the browser learns that the run is over.
        assert not at.exception
        page = Page(at)
        assert "data-ready" in page.html
        assert page.errors == [] or errors
        return page

    return open_


@pytest.fixture
def answers(sample_store: Path) -> Callable[..., pd.DataFrame]:
    """``answers(question, scope, **settings)``: what the command line would print."""
    snapshot: Snapshot = open_snapshot(sample_store)
    return lambda question, *given, **settings: question(snapshot, *given, **settings)
