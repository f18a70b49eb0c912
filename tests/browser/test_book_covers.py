"""An editor gives an audio book a cover of its own on a narrow screen and takes it away again; members see it with the
published edition, on the lock screen and without a network, everybody with the opened one and in podcast apps."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.conftest import be
from tests.browser.harness import PHONE, Person, complaints_about, person
from tests.browser.test_books import ITUNES, book_of
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ALT = "Đình làng, nơi thành lập chi bộ đầu tiên"
WIDTH = "image => image.complete && image.naturalWidth"
ARTWORK = "() => navigator.mediaSession.metadata?.artwork[0].src"
KEPT_PICTURES = "async () => (await (await caches.open('sotay-pictures')).keys()).map(each => each.url)"


@pytest.fixture
def listener(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, PHONE) as somebody:
        somebody.carry(stack.visitor("dangvien").token)
        yield somebody


def picture() -> FilePayload:
    held = io.BytesIO()
    Image.new("RGB", (1600, 800), "blue").save(held, "PNG")
    return {"name": "dinh-lang.png", "mimeType": "image/png", "buffer": held.getvalue()}


def seen(page: Page) -> None:
    eventually("the cover is seen", lambda: page.locator("img.cover").evaluate(WIDTH) == 480)


def published(editor: Person, book_id: str) -> None:
    page = editor.open(f"/desk/books/{book_id}")
    page.get_by_role("button", name="Đăng sách nói").click()
    expect(page.locator(".banner-done")).to_contain_text("Sách nói đã được đăng")


def test_a_cover_is_sent_seen_kept_and_taken_away_again(
    narrow: Person, listener: Person, stack: Province, witness: Witness
) -> None:
    book = book_of(stack, witness, opened=True)
    here, listed = f"/listen/books/{book['id']}", f"/public/books/{book['id']}"
    be(narrow, stack, "bientap")
    page = narrow.open(f"/desk/books/{book['id']}")
    assert "bìa được vẽ theo tên sách" in page.inner_text("#cover")
    seen(page)
    page.get_by_text("Gửi ảnh bìa riêng").click()
    page.fill("#alt", ALT)
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": b"<svg/>"})
    page.get_by_role("button", name="Gửi ảnh bìa", exact=True).click()
    expect(page.locator("#file-error")).to_contain_text("không phải ảnh JPEG, PNG hoặc WebP")
    narrow.collected.hand_over()  # the browser tells of the 422
    assert page.input_value("#alt") == ALT
    assert complaints_about(narrow) == []
    page.set_input_files("#file", picture())
    page.get_by_role("button", name="Gửi ảnh bìa", exact=True).click()
    expect(page.locator(".banner-done")).to_contain_text("Đã nhận ảnh bìa")
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    seen(page)
    assert complaints_about(narrow) == []

    page = listener.open(here)
    eventually("the worker is in charge", lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    seen(page)
    assert page.get_by_role("img", name=ALT).count() == 0, "not before it is published"
    published(narrow, book["id"])
    page = listener.open("/listen")
    card = page.locator(".card-cover", has_text=book["title"]).locator("img")
    card.scroll_into_view_if_needed()
    eventually("the list shows it", lambda: card.evaluate(WIDTH) == 480)
    assert complaints_about(listener) == []
    page = listener.open(here)
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    assert complaints_about(listener) == []
    page.get_by_role("button", name="Tải cả sách").click()
    page.get_by_text("Cả sách đã ở trên máy này").wait_for()
    (kept,) = page.evaluate(KEPT_PICTURES)
    assert kept.endswith("/cover?small=1")
    assert f"/media/books/{book['id']}/" in kept
    page.get_by_role("button", name="Nghe liền tất cả").click()
    eventually("the lock screen has it", lambda: page.evaluate(ARTWORK) == kept)
    listener.context.new_cdp_session(page).send("Network.clearBrowserCache")
    listener.context.set_offline(True)
    page = listener.open(here)
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    seen(page)
    listener.context.set_offline(False)
    listener.collected.hand_over()

    editor = stack.visitor("bientap")
    version = editor.get(f"/books/{book['id']}")["version"]
    editor.post(f"/books/{book['id']}/open", version=version, reason="Tuyên truyền", confirmed=True)
    be(narrow, stack, "bientap")
    page = narrow.open(f"/desk/books/{book['id']}")
    page.get_by_text("Bỏ ảnh bìa này").click()
    page.get_by_role("button", name="Đồng ý, bỏ ảnh bìa").click()
    expect(page.locator(".banner-done")).to_contain_text("Đã bỏ ảnh bìa")
    assert page.get_by_role("img", name=ALT).count() == 0
    published(narrow, book["id"])
    page = listener.open(here)
    seen(page)
    assert page.get_by_role("img", name=ALT).count() == 0
    eventually("nor is it kept", lambda: kept not in page.evaluate(KEPT_PICTURES))

    be(narrow, stack, None)
    page = narrow.open(listed)
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    seen(page)
    assert complaints_about(narrow) == []
    get = narrow.context.request
    channel = ET.fromstring(get.get(f"{stack.address}{listed}/podcast.xml").text()).find("channel")  # noqa: S314  ours
    assert channel is not None
    image = channel.find(f"{ITUNES}image")
    assert image is not None
    with Image.open(io.BytesIO(get.get(image.attrib["href"]).body())) as square:
        assert (square.format, square.size) == ("JPEG", (1400, 1400))
