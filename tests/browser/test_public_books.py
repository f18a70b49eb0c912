"""An editor opens an audio book to everybody; a stranger hears it; a chapter that is closed leaves page and feed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import open_article, open_book, publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from services.gateway.web.podcast import ITUNES
from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PLAYING = "() => [...document.querySelectorAll('audio')].findIndex((a) => !a.paused && a.readyState > 2)"


def test_a_book_is_opened_heard_by_a_stranger_and_loses_a_chapter_that_is_closed(
    narrow: Person, browser: Browser, stack: Province, witness: Witness
) -> None:
    editor = stack.visitor("bientap")
    first, second = (publish_article(editor, "ts/x01/", title=title)["id"] for title in ("Ngày đầu", "Ngày nay"))
    for article_id in (first, second):
        witness.wait_for("speech.audio_ready.v1", article_id=article_id)
    book_id = open_book(editor, "ts/x01/", [first, second], title="Chuyện làng")["id"]
    version = editor.get(f"/books/{book_id}")["version"]
    editor.post(f"/books/{book_id}/close", version=version, reason="Mở lại trên trang")
    editor.post(f"/articles/{second}/close", version=editor.get(f"/articles/{second}")["version"], reason="Xem lại")

    with person(browser, stack.address, DESK) as office:
        office.carry(editor.token)
        desk = office.open(f"/desk/books/{book_id}")
        desk.get_by_text("Công khai sách này").click()
        desk.fill("#opening_reason", "Kể cho mọi người")
        desk.check("#confirmed")
        assert complaints_about(office) == []
        desk.get_by_role("button", name="Công khai cho mọi người").click()
        assert "Chương 2 không phải là bài đang công khai" in desk.inner_text("#error-summary")
        office.collected.hand_over()  # the browser tells of the 422
        assert complaints_about(office) == []
        open_article(editor, second)
        desk = office.open(f"/desk/books/{book_id}")
        desk.get_by_text("Công khai sách này").click()
        desk.fill("#opening_reason", "Kể cho mọi người")
        desk.check("#confirmed")
        desk.get_by_role("button", name="Công khai cho mọi người").click()
        assert "Đã công khai sách nói" in desk.inner_text(".banner-done")
        assert complaints_about(office) == []

    be(narrow, stack, None)
    narrow.open("/public").get_by_role("link", name="Sách nói công khai").click()
    narrow.page.get_by_role("link", name="Chuyện làng").click()
    here = f"{stack.address}/public/books/{book_id}"
    narrow.page.wait_for_url(here)

    def sounds() -> int:
        narrow.page.goto(here)
        return int(narrow.page.locator("audio").count())

    eventually("both chapters to be heard", lambda: sounds() == 2)
    assert narrow.page.locator("li h3").all_inner_texts() == ["1. Ngày đầu", "2. Ngày nay"]
    assert complaints_about(narrow) == []
    narrow.page.locator("audio").first.evaluate("(audio) => { audio.play(); }")
    eventually("the first chapter", lambda: narrow.page.evaluate(PLAYING) == 0, 15)
    assert _episodes(narrow, here) == [("1", "Ngày đầu"), ("2", "Ngày nay")]

    editor.post(f"/articles/{first}/close", version=editor.get(f"/articles/{first}")["version"], reason="Có sai sót")
    narrow.page.goto(here)
    assert narrow.page.locator("li h3").all_inner_texts() == ["2. Ngày nay"]
    assert _episodes(narrow, here) == [("2", "Ngày nay")]
    assert complaints_about(narrow) == []

    with person(browser, stack.address, DESK) as office:
        office.carry(editor.token)
        desk = office.open(f"/desk/books/{book_id}")
        desk.locator("summary", has_text="Thôi công khai").click()
        desk.fill("#closing_reason", "Hết đợt")
        assert complaints_about(office) == []
        desk.locator("form[action$='/close'] button").click()
        assert "Đã thôi công khai sách nói" in desk.inner_text(".banner-done")
    for gone in (here, f"{here}/podcast.xml"):
        assert narrow.context.request.get(gone, fail_on_status_code=False).status == 404


def _episodes(somebody: Person, book: str) -> list[tuple[str, str]]:
    """Number and title of each; what it points at is there and as long as it says."""
    asked = somebody.context.request
    feed = ET.fromstring(asked.get(f"{book}/podcast.xml").text())  # noqa: S314  ours
    found = []
    for item in feed.iter("item"):
        sound = item.find("enclosure")
        assert sound is not None
        answer = asked.get(sound.attrib["url"])
        assert (answer.status, len(answer.body())) == (200, int(sound.attrib["length"]))
        found.append((item.findtext(f"{{{ITUNES}}}episode", ""), item.findtext("title", "")))
    return found
