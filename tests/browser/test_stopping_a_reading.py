"""An editor stops the reading of half an hour of text from its page, and has it go on."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.harness import DESK, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
SENTENCE = "Chi bộ phân công từng đảng viên giúp đỡ các hộ còn khó khăn trong thôn, xong trước ngày 30/6/2026."


@pytest.fixture
def long_article(stack: Province) -> Iterator[str]:
    """Its id. Withdrawn at the end: read on in every voice, it would hold up the tests behind it."""
    body = "\n\n".join(f"Mục {number}. {SENTENCE}" for number in range(1, 150))
    editor = stack.visitor("bientap")
    published = publish_article(editor, "ts/x01/", title=f"Bài rất dài {time.time_ns()}", body=body)
    yield published["id"]
    editor.post(f"/articles/{published['id']}/withdraw", version=published["version"], reason="Thử xong.")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_editor_stops_a_long_reading_and_has_it_go_on(
    browser: Browser, stack: Province, witness: Witness, long_article: str, scripts: bool
) -> None:
    member = stack.visitor("dangvien")

    def state() -> str:
        return str(member.get(f"/articles/{long_article}/audio")["state"])

    with person(browser, stack.address, DESK, scripts=scripts) as editor:
        editor.carry(stack.visitor("bientap").token)
        eventually("it is being read", lambda: state() == "preparing", 90)
        page = editor.open(f"/desk/articles/{long_article}")
        page.get_by_role("button", name="Dừng đọc bài này").click()
        expect(page.get_by_role("status").first).to_contain_text("Đã dừng việc đọc")
        expect(page.locator("#reading-state")).to_contain_text("đã dừng theo yêu cầu")
        assert state() == "stopped"
        found = complaints_about(editor) if scripts else []
        assert found == [], "\n".join(found)
        members_page = editor.open(f"/news/{long_article}")
        expect(members_page.locator("#listening")).to_contain_text("tạm dừng")
        page = editor.open(f"/desk/articles/{long_article}")
        page.get_by_role("button", name="Đọc tiếp").click()
        expect(page.get_by_role("status").first).to_contain_text("Máy sẽ đọc tiếp")
        witness.wait_for("speech.audio_ready.v1", 120, article_id=long_article, voice="nu-bac")
        page = editor.open(f"/desk/articles/{long_article}")
        expect(page.locator("#reading-state")).to_contain_text("Bản đọc đã có")
