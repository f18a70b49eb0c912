"""An editor makes an audio book on a narrow screen; a member hears it, and the day's programme, text after text, and
keeps it for when there is no network; once it is opened, anybody hears it in a podcast app."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.conftest import be
from tests.browser.harness import PHONE, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PLAYING = "() => [...document.querySelectorAll('audio')].findIndex((a) => !a.paused && a.readyState > 2)"
SECONDS = "() => [...document.querySelectorAll('audio')].find((each) => !each.paused)?.currentTime ?? 0"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
KEPT_SOUNDS = "async () => (await (await caches.open('sotay-audio')).keys()).length"
TO_ITS_END = """() => {
  const audio = [...document.querySelectorAll('audio')].find((each) => !each.paused);
  audio.currentTime = audio.duration - 0.2;
}"""


def titles_said(somebody: Person, number: int) -> bool:
    """Of the book itself and of its chapters."""
    somebody.page.reload()
    return somebody.page.locator(".playlist[data-said], .playlist [data-said]").count() == number


@pytest.fixture(scope="module")
def chapters(stack: Province, witness: Witness) -> list[str]:
    """Titles of two articles that can be heard."""
    editor, titles = stack.visitor("bientap"), ["Chương về ngày thành lập", "Chương về đổi mới"]
    for title in titles:
        article_id = publish_article(editor, "ts/x01/", title=title)["id"]
        witness.wait_for("speech.audio_ready.v1", article_id=article_id)
    return titles


def test_a_book_is_made_published_and_heard_chapter_after_chapter(
    narrow: Person, stack: Province, chapters: list[str]
) -> None:
    be(narrow, stack, "bientap")
    page = narrow.open("/desk/books")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Làm sách mới").click()
    assert complaints_about(narrow) == []
    page.locator("#title").fill("Lịch sử đảng bộ xã")
    page.locator("#audience").select_option("ts/x01/")
    page.get_by_role("button", name="Lưu và chọn chương").click()
    for title in chapters:
        page.locator("#add label", has_text=title).click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    orders = page.locator("input[name^=order-]")
    assert orders.count() == 2
    first = page.locator("ol.cards li").first.inner_text()
    orders.first.fill("9")
    page.locator("input[name^=name-]").last.fill("Mở đầu")
    page.get_by_role("button", name="Lưu", exact=True).click()
    titles = page.locator("ol.cards h3").all_inner_texts()
    assert titles[0] == "Mở đầu"
    assert titles[1] in first
    narrow.open(urlsplit(page.url).path)
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Đăng sách nói").click()
    assert "Sách nói đã được đăng" in page.inner_text("main")

    be(narrow, stack, "dangvien")
    page = narrow.open("/listen")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Lịch sử đảng bộ xã").first.click()
    assert complaints_about(narrow) == []
    book_id = urlsplit(page.url).path.split("/")[-1]
    eventually("its titles can be heard", lambda: titles_said(narrow, 3), 60)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.get_by_role("button", name="Nghe liền tất cả").click()
    eventually("the first chapter", lambda: page.evaluate(PLAYING) == 0, 30)
    heard = [path for path in asked if path.startswith("/media/audio/")]
    assert [path.split("/")[3] for path in dict.fromkeys(heard)][:2] == [f"{book_id}.0", f"{book_id}.1"]
    eventually("it goes on", lambda: page.evaluate(SECONDS) > 0.3, 15)
    page.evaluate(TO_ITS_END)
    eventually("the second one by itself, after its title", lambda: page.evaluate(PLAYING) == 1, 30)
    assert any(path.startswith(f"/media/audio/{book_id}.2/") for path in asked)
    assert page.locator("li.card-playing").count() == 1
    assert page.evaluate("() => navigator.mediaSession.metadata.album") == "Lịch sử đảng bộ xã"
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Tạm dừng").click()
    eventually("silence", lambda: page.evaluate(PLAYING) == -1, 5)


def test_todays_articles_are_a_programme(narrow: Person, stack: Province, chapters: list[str]) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open("/listen")
    told = page.locator("section", has_text="Chương trình").first.inner_text()
    assert all(title in told for title in chapters)
    assert page.locator("audio").count() >= 2


def book_of(stack: Province, witness: Witness, *, opened: bool) -> dict[str, Any]:
    """Published, of two articles that can be heard; `opened`: they stand open to everybody."""
    editor, refs = stack.visitor("bientap"), []
    for title in ("Ngày đầu <gian khó>", "Hôm nay"):
        article = publish_article(editor, "ts/x01/", title=title)
        witness.wait_for("speech.audio_ready.v1", article_id=article["id"], voice="nu-bac")
        if opened:
            version = editor.get(f"/articles/{article['id']}")["version"]
            editor.post(f"/articles/{article['id']}/open", version=version, reason="Tuyên truyền", confirmed=True)
        refs.append(article["id"])
    title = f"Truyền thống quê hương {time.time_ns()}"
    made = editor.post("/books", title=title, audience="ts/x01/")
    chapters = [{"kind": "article", "ref": ref} for ref in refs]
    changed = editor.put(
        f"/books/{made['id']}", version=made["version"], title=title, audience="ts/x01/", chapters=chapters
    )
    editor.post(f"/books/{made['id']}/publish", version=changed["version"])
    return {"id": made["id"], "title": title, "refs": refs}


def test_an_opened_book_is_a_podcast_for_anybody_until_a_chapter_or_the_book_is_closed(
    narrow: Person, stack: Province, witness: Witness
) -> None:
    book, editor = book_of(stack, witness, opened=True), stack.visitor("bientap")
    here = f"/public/books/{book['id']}"
    be(narrow, stack, "bientap")
    page = narrow.open(f"/desk/books/{book['id']}")
    assert "2/2 chương đã đọc xong" in page.inner_text("main")
    page.get_by_text("Công khai sách này").click()
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Công khai cho mọi người").click()
    assert "Lý do công khai: Đồng chí chưa nhập mục này" in page.inner_text("#error-summary")
    narrow.collected.hand_over()  # the browser tells of the 422
    page.fill("#opening_reason", "Tuyên truyền truyền thống")
    page.check("#confirmed")
    page.get_by_role("button", name="Công khai cho mọi người").click()
    assert "Đã công khai sách nói" in page.inner_text(".banner-done")
    assert complaints_about(narrow) == []

    be(narrow, stack, None)
    page = narrow.open("/public/books")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name=book["title"]).click()
    page.wait_for_url(f"**{here}")
    assert complaints_about(narrow) == []
    assert page.locator("audio").count() == 2
    assert "Ngày đầu <gian khó>" in page.inner_text("main")

    get = narrow.context.request
    channel = ET.fromstring(get.get(f"{stack.address}{here}/podcast.xml").text()).find("channel")  # noqa: S314  ours
    assert channel is not None
    assert [channel.findtext(name) for name in ("title", "language", f"{ITUNES}type")] == [
        book["title"], "vi", "serial",
    ]  # fmt: skip
    items = channel.findall("item")
    assert [(item.findtext("title"), item.findtext(f"{ITUNES}episode")) for item in items] == [
        ("Chương 1: Ngày đầu <gian khó>", "1"), ("Chương 2: Hôm nay", "2"),
    ]  # fmt: skip
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        sound = get.get(enclosure.attrib["url"])
        assert (sound.status, sound.headers["content-type"]) == (200, enclosure.attrib["type"])
        assert str(len(sound.body())) == enclosure.attrib["length"]
        assert int(item.findtext(f"{ITUNES}duration") or 0) > 0
    cover = channel.find(f"{ITUNES}image")
    assert cover is not None
    picture = get.get(cover.attrib["href"]).body()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) == int.from_bytes(picture[20:24]) == 1400

    first = book["refs"][0]
    version = editor.get(f"/articles/{first}")["version"]
    editor.post(f"/articles/{first}/close", version=version, reason="Sửa lại")
    feed = get.get(f"{stack.address}{here}/podcast.xml").text()
    assert "Chương 1" not in feed
    assert "Chương 2" in feed
    assert "Chương này không còn công khai" in narrow.open(f"{here}?again").inner_text("main")
    version = editor.get(f"/books/{book['id']}")["version"]
    editor.post(f"/books/{book['id']}/close", version=version, reason="Hết đợt")
    for path in (here, f"{here}/podcast.xml", f"{here}/cover.png"):
        assert get.get(f"{stack.address}{path}", fail_on_status_code=False).status == 404


def test_a_book_whose_chapters_are_not_open_is_not_opened_and_they_are_named(
    narrow: Person, stack: Province, witness: Witness
) -> None:
    book = book_of(stack, witness, opened=False)
    be(narrow, stack, "bientap")
    page = narrow.open(f"/desk/books/{book['id']}")
    page.get_by_text("Công khai sách này").click()
    page.fill("#opening_reason", "Tuyên truyền")
    page.check("#confirmed")
    page.get_by_role("button", name="Công khai cho mọi người").click()
    assert "Chương 1, 2 chưa được công khai" in page.inner_text("#error-summary")
    narrow.collected.hand_over()
    assert complaints_about(narrow) == []


@pytest.fixture
def listener(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, PHONE) as somebody:
        somebody.carry(stack.visitor("dangvien").token)
        yield somebody


def test_a_whole_book_is_kept_stopped_and_gone_on_with_heard_without_a_network_and_removed_on_signing_out(
    listener: Person, stack: Province, witness: Witness
) -> None:
    book = book_of(stack, witness, opened=False)
    page = listener.open(f"/listen/books/{book['id']}")
    eventually("the worker is in charge", lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    eventually("its titles can be heard", lambda: titles_said(listener, 3), 60)
    assert "Tải 2 chương, " in page.inner_text(".kept-book")
    assert complaints_about(listener) == []

    second = f"**/media/audio/{book['refs'][1]}/**"
    listener.context.route(second, lambda _: None)  # a network that hangs
    page.get_by_role("button", name="Tải cả sách").click()
    page.get_by_text("Đã tải 1/2 chương.").wait_for()
    assert complaints_about(listener) == []
    page.get_by_role("button", name="Dừng tải").click()
    page.get_by_role("button", name="Tải tiếp").wait_for()
    listener.context.unroute(second)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.get_by_role("button", name="Tải tiếp").click()
    page.get_by_text("Cả sách đã ở trên máy này").wait_for()
    assert complaints_about(listener) == []
    eventually("its titles too", lambda: page.evaluate(KEPT_SOUNDS) == 2 * 2 + 3)
    assert not any(book["refs"][0] in path for path in asked), "what was kept is not fetched again"

    listener.context.set_offline(True)
    page = listener.open(f"/listen/books/{book['id']}")
    page.get_by_role("button", name="Nghe liền tất cả").click()
    eventually("the first chapter", lambda: page.evaluate(PLAYING) == 0, 30)
    page.evaluate(TO_ITS_END)
    eventually("the second one", lambda: page.evaluate(PLAYING) == 1, 30)
    eventually("goes on", lambda: page.evaluate(SECONDS) > 0.3, 15)
    listener.context.set_offline(False)
    listener.collected.hand_over()
    listener.context.clear_cookies()
    page = listener.open("/login")
    eventually("nothing is left", lambda: page.evaluate(KEPT_SOUNDS) == 0)
