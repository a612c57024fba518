"""The browser that draws: figures as SVG and PNG, a report as PDF. Chromium, without a server and without a network."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import plotly.graph_objects as go

from analysis.errors import StoreError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WIDTH = 960
SCALE = 2
"""Pixels of a PNG for each of the figure's."""
PATIENCE = 60_000
"""Milliseconds for one piece of work."""
_SEEDED = "(() => { let n = 42; Math.random = () => (n = (n * 48271) % 2147483647) / 2147483647; })()"
"""Plotly names clip paths and traces at random: from one seed they are the same bytes each time, and never the same twice."""
_DRAW = """async ([spec, width, height, format, scale]) => {
  const box = document.createElement('div');
  document.body.append(box);
  await Plotly.newPlot(box, spec.data, {...spec.layout, width, height}, {staticPlot: true});
  const url = await Plotly.toImage(box, {format, width, height, scale});
  Plotly.purge(box);
  box.remove();
  return url;
}"""


def found() -> str:
    """Path of the browser.

    Raises:
        StoreError: none is installed.
    """
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        raise StoreError(
            "no browser is installed to draw the figures: got none of chromium, google-chrome; "
            "install one with: sudo apt-get install chromium"
        )
    return path


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser that reaches no network."""
    from playwright.sync_api import Error, sync_playwright

    path = found()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
            try:
                yield browser
            finally:
                browser.close()
    except Error as error:
        raise StoreError(f"the browser at {path} failed: got {str(error).splitlines()[0][:200]}; try again") from error


def drawn(browser: Browser, figures: Sequence[go.Figure], css: str, *, png: bool = False) -> list[bytes]:
    """Every figure as SVG (UTF-8), or as PNG at twice its size.

    Args:
        browser: from ``browsing``.
        figures: each with its height in its layout; they get ``WIDTH``.
        css: font faces.

    Returns:
        The same bytes for the same figures, whenever they are drawn on one machine.
    """
    page = _blank(browser, f"<style>{css} body {{ font-family: 'Be Vietnam Pro' }}</style><p>ăâđêôơư ẢẼ 0,123</p>")
    page.evaluate(_SEEDED)
    page.add_script_tag(path=str(_plotly()))
    page.evaluate("() => Promise.all([...document.fonts].map(face => face.load()))")
    out = []
    for figure in figures:
        height = int(figure.layout.height or 420)
        spec = {"data": [trace.to_plotly_json() for trace in figure.data], "layout": figure.layout.to_plotly_json()}
        kind = "png" if png else "svg"
        address = page.evaluate(_DRAW, [_plain(spec), WIDTH, height, kind, SCALE if png else 1])
        head, _, body = address.partition(",")
        raw = base64.b64decode(body) if head.endswith("base64") else unquote(body).encode()
        out.append(raw)
    page.close()
    return out


def printed(browser: Browser, html: str, *, footer: str) -> bytes:
    """A page of HTML as PDF on A4: tagged, with an outline of its headings and numbered pages."""
    page = _blank(browser, "")
    page.set_content(html, wait_until="load")
    page.evaluate("() => document.fonts.ready")
    result = page.pdf(
        format="A4",
        print_background=True,
        tagged=True,
        outline=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=(
            "<div style='font: 8px sans-serif; width: 100%; padding: 0 14mm; display: flex; justify-content: space-between'>"
            f"<span>{footer}</span><span><span class='pageNumber'></span> / <span class='totalPages'></span></span></div>"
        ),
        margin={"top": "14mm", "bottom": "16mm", "left": "14mm", "right": "14mm"},
    )
    page.close()
    return result


def _blank(browser: Browser, html: str) -> Page:
    context = browser.new_context(offline=True, viewport={"width": WIDTH + 60, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    # Whatever a text may try: nothing is fetched.
    page.route("**/*", lambda route: route.abort() if route.request.url.startswith("http") else route.continue_())
    page.set_content(html)
    return page


def _plotly() -> Path:
    import plotly

    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def _plain(value: object) -> object:
    """A figure's parts as JSON has them."""
    import json

    from plotly.utils import PlotlyJSONEncoder

    return json.loads(json.dumps(value, cls=PlotlyJSONEncoder))
