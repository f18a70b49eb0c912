"""A real Chromium on our pages, and people who sit before it with cookies of their own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from deploy.demo.story.door import SESSION_COOKIE
from deploy.demo.story.patience import eventually

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--mute-audio",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 700}
DESK: ViewportSize = {"width": 1280, "height": 860}


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """One browser with its own cookies, as one member has."""

    context: BrowserContext
    page: Page
    address: str

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def log_in(self, username: str, password: str, *, keep: bool = False) -> None:
        self.open("/login")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        if keep:
            self.page.check("input[name=keep]")
        self.page.click("form[action='/login'] button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)

    def carry(self, token: str) -> None:
        """The session of somebody who has logged in at the door already."""
        self.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address, "httpOnly": True}])

    def carry_cookies(self, cookies: dict[str, str]) -> None:
        self.context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    def wait_until_live(self) -> None:
        self.page.wait_for_selector("body[data-live=yes]", timeout=15_000)

    def heard_seconds(self) -> float:
        """How far the player of the open page has come."""
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def wait_until_heard(self, seconds: float) -> float:
        """Asked again and again from here: the page's own policy forbids a waiting script inside it."""
        return eventually(f"{seconds} s heard", lambda: self.heard_seconds() > seconds and self.heard_seconds())


@contextlib.contextmanager
def window(browser: Browser, address: str, viewport: ViewportSize = PHONE, *, scripts: bool = True) -> Iterator[Window]:
    context = browser.new_context(
        viewport=viewport,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    try:
        yield Window(context, context.new_page(), address)
    finally:
        context.close()
