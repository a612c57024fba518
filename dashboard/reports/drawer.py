"""What a browser makes of figures and pages: figures as SVG and PNG, a report as PDF."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from dashboard.reports.browser import SCALE
from dashboard.reports.faces import fonts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BOARD = Path(__file__).parent / "board" / "board.html"
"""An empty page with Plotly: its build for charts with two axes, which loads in a third of the time of the whole."""
WIDTH, NARROW = 900, 340
"""Pixels of a figure's width on a sheet, so that its letters are about as large as those beside it, and on a phone."""
PATIENCE = 60_000
"""Milliseconds for one piece of work."""
_SEEDED = "(() => { let n = 42; Math.random = () => (n = (n * 48271) % 2147483647) / 2147483647; })()"
"""Plotly names clip paths and traces at random: from one seed they are the same bytes each time, and never the same twice."""
_DRAW = """async ([text, width, height]) => {
  const {data, layout} = JSON.parse(text);
  return Plotly.toImage({data, layout: {...layout, width, height}}, {format: 'svg', width, height});
}"""


class Drawer:
    """Draws in pages of a browser that reach no network.

    The page for figures is opened at once: Plotly and the typeface load while the questions are still asked.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._board = self._blank()
        self._board.add_init_script(_SEEDED)
        self._board.goto(BOARD.as_uri())
        self._board.add_style_tag(content=fonts())
        self._board.evaluate("() => { Promise.all([...document.fonts].map(face => face.load())) }")

    def drawn(
        self, figures: Sequence[tuple[Mapping[str, Any], int]], *, tell: Callable[[int], None] = lambda n: None
    ) -> list[str]:
        """Every figure as SVG; to be asked once, names inside the figures count on from one to the next.

        Args:
            figures: as Plotly's JSON has them, each with its height in its layout, and how wide they are drawn.
            tell: told how many are drawn.

        Returns:
            The same text for the same figures, whenever they are drawn on one machine.
        """
        from plotly.utils import PlotlyJSONEncoder

        self._board.evaluate("() => document.fonts.ready")
        out = []
        for number, (figure, width) in enumerate(figures, 1):
            height = int(figure["layout"].get("height") or 420)
            text = json.dumps(figure, cls=PlotlyJSONEncoder)
            head, _, body = self._board.evaluate(_DRAW, [text, width, height]).partition(",")
            out.append(base64.b64decode(body).decode() if head.endswith("base64") else unquote(body))
            tell(number)
        return out

    def pictured(self, html: str) -> list[bytes]:
        """Every card of a page of HTML that holds a figure as PNG, at twice its size; of a page without figures every card."""
        page = self._shown(html, scale=SCALE)
        # A picture cannot be opened: nothing in it says that it could.
        page.add_style_tag(content="details { display: none }")
        cards = page.locator("section.card:has(figure)")
        cards = cards if cards.count() else page.locator("section.card")
        out = [cards.nth(number).screenshot(animations="disabled") for number in range(cards.count())]
        page.context.close()
        return out

    def printed(self, html: str, *, title: str, language: str, footer: str, conforms: bool) -> bytes:
        """A page of HTML as PDF on A4: tagged, with an outline of its headings and numbered pages.

        Args:
            html: the page.
            title, language: of the document.
            footer: runs at the foot of every page, beside its number.
            conforms: whether the page comes from our own template (``tagged.completed``).
        """
        from dashboard.reports.tagged import completed

        page = self._shown(html)
        links = page.evaluate(
            "() => Object.fromEntries([...document.links].map(one => [one.href, one.innerText.trim()]))"
        )
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

    def _shown(self, html: str, *, scale: int = 1) -> Page:
        page = self._blank(scale=scale)
        page.set_content(html, wait_until="load")
        page.evaluate("() => document.fonts.ready")
        return page

    def _blank(self, *, scale: int = 1) -> Page:
        context = self._browser.new_context(
            offline=True, viewport={"width": WIDTH + 60, "height": 800}, device_scale_factor=scale
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        # Whatever a text may try: nothing is fetched.
        page.route("**/*", lambda route: route.abort() if route.request.url.startswith("http") else route.continue_())
        return page
