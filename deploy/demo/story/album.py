"""Pictures of the pages as people see them: members on a telephone, officers at a desk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from deploy.demo.story.browser import DESK, PHONE, Window, window
from deploy.demo.story.camera import camera_browser
from deploy.demo.story.door import Visitor


class Album:
    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self._browser = browser
        self._address = address
        self._folder = folder
        self._taken = 0

    @contextlib.contextmanager
    def phone_of(self, member: Visitor | None = None) -> Iterator[Window]:
        with window(self._browser, self._address, PHONE) as opened:
            if member is not None:
                opened.carry(member.token)
            yield opened

    @contextlib.contextmanager
    def desk_of(self, officer: Visitor) -> Iterator[Window]:
        with window(self._browser, self._address, DESK) as opened:
            opened.carry(officer.token)
            yield opened

    @contextlib.contextmanager
    def camera(self, frames: Sequence[bytes]) -> Iterator[Window]:
        """A telephone that films this."""
        with (
            camera_browser(self._browser, frames, self._folder) as browser,
            window(browser, self._address, PHONE) as opened,
        ):
            opened.context.grant_permissions(["camera"])
            yield opened

    def take(self, opened: Window, name: str) -> None:
        """The whole page, in the order of the story, in a window as high as the page: its menu stays at the foot."""
        self._taken += 1
        page, size = opened.page, opened.page.viewport_size or PHONE
        where = "member" if size["width"] == PHONE["width"] else "desk"
        page.evaluate("document.fonts.ready.then(() => true)")
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        page.screenshot(path=self._folder / f"{self._taken:02}-{where}-{name}.png")
        page.set_viewport_size(size)
