"""Reading along with the voice, on a real page with a real audio element: the word that is heard is the word lit up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.harness import (
    DESK,
    NARROW,
    PHONE,
    Person,
    complaints_about,
    in_letters_twice_as_large,
    overflowing,
    person,
)
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PARAGRAPHS = [
    "Sáng 03/02/2026, chi bộ thôn Suối Reo họp thường kỳ. Tham dự có 27/30 đảng viên.",
    "Chi bộ quán triệt Nghị quyết số 18-NQ/TW và phân công từng đảng viên giúp đỡ 05 hộ còn khó khăn.",
    *(f"Việc thứ {number}: chi bộ bàn kỹ, thống nhất người làm, ngày xong và cách báo cáo." for number in range(3, 15)),
    "Cuộc họp kết thúc lúc 11 giờ, các đồng chí ra về phấn khởi.",
]
LIT = """() => [...(CSS.highlights.get('spoken') ?? [])].map(String)[0] ?? ''"""
STATE = """() => ({
  lit: [...(CSS.highlights.get('spoken') ?? [])].map(String)[0] ?? '',
  block: Number(document.querySelector('.is-read')?.dataset.block ?? -1),
  seconds: document.querySelector('audio').currentTime,
})"""


@dataclass(frozen=True)
class Heard:
    article_id: str
    title: str

    @property
    def path(self) -> str:
        return f"/news/{self.article_id}"


@pytest.fixture(scope="module")
def heard(stack: Province, witness: Witness) -> Heard:
    title = f"Chi bộ họp {time.time_ns()}"
    body = "\n\n".join(PARAGRAPHS)
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/", title=title, body=body)["id"]
    for voice in ("nu-bac", "nam-bac"):
        witness.wait_for("speech.audio_ready.v1", article_id=article_id, voice=voice)
    return Heard(article_id, title)


@pytest.fixture
def listener(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, PHONE) as somebody:
        somebody.carry(stack.visitor("dangvien").token)
        yield somebody


def words(somebody: Person) -> list[list[int]]:
    address = somebody.page.get_attribute("audio", "data-words")
    found: list[list[int]] = somebody.page.evaluate("async (at) => (await (await fetch(at)).json()).words", address)
    return found


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STATE)
    return found


def test_the_word_that_is_heard_is_lit_up_and_moves_on_with_the_sound(listener: Person, heard: Heard) -> None:
    page = listener.open(heard.path)
    texts = [heard.title, *PARAGRAPHS]
    timings = words(listener)
    page.click(".player-play")
    seen: list[tuple[int, str]] = []

    def advanced() -> bool:
        now = state(page)
        if now["lit"]:
            heard_now = [entry for entry in timings if entry[3] <= now["seconds"] * 1000 + 400]
            near = [texts[block][first:last] for block, first, last, _, _ in heard_now[-4:]]
            assert now["lit"] in near, "what is lit is what is heard"
            if (now["block"], now["lit"]) not in seen:
                seen.append((now["block"], now["lit"]))
        return len(seen) > 8

    eventually("the light moves on", advanced)
    assert [block for block, _ in seen] == sorted(block for block, _ in seen)
    assert page.evaluate("navigator.mediaSession.metadata.title") == heard.title, "the lock screen knows it too"
    page.click(".player-play")
    page.evaluate("scrollTo(0, 0)")  # the head of the page covers what the reading scrolled under it
    assert complaints_about(listener) == []


def test_touching_a_paragraph_plays_from_there_and_once_scrolled_away_the_page_stays(
    listener: Person, heard: Heard
) -> None:
    page = listener.open(heard.path)
    timings = words(listener)
    page.click("[data-block='2']")
    assert page.evaluate("document.querySelector('audio').paused") is True, "before listening a touch is only a touch"
    page.click(".player-play")
    listener.wait_until_heard(0.3)
    page.click("[data-block='3']", position={"x": 5, "y": 8})
    begins = next(start for block, _, _, start, _ in timings if block == 3) / 1000
    eventually("it plays from there", lambda: begins - 0.1 <= listener.heard_seconds() < begins + 6)
    eventually("that paragraph is lit", lambda: state(page)["block"] == 3)
    page.mouse.wheel(0, 2500)
    page.wait_for_selector(".player-bar:visible")
    back = page.get_by_role("button", name="Về chỗ đang đọc")
    back.wait_for()
    assert in_letters_twice_as_large(page) == [], "the bar hides neither its own words nor the end of the page"
    stood = page.evaluate("scrollY")
    listener.wait_until_heard(listener.heard_seconds() + 1)
    assert page.evaluate("scrollY") == stood, "nobody who reads elsewhere is pulled back"
    assert complaints_about(listener) == []
    back.click()
    eventually("back where it is read", lambda: page.evaluate("scrollY") < stood)
    page.get_by_role("button", name="Tới 10 giây").first.click()
    eventually("ten seconds on", lambda: listener.heard_seconds() > begins + 10)


def test_another_device_goes_on_where_the_first_stopped_and_the_choices_stay_on_the_device(
    listener: Person, heard: Heard, browser: Browser, stack: Province
) -> None:
    page = listener.open(heard.path)
    page.click(".player summary")
    page.select_option(".player-options select >> nth=1", "1.5")
    page.select_option(".player-options select >> nth=0", label="Giọng nam miền Bắc")
    assert "nam-bac" in page.evaluate("document.querySelector('audio').src")
    assert complaints_about(listener) == []
    page.click(".player-play")
    listener.wait_until_heard(0.3)
    page.click("[data-block='2']", position={"x": 5, "y": 8})
    eventually("the second paragraph", lambda: state(page)["block"] == 2)
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    page.click(".player-play")
    member = stack.visitor("dangvien")
    eventually("kept", lambda: member.get(f"/listening/{heard.article_id}")["block"] == 2)
    page = listener.open(heard.path)
    assert "nam-bac" in page.evaluate("document.querySelector('audio').src"), "this device's own choice"

    with person(browser, stack.address, NARROW) as elsewhere:
        elsewhere.carry(member.token)
        other = elsewhere.open(heard.path)
        assert other.inner_text(".player-play") == "Nghe tiếp"
        assert complaints_about(elsewhere) == []
        other.click(".player-play")
        eventually("it goes on there", lambda: state(other)["block"] == 2)
    member.put(f"/listening/{heard.article_id}", block=0, character=0)


def test_what_was_kept_is_heard_and_followed_when_the_network_is_cut(listener: Person, heard: Heard) -> None:
    listener.open(heard.path)
    eventually("the worker is in charge", lambda: listener.page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    page = listener.open(heard.path)
    page.click(".player summary")
    page.get_by_role("button", name="Tải về để nghe khi không có mạng").click()
    page.get_by_role("button", name="Xóa bản đọc khỏi máy này").wait_for()
    listener.context.set_offline(True)
    page = listener.open(heard.path)
    page.click(".player-play")
    listener.wait_until_heard(1.0)
    eventually("followed", lambda: state(page)["lit"] != "")
    page.evaluate("document.querySelector('audio').currentTime = 40")
    eventually("and from the middle", lambda: listener.heard_seconds() > 40.5)
    listener.context.set_offline(False)
    listener.collected.hand_over()
    page.click(".player summary")
    page.get_by_role("button", name="Xóa bản đọc khỏi máy này").click()
    page.get_by_role("button", name="Tải về để nghe khi không có mạng").wait_for()


def test_a_fresh_long_article_sounds_before_its_file_is_finished_and_goes_on_to_its_end(
    listener: Person, stack: Province, witness: Witness
) -> None:
    title, member = f"Bài dài vừa đăng {time.time_ns()}", stack.visitor("dangvien")
    body = "\n\n".join(f"Mục {number}. {PARAGRAPHS[3]} {PARAGRAPHS[1]}" for number in range(1, 300))
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/", title=title, body=body)["id"]
    page = listener.open(f"/news/{article_id}")
    page.get_by_role("button", name="Nghe ngay từ đầu").click(timeout=30_000)
    listener.wait_until_heard(0.2)
    assert member.get(f"/articles/{article_id}/audio")["state"] == "preparing"
    eventually("the title is lit", lambda: state(page)["block"] == 0)
    eventually("the first paragraph follows the title", lambda: state(page)["block"] == 1)
    page.evaluate("scrollTo(0, 0)")
    assert complaints_about(listener) == []
    witness.wait_for("speech.audio_ready.v1", article_id=article_id, voice="nu-bac")
    eventually("it goes on although the file is there now", lambda: state(page)["block"] >= 3)
    assert page.evaluate("document.querySelector('audio').paused") is False
    page = listener.open(f"/news/{article_id}")
    page.locator(".player-play").wait_for()
    assert page.get_by_role("button", name="Nghe ngay từ đầu").count() == 0
    assert page.locator(".player-time").count() == 1, "the finished recording is there on the next opening"


def test_a_withdrawn_article_is_heard_nowhere_any_more(
    listener: Person, stack: Province, witness: Witness, browser: Browser
) -> None:
    editor = stack.visitor("bientap")
    published = publish_article(editor, "ts/x01/", title=f"Tin sẽ gỡ {time.time_ns()}")
    path = f"/news/{published['id']}"
    witness.wait_for("speech.audio_ready.v1", article_id=published["id"], voice="nam-bac")
    listener.open(path)
    eventually("the worker is in charge", lambda: listener.page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    page = listener.open(path)
    page.click(".player summary")
    page.get_by_role("button", name="Tải về để nghe khi không có mạng").click()
    page.get_by_role("button", name="Xóa bản đọc khỏi máy này").wait_for()
    editor.post(f"/articles/{published['id']}/withdraw", version=published["version"], reason="Đăng nhầm.")
    member = stack.visitor("dangvien")
    eventually("silent", lambda: member.get(f"/articles/{published['id']}/audio")["state"] == "none")
    listener.open(path)
    eventually(
        "gone", lambda: page.evaluate("async () => (await (await caches.open('sotay-audio')).keys()).length") == 0
    )
    assert page.locator(".player").count() == 0


def test_the_desk_wide_page_holds_the_player_too(browser: Browser, stack: Province, heard: Heard) -> None:
    with person(browser, stack.address, DESK) as somebody:
        somebody.carry(stack.visitor("dangvien").token)
        page = somebody.open(heard.path)
        page.click(".player-play")
        eventually("something is lit", lambda: page.evaluate(LIT) != "")
        page.mouse.wheel(0, 1200)
        page.wait_for_selector(".player-bar:visible")
        assert overflowing(page) == []
        page.emulate_media(forced_colors="active")
        outlined = "getComputedStyle(document.querySelector('.is-read')).outlineStyle"
        assert page.evaluate(outlined) == "solid", "seen also where the system takes all colours away"


def test_a_document_is_read_when_somebody_asks_and_heard_from_any_clause(
    listener: Person, stack: Province, witness: Witness
) -> None:
    member = stack.visitor("dangvien")
    document_id = member.get("/documents")["items"][-1]["id"]
    page = listener.open(f"/documents/{document_id}")
    if page.locator(".player-time").count() == 0:
        assert complaints_about(listener) == []
        page.get_by_role("button", name="Lập bản đọc để nghe").click()
        page.wait_for_selector(".player-time", timeout=60_000)  # it comes by itself
    timings = words(listener)
    shown = {int(item["n"]): item["text"] for item in page.evaluate(
        "[...document.querySelectorAll('[data-block]')].map((e) => ({n: e.dataset.block, text: e.textContent}))"
    )}  # fmt: skip
    read = {block for block, *_ in timings}
    assert read == {number for number, text in shown.items() if any(map(str.isalnum, text))}
    page.click(".player-play")
    listener.wait_until_heard(0.3)
    page.locator(".clause").nth(2).locator("[data-block]").last.click(position={"x": 5, "y": 8})
    block = int(page.locator(".clause").nth(2).locator("[data-block]").last.get_attribute("data-block") or 0)
    eventually("from that clause", lambda: state(page)["block"] == block)
    lit = eventually("its words", lambda: state(page)["lit"])
    assert lit in shown[block]
    assert complaints_about(listener) == []


def test_the_desk_says_how_far_the_recording_is(browser: Browser, stack: Province, heard: Heard) -> None:
    with person(browser, stack.address, DESK) as editor:
        editor.carry(stack.visitor("bientap").token)
        page = editor.open(f"/desk/articles/{heard.article_id}")
        assert "Bản đọc đã có" in page.inner_text("#reading-state")
        assert complaints_about(editor) == []


def test_without_an_account_the_podcast_is_there_and_what_is_for_members_is_not_in_it(
    browser: Browser, stack: Province, heard: Heard
) -> None:
    with person(browser, stack.address, PHONE) as stranger:
        feed = stranger.page.request.get(f"{stack.address}/public/podcast.xml")
        assert (feed.status, feed.headers["content-type"].split(";")[0]) == (200, "application/rss+xml")
        assert heard.article_id not in feed.text()
        assert stranger.page.request.get(f"{stack.address}/public/audio/{heard.article_id}/nu-bac.mp3").status == 404
        assert stranger.page.request.get(f"{stack.address}/media/audio/{heard.article_id}/nu-bac").status == 401
