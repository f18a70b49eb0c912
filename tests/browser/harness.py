"""The checks that every page must pass, in a real Chromium (deploy/demo/story/browser.py).

Owns: what is collected while a page is open (script errors, refused content, failed requests). Promises:
`complaints_about(person)` lists, in words, what axe finds, what overflows at the page's width, targets under 48 px,
and everything collected. Does not: start the stack; it is given an address.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from deploy.demo.story.browser import DESK, NARROW, PHONE, Window, chromium, window

__all__ = ["DESK", "NARROW", "PHONE", "Person", "chromium", "complaints_about", "person"]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

_OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1
      && !element.closest('.table, .menu, .visually-hidden, .skip-link'))
    .map((element) => element.tagName.toLowerCase() + '.' + element.className).slice(0, 5)
    .concat(['the page itself']);
}"""
_SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, [role=button], select, input, .menu a, .menu-folded a, .choice, summary')]
  .filter((element) => element.offsetParent && element.type !== 'hidden' && !element.closest('.choice > *'))
  .filter((element) => element.getBoundingClientRect().height < 47.5)
  .map((element) => `${element.tagName.toLowerCase()} “${(element.textContent || element.name).trim().slice(0, 30)}” `
    + `${Math.round(element.getBoundingClientRect().height)} px`)"""

# Of a page scrolled to its end: what of it lies under a bar at the edge, and what of the bars sticks out or is cut.
_HIDDEN_AT_THE_END = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const width = document.documentElement.clientWidth, bars = '.menu, .player-bar, .offline-note';
  const named = (element) => `“${element.textContent.trim().slice(0, 30)}”`;
  const covered = [...document.querySelectorAll('main :is(a, button, input, select, p)')]
    .filter((element) => element.checkVisibility() && !element.closest(`${bars}, .visually-hidden, .listen-from`))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.bottom > 0 && box.bottom < innerHeight)
    .filter(([, box]) => document.elementFromPoint(box.left + box.width / 2, box.bottom - 2)?.closest(bars))
    .map(([element]) => `under the bar: ${named(element)}`);
  const texts = [...document.querySelectorAll('header.top :is(a, strong, small), .menu a, .player-bar button')]
    .filter((element) => element.checkVisibility());
  const cut = texts.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth
      || element.getBoundingClientRect().right > width + 1).map((element) => `cut: ${named(element)}`);
  const stuck = [...document.querySelectorAll('header.top, .menu')]
    .filter((element) => element.checkVisibility() && getComputedStyle(element).position === 'sticky')
    .reduce((sum, element) => sum + element.offsetHeight, 0);
  return covered.concat(cut, stuck > innerHeight / 2 ? [`the bars take ${stuck} px`] : []);
}"""
# Axe takes for small what a bar lies half over, which is a matter of how far the page is scrolled.
_BARS = """position => { for (const bar of document.querySelectorAll('header.top, .menu, .player-bar, .offline-note'))
  bar.style.position = position; }"""
OLD_PHONE: ViewportSize = {"width": 360, "height": 740}
TWICE = "225%"  # of 16 px; 112.5 % is what tokens.css begins with


@dataclass
class Collected:
    """What went wrong while a page was open, as the browser told it."""

    lines: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.lines.append(f"script error: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.lines.append(f"console: {message.text}")

    def hand_over(self) -> list[str]:
        told, self.lines = self.lines, []
        return told


@dataclass
class Person(Window):
    collected: Collected = field(default_factory=Collected)


@contextlib.contextmanager
def person(browser: Browser, address: str, viewport: ViewportSize = PHONE, *, scripts: bool = True) -> Iterator[Person]:
    with window(browser, address, viewport, scripts=scripts) as opened:
        somebody = Person(opened.context, opened.page, address)
        somebody.collected.watch(opened.page)
        yield somebody


def axe(page: Page) -> list[str]:
    """Each violation with the first element it is about. Run past the page's own policy: axe is ours."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
    page.evaluate(_BARS, "static")
    report = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa',"
        "'best-practice']})).violations.map((v) => ({id: v.id, help: v.help, target: v.nodes[0].target, "
        "why: v.nodes[0].failureSummary}))"
    )
    page.evaluate(_BARS, "")
    return [f"axe {item['id']}: {item['help']} at {json.dumps(item['target'])} ({item['why']})" for item in report]


def overflowing(page: Page) -> list[str]:
    return [f"overflows at {page.viewport_size}: {name}" for name in page.evaluate(_OVERFLOWING)]


def small_targets(page: Page) -> list[str]:
    return [f"target under 48 px: {name}" for name in page.evaluate(_SMALL_TARGETS)]


def in_letters_twice_as_large(page: Page) -> list[str]:
    """What poor eyes miss on a cheap phone: the text at 200 %, the screen 360 px wide (WCAG 1.4.4, 1.4.10)."""
    before = page.viewport_size or NARROW
    page.set_viewport_size(OLD_PHONE)
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size, 'important')", TWICE)
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    found = overflowing(page) + page.evaluate(_HIDDEN_AT_THE_END)
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    page.set_viewport_size(before)
    return [f"at 200 %: {line}" for line in found]


def complaints_about(somebody: Person) -> list[str]:
    """Everything wrong with the page as it is open now. What was collected is handed over once."""
    page = somebody.page
    page.wait_for_load_state()  # a click returns when the next page begins to arrive
    return somebody.collected.hand_over() + axe(page) + overflowing(page) + small_targets(page)
