"""An editor makes an audio book on a narrow screen; a member hears it, and the day's programme, text after text."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PLAYING = "() => [...document.querySelectorAll('audio')].findIndex((a) => !a.paused && a.readyState > 2)"
TO_ITS_END = """() => {
  const audio = [...document.querySelectorAll('audio')].find((each) => !each.paused);
  audio.currentTime = audio.duration - 0.2;
}"""


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
    page.get_by_role("button", name="Nghe liền tất cả").click()
    eventually("the first chapter", lambda: page.evaluate(PLAYING) == 0, 15)
    page.evaluate(TO_ITS_END)
    eventually("the second one by itself", lambda: page.evaluate(PLAYING) == 1, 15)
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
