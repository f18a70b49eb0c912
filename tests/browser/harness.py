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
    report = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa',"
        "'best-practice']})).violations.map((v) => ({id: v.id, help: v.help, target: v.nodes[0].target, "
        "why: v.nodes[0].failureSummary}))"
    )
    return [f"axe {item['id']}: {item['help']} at {json.dumps(item['target'])} ({item['why']})" for item in report]


def overflowing(page: Page) -> list[str]:
    return [f"overflows at {page.viewport_size}: {name}" for name in page.evaluate(_OVERFLOWING)]


def small_targets(page: Page) -> list[str]:
    return [f"target under 48 px: {name}" for name in page.evaluate(_SMALL_TARGETS)]


def complaints_about(somebody: Person) -> list[str]:
    """Everything wrong with the page as it is open now. What was collected is handed over once."""
    page = somebody.page
    return somebody.collected.hand_over() + axe(page) + overflowing(page) + small_targets(page)
