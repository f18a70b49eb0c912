"""An administrator lets another system in; with its key it reads what is published, until it is shut out."""

from __future__ import annotations

import httpx
import pytest

from deploy.demo.story.actions import ARTICLE, publish_article
from deploy.demo.story.patience import eventually
from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HERE = "/desk/partners"


def test_a_system_is_let_in_reads_the_feed_and_is_shut_out(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    page = narrow.open(HERE)
    assert complaints_about(narrow) == []
    page.locator("#name").fill("Phần mềm công văn")
    page.locator("input[name=may_follow]").check()
    page.get_by_role("button", name="Thêm và cấp khóa").click()
    key = page.locator("output").inner_text()
    assert complaints_about(narrow) == []

    article = publish_article(stack.visitor("bientap"), "ts/x01/")

    def told() -> bool:
        return any(item["subject"] == article["id"] for item in _feed(stack, key)["items"])

    eventually("the article in the feed", told, 20)
    item = next(item for item in _feed(stack, key)["items"] if item["subject"] == article["id"])
    assert item["data"]["title"] == ARTICLE["title"]

    narrow.open(HERE)
    own = page.locator("li.card", has_text="Phần mềm công văn")
    own.locator("summary", has_text="Địa chỉ nhận tin").click()
    own.locator("input[name=webhook_url]").fill("https://qlvb.tinh.vn/tin")
    own.get_by_role("button", name="Lưu địa chỉ").click()
    assert "chưa được đơn vị vận hành cho phép" in page.inner_text("main")
    narrow.collected.hand_over()  # the browser tells of the 422
    assert complaints_about(narrow) == []

    own.locator("summary", has_text="Đổi khóa hoặc thu hồi").click()
    own.get_by_role("button", name="Thu hồi kết nối").click()
    assert "Đã thu hồi" in own.inner_text()
    assert complaints_about(narrow) == []
    refused = httpx.get(f"{stack.address}/api/v1/exchange/feed", headers={"X-Partner-Key": key})
    assert (refused.status_code, refused.json()["code"]) == (401, "exchange.key_unknown")


def _feed(stack: Province, key: str) -> dict[str, list[dict[str, dict[str, str] | str]]]:
    answer = httpx.get(f"{stack.address}/api/v1/exchange/feed", headers={"X-Partner-Key": key})
    assert answer.status_code == 200
    found: dict[str, list[dict[str, dict[str, str] | str]]] = answer.json()
    return found
