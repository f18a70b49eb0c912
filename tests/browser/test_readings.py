"""An administrator on a narrow screen: a shorthand that was spelled is named, heard first, kept, and taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LENGTH = """audio => new Promise((told) => {
  if (audio.duration > 0) told(audio.duration);
  audio.addEventListener('loadedmetadata', () => told(audio.duration));
})"""
SHOTS = os.environ.get("SHOTS")


def shot(somebody: Person, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        somebody.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def published(stack: Province, witness: Witness) -> str:
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/", title="Tin về BKHN")["id"]
    witness.wait_for("speech.audio_ready.v1", article_id=article_id)
    return str(article_id)


def test_a_shorthand_is_named_heard_kept_and_taken_back(narrow: Person, stack: Province, witness: Witness) -> None:
    published(stack, witness)
    # Its words are noted once it was read: a little after it is told.
    desk = stack.visitor("quantri")
    eventually("BKHN is proposed", lambda: any(word["word"] == "BKHN" for word in desk.get("/readings")["proposed"]))
    be(narrow, stack, "quantri")
    page = narrow.open("/desk/readings")
    assert "bê ca hát nờ" in page.locator("#proposed").inner_text()
    shot(narrow, "1-proposed")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Đặt cách đọc").click()
    assert page.locator("#written").input_value() == "BKHN"
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert "Đồng chí chưa nhập mục này." in page.inner_text("main")
    narrow.collected.hand_over()  # the browser tells of the 422
    page.locator("#spoken").fill("ban 5")
    page.get_by_role("button", name="Nghe thử").click()
    assert "không dùng chữ số" in page.inner_text("main")
    narrow.collected.hand_over()
    page.locator("#spoken").fill("Ban Kinh tế Hải Lâm")
    page.locator("#text").fill("BKHN họp ngày 3/2.")
    page.locator("#voice").select_option("nam-trung")
    page.get_by_role("button", name="Nghe thử").click()
    assert "ban kinh tế hải lâm họp ngày ba tháng hai." in page.locator("#heard").inner_text()
    assert page.locator("#heard audio").evaluate(LENGTH) > 1
    shot(narrow, "2-heard")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert "Đọc là “Ban Kinh tế Hải Lâm”." in page.inner_text("main")
    assert page.locator("#proposed >> text=BKHN").count() == 0
    shot(narrow, "3-kept")
    assert complaints_about(narrow) == []
    narrow.open("/desk/readings?search=thường vụ tỉnh")
    assert "BTVTU" in page.inner_text("main")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Các lần sửa").click()
    assert "Đồng chí, " in page.locator("#change-1").inner_text()
    shot(narrow, "4-changes")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Hoàn tác").click()
    assert "Hoàn tác lần 1" in page.locator("#change-2").inner_text()
    assert complaints_about(narrow) == []


def test_the_desk_of_readings_is_shut_to_an_editor(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "bientap")
    narrow.page.goto(f"{stack.address}/desk/readings")
    assert "chưa được giao quyền" in narrow.page.inner_text("main")
    narrow.collected.hand_over()


def test_what_was_read_before_a_change_is_read_again_by_a_button(
    narrow: Person, stack: Province, witness: Witness
) -> None:
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/", title="Ban KTNS họp bàn công việc")["id"]
    witness.wait_for("speech.audio_ready.v1", article_id=article_id, voice="nam-bac")
    before = stack.visitor("dangvien").get(f"/articles/{article_id}/audio")["items"]
    be(narrow, stack, "quantri")
    page = narrow.open("/desk/readings?table=abbreviations&written=KTNS")
    page.locator("#spoken").fill("Kinh tế ngân sách")
    page.get_by_role("button", name="Lưu", exact=True).click()
    again = page.locator("#rereading")
    again.get_by_role("button", name="Đọc lại").click()
    eventually("it is done", lambda: "làm lại 2 bản đọc" in narrow.open("/desk/readings").inner_text("#rereading"))
    assert complaints_about(narrow) == []
    shot(narrow, "5-read-again")
    now = stack.visitor("dangvien").get(f"/articles/{article_id}/audio")["items"]
    assert all(new["blob_id"] != old["blob_id"] for new, old in zip(now, before, strict=True))
