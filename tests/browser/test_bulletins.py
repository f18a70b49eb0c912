"""An editor makes a bulletin of what was published; a member reads it, and the code on the sheet leads to it."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import publish_article
from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_bulletin_is_made_read_printed_and_withdrawn(narrow: Person, browser: Browser, stack: Province) -> None:
    editor = stack.visitor("bientap")
    first = publish_article(editor, "ts/x01/", title="Bài đứng sau")["id"]
    second = publish_article(editor, "ts/x01/", title="Bài đứng trước")["id"]
    with person(browser, stack.address, DESK) as office:
        office.carry(editor.token)
        desk = office.open("/desk/bulletins/new?audience=ts/x01/")
        assert complaints_about(office) == []
        desk.fill("#title", "Bản tin tháng Mười một")
        desk.fill("#period", "Tháng 11 năm 2026")
        for article_id, order in ((first, "2"), (second, "1")):
            desk.check(f"input[value='article:{article_id}']")
            desk.fill(f"#order-{article_id}", order)
        desk.get_by_role("button", name="Đăng bản tin").click()
        assert "Đã đăng bản tin" in desk.inner_text(".banner-done")
        assert complaints_about(office) == []

        be(narrow, stack, "dangvien")
        page = narrow.open("/bulletins")
        assert complaints_about(narrow) == []
        page.get_by_role("link", name="Bản tin tháng Mười một").click()
        assert page.locator("main ol li").all_inner_texts() == ["Bài đứng trước", "Bài đứng sau"]
        assert complaints_about(narrow) == []
        bulletin_id = page.url.split("/")[-1].split("?")[0]
        sheet = narrow.context.request.get(f"{stack.address}/bulletins/{bulletin_id}/sheet.pdf").body()
        text = str(pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range())
        assert "Bản tin tháng Mười một" in text
        narrow.open(f"/b/{bulletin_id}")
        assert page.url.endswith(f"/bulletins/{bulletin_id}")

        desk.get_by_text("Gỡ bản tin này").first.click()
        desk.locator("details[open] input[name=reason]").fill("Thay bản khác")
        assert complaints_about(office) == []
        desk.locator("details[open] button").click()
        assert "Đã gỡ bản tin" in desk.inner_text(".banner-done")
    gone = narrow.context.request.get(f"{stack.address}/bulletins/{bulletin_id}")
    assert gone.status == 404


def test_a_bulletin_is_put_together_as_a_draft_looked_at_and_published(
    narrow: Person, browser: Browser, stack: Province
) -> None:
    editor = stack.visitor("bientap")
    first, second = (publish_article(editor, "ts/x01/", title=f"Bài nháp {number}")["id"] for number in (1, 2))
    be(narrow, stack, "bientap")
    page = narrow.open("/desk/bulletins/new?audience=ts/x01/")
    page.fill("#title", "Bản tin soạn dần")
    page.check(f"input[value='article:{first}']")
    page.get_by_role("button", name="Lưu nháp").click()
    assert "Đã lưu bản nháp" in page.inner_text(".banner-done")
    found = complaints_about(narrow)
    address = page.url.partition("?")[0]

    page.get_by_role("button", name="Đăng bản tin").click()
    assert "Kỳ" in page.inner_text("#error-summary")
    narrow.collected.hand_over()  # the browser tells of the 422
    found += complaints_about(narrow)
    with person(browser, stack.address, DESK, scripts=False) as other:  # somebody else was faster
        other.carry(stack.visitor("bientapxa").token)
        beside = other.open(address.removeprefix(stack.address))
        beside.check(f"input[value='article:{second}']")
        beside.fill(f"#order-{second}", "1")
        beside.fill(f"#order-{first}", "2")
        beside.get_by_role("button", name="Lưu nháp").click()
        assert "Đã lưu bản nháp" in beside.inner_text(".banner-done")
    page.fill("#period", "Tháng 12 năm 2026")
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_selector("#error-summary")
    narrow.collected.hand_over()
    assert page.input_value("#period") == "Tháng 12 năm 2026"

    page = narrow.open("/desk/bulletins")
    found += complaints_about(narrow)
    page.get_by_role("link", name="Bản tin soạn dần").click()
    page.wait_for_url(address)
    assert page.input_value(f"#order-{second}") == "1"
    page.fill("#period", "Tháng 12 năm 2026")
    page.get_by_role("button", name="Lưu nháp").click()
    sheet = narrow.context.request.get(f"{address}/sheet.pdf").body()
    text = str(pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range())
    assert "Bản xem trước, chưa đăng" in text
    assert text.index("Bài nháp 2") < text.index("Bài nháp 1")
    page.get_by_role("button", name="Đăng bản tin").click()
    assert "Đã đăng bản tin" in page.inner_text(".banner-done")
    assert page.get_by_role("link", name="Bản tin soạn dần").first.get_attribute("href").startswith("/bulletins/")

    page = narrow.open("/desk/bulletins/new?audience=ts/x01/")
    page.fill("#title", "Bản tin bỏ đi")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Xóa bản nháp này").click()
    found += complaints_about(narrow)
    page.get_by_role("button", name="Đồng ý, xóa bản nháp").click()
    assert "Đã xóa bản nháp" in page.inner_text(".banner-done")
    assert "Bản tin bỏ đi" not in page.inner_text("main")
    assert found == []


def test_the_code_leads_a_stranger_to_what_is_open_to_everybody(narrow: Person, stack: Province) -> None:
    editor = stack.visitor("bientap")
    article = publish_article(editor, "ts/x01/", title="Bài trong bản tin mở")
    version = editor.get(f"/articles/{article['id']}")["version"]
    editor.post(f"/articles/{article['id']}/open", version=version, reason="Tuyên truyền", confirmed=True)
    items = [{"kind": "article", "ref": article["id"]}]
    made = editor.post("/bulletins", title="Bản tin mở", period="Tháng 11", audience="ts/x01/", items=items)
    be(narrow, stack, None)
    page = narrow.open(f"/b/{made['id']}")
    assert page.url.endswith(f"/public/bulletins/{made['id']}")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Bài trong bản tin mở").click()
    page.wait_for_url("**/public/articles/*")
