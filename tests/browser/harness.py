"""A real Chromium on our pages: opening, looking, and the three checks that every page must pass.

Owns: the browser's flags and a fresh profile each time; what is collected while a page is open (script errors, refused
content, failed requests). Promises: `complaints_about(page)` lists, in words, what axe finds, what overflows at the
page's width, targets under 24 px, and everything collected. Does not: start the stack; it is given an address.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 700}
DESK = {"width": 1280, "height": 860}

_OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1
      && !element.closest('.table, .menu, .visually-hidden, .skip-link'))
    .map((element) => element.tagName.toLowerCase() + '.' + element.className).slice(0, 5);
}"""
_SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, [role=button], select, input, .menu a, .choice, summary')]
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
        page.on(
            "console",
            lambda message: self.lines.append(f"console: {message.text}") if message.type == "error" else None,
        )


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Person:
    """One browser with its own cookies, as one member has."""

    context: BrowserContext
    page: Page
    address: str
    collected: Collected

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def log_in(self, username: str, password: str) -> None:
        self.open("/login")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)

    def wait_until_live(self) -> None:
        self.page.wait_for_selector("body[data-live=yes]", timeout=10_000)


@contextlib.contextmanager
def person(browser: Browser, address: str, viewport: dict[str, int] | None = None) -> Iterator[Person]:
    context = browser.new_context(
        viewport=viewport or PHONE,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    page = context.new_page()
    collected = Collected()
    collected.watch(page)
    try:
        yield Person(context, page, address, collected)
    finally:
        context.close()


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


def complaints_about(person: Person) -> list[str]:
    """Everything wrong with the page as it is open now. What was collected is handed over once."""
    told, person.collected.lines = person.collected.lines, []
    return told + axe(person.page) + overflowing(person.page) + small_targets(person.page)
