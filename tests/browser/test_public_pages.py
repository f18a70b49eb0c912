"""An editor opens an article to everybody; somebody without an account reads it, and no longer when it is closed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import publish_article
from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
TITLE = "Ngày hội đại đoàn kết <toàn dân>"


def test_an_article_is_opened_read_by_a_stranger_and_closed(narrow: Person, browser: Browser, stack: Province) -> None:
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/", title=TITLE)["id"]
    be(narrow, stack, None)
    page = narrow.open("/public")
    assert TITLE not in page.inner_text("main")
    with person(browser, stack.address, DESK) as office:
        office.carry(stack.visitor("bientap").token)
        desk = office.open(f"/desk/articles/{article_id}")
        desk.get_by_text("Công khai bài này").click()
        assert complaints_about(office) == []
        desk.get_by_role("button", name="Công khai cho mọi người").click()
        assert "Lý do công khai: Đồng chí chưa nhập mục này" in desk.inner_text("#error-summary")
        office.collected.hand_over()  # the browser tells of the 422
        assert complaints_about(office) == []
        desk.fill("#opening_reason", "Tuyên truyền rộng rãi")
        desk.check("#confirmed")
        desk.get_by_role("button", name="Công khai cho mọi người").click()
        assert "Đã công khai bài viết" in desk.inner_text(".banner-done")
        assert complaints_about(office) == []

        answer = narrow.context.request.get(f"{stack.address}/public/articles/{article_id}")
        assert answer.headers["cache-control"] == "public, max-age=60"
        page = narrow.open(f"/public/articles/{article_id}")
        assert TITLE in page.inner_text("h1")
        assert complaints_about(narrow) == []
        feed = ET.fromstring(narrow.context.request.get(f"{stack.address}/public/feed.xml").text())  # noqa: S314  ours
        assert TITLE in [item.findtext("title") for item in feed.iter("item")]

        desk.get_by_role("button", name="Thôi công khai").or_(
            desk.locator("summary", has_text="Thôi công khai")
        ).first.click()
        desk.fill("#closing_reason", "Hết ngày hội")
        assert complaints_about(office) == []
        desk.locator("form[action$='/close'] button").click()
        assert "Đã thôi công khai" in desk.inner_text(".banner-done")
    gone = narrow.context.request.get(f"{stack.address}/public/articles/{article_id}", fail_on_status_code=False)
    assert gone.status == 404


def test_the_public_list_is_read_without_logging_in(narrow: Person, stack: Province) -> None:
    editor = stack.visitor("bientap")
    article = publish_article(editor, "ts/x01/", title="Tin cho mọi người")
    version = editor.get(f"/articles/{article['id']}")["version"]
    editor.post(f"/articles/{article['id']}/open", version=version, reason="Tuyên truyền", confirmed=True)
    be(narrow, stack, None)
    page = narrow.open("/public?cursor=")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Tin cho mọi người").click()
    page.wait_for_url(f"**/public/articles/{article['id']}")
    assert "/login" not in page.url
