"""The browser that draws: figures as SVG and PNG, a report as PDF. Chromium, without a server and without a network."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from analysis.errors import StoreError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WIDTH, NARROW = 900, 340
"""Pixels of a figure's width on a sheet, so that its letters are about as large as those beside it, and on a phone."""
SCALE = 2
"""Pixels of a PNG for each of the page's."""
PATIENCE = 60_000
"""Milliseconds for one piece of work."""
_SEEDED = "(() => { let n = 42; Math.random = () => (n = (n * 48271) % 2147483647) / 2147483647; })()"
"""Plotly names clip paths and traces at random: from one seed they are the same bytes each time, and never the same twice."""
_DRAW = """async ([spec, width, height]) => {
  const layout = {...spec.layout, width, height};
  return Plotly.toImage({data: spec.data, layout}, {format: 'svg', width, height});
}"""


def installed() -> bool:
    """Whether there is a browser."""
    return any(shutil.which(name) for name in NAMES)


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


def drawn(
    browser: Browser,
    figures: Sequence[tuple[Mapping[str, Any], int]],
    css: str,
    *,
    tell: Callable[[int], None] = lambda n: None,
) -> list[str]:
    """Every figure as SVG.

    Args:
        browser: from ``browsing``.
        figures: as Plotly's JSON has them, each with its height in its layout, and how wide they are drawn.
        css: font faces.
        tell: told how many are drawn.

    Returns:
        The same text for the same figures, whenever they are drawn on one machine.
    """
    page = _blank(browser, f"<style>{css} body {{ font-family: 'Be Vietnam Pro' }}</style><p>ăâđêôơư ẢẼ 0,123</p>")
    page.evaluate(_SEEDED)
    page.add_script_tag(path=str(_plotly()))
    page.evaluate("() => Promise.all([...document.fonts].map(face => face.load()))")
    out = []
    for number, (figure, width) in enumerate(figures, 1):
        height = int(figure["layout"].get("height") or 420)
        head, _, body = page.evaluate(_DRAW, [_plain(figure), width, height]).partition(",")
        out.append(base64.b64decode(body).decode() if head.endswith("base64") else unquote(body))
        tell(number)
    page.context.close()
    return out


def pictured(browser: Browser, html: str) -> list[bytes]:
    """Every card of a page of HTML that holds a figure as PNG, at twice its size; of a page without figures every card."""
    page = _blank(browser, "", scale=SCALE)
    page.set_content(html, wait_until="load")
    # A picture cannot be opened: nothing in it says that it could.
    page.add_style_tag(content="details { display: none }")
    page.evaluate("() => document.fonts.ready")
    cards = page.locator("section.card:has(figure)")
    cards = cards if cards.count() else page.locator("section.card")
    out = [cards.nth(number).screenshot(animations="disabled") for number in range(cards.count())]
    page.context.close()
    return out


def printed(browser: Browser, html: str, *, title: str, language: str, footer: str, conforms: bool) -> bytes:
    """A page of HTML as PDF on A4: tagged, with an outline of its headings and numbered pages.

    Args:
        browser: from ``browsing``.
        html: the page.
        title, language: of the document.
        footer: runs at the foot of every page, beside its number.
        conforms: whether the page comes from our own template (``tagged.completed``).
    """
    from dashboard.reports.tagged import completed

    page = _blank(browser, "")
    page.set_content(html, wait_until="load")
    page.evaluate("() => document.fonts.ready")
    links = page.evaluate("() => Object.fromEntries([...document.links].map(one => [one.href, one.innerText.trim()]))")
    result = page.pdf(
        format="A4",
        print_background=True,
        tagged=True,
        outline=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=(
            "<div style='font: 8px sans-serif; width: 100%; padding: 0 14mm; display: flex; justify-content: space-between'>"
            f"<span>{escape(footer)}</span><span><span class='pageNumber'></span> / <span class='totalPages'></span></span></div>"
        ),
        margin={"top": "12mm", "bottom": "15mm", "left": "14mm", "right": "14mm"},
    )
    page.context.close()
    return completed(result, title=title, language=language, links=links, conforms=conforms)


def _blank(browser: Browser, html: str, *, scale: int = 1) -> Page:
    context = browser.new_context(
        offline=True, viewport={"width": WIDTH + 60, "height": 800}, device_scale_factor=scale
    )
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
