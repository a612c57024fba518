"""What can be measured on a page that is drawn: contrast, accessibility, width, and words of the wrong language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.strings import strings

CONTRAST = """() => {
  const numbers = colour => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return [found[0] * scale, found[1] * scale, found[2] * scale, found.length > 3 ? found[3] : 1];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const poor = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (!words || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest('style, script, [disabled], [aria-hidden="true"]')) continue;
    const style = getComputedStyle(element);
    const chain = [];
    for (let up = element; up; up = up.parentElement) chain.unshift(up);
    let ground = [255, 255, 255, 1], ink = numbers(element.closest('svg') ? style.fill : style.color);
    for (const up of chain) {
      const own = getComputedStyle(up);
      if (own.backgroundColor !== 'transparent') ground = over(numbers(own.backgroundColor), ground);
      ink[3] *= Number(own.opacity);
    }
    const seen = over(ink, ground), pair = [light(seen), light(ground)];
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${words.slice(0, 40)} ${style.color}`);
  }
  return {poor, ground: getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor};
}"""
"""Texts of the main part with less than 4.5:1 (large ones 3:1) to what lies behind them, and the colour of the page."""
WIDE = """() => ({
  page: Math.max(...[document.documentElement, document.querySelector('[data-testid="stMain"]')].map(e => e.scrollWidth)),
  outside: [...document.querySelectorAll('[class*="st-key-card-"], .js-plotly-plot')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className),
})"""
"""How wide the page is, and which cards and figures reach over its edge."""
JUMPS = """() => {
  let last = 0;
  return [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, h3, h4, h5, h6)')].filter(heading => {
    const level = Number(heading.tagName[1]), jumps = level > last + 1;
    last = level;
    return jumps;
  }).map(heading => heading.outerHTML.slice(0, 120));
}"""
"""Headings that leave out a level."""
SAID = """() => document.body.innerText.split('\\n').concat(
  [...document.querySelectorAll('[aria-label], [placeholder], [title]')].filter(e => e.checkVisibility())
    .flatMap(e => ['aria-label', 'placeholder', 'title'].map(name => e.getAttribute(name) || '')))"""
"""Every line and label of the page."""
GRAVE = ("serious", "critical")
ENGLISH = re.compile(r"\b(the|of|and|for|with|is|are|not)\b")


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical: rule and element."""
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@cache
def _foreign(language: str) -> dict[str, re.Pattern[str]]:
    """Strings of the other language that this one does not use: key to pattern; the shortest could be names."""
    own = set(strings(language).values())
    out = {}
    for key, value in strings("en" if language == "vi" else "vi").items():
        parts = re.split(r"\{[^}]*\}", value)
        if value not in own and max(len(part.strip()) for part in parts) > 6:
            out[key] = re.compile(".+?".join(map(re.escape, parts)))
    return out


def leftovers(page: Page, language: str) -> list[str]:
    """Lines and labels in the other language: one of its strings, or in Vietnamese any English sentence in plain letters."""
    lines = {line.strip() for line in page.evaluate(SAID)}
    found = [f"{key}: {line}" for line in lines for key, like in _foreign(language).items() if like.fullmatch(line)]
    if language == "vi":
        found += [line for line in lines if line.isascii() and len(line.split()) > 2 and ENGLISH.search(line)]
    return found
