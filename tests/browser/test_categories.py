"""Categories and the calendar: kept at the administrator's desk, chosen by editors, read by members and the public;
with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from deploy.demo.story.actions import ARTICLE
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.conftest import be
from tests.browser.harness import NARROW, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NAME = "Gương sáng đảng viên"
NAMED = "<category>Quốc tế</category>"


@pytest.fixture
def plain(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW, scripts=False) as somebody:
        yield somebody


def names(page: Page) -> list[str]:
    return page.locator("section[aria-labelledby=used-title] h3").all_inner_texts()


def test_an_administrator_adds_orders_renames_and_retires_without_scripts(plain: Person, stack: Province) -> None:
    plain.carry(stack.visitor("quantri").token)
    page = plain.open("/desk")
    page.get_by_role("link", name="Chuyên mục").click()
    eventually("the first set", lambda: names(page)[:1] == ["Lãnh đạo và hoạt động cấp ủy"])
    page.fill("#name", "thời sự")
    page.get_by_role("button", name="Thêm chuyên mục").click()
    page.locator("#error-summary", has_text="Đã có chuyên mục tên này").wait_for()
    assert page.input_value("#name") == "thời sự"
    page.fill("#name", NAME)
    page.check("input[name=uses][value=home]")
    page.get_by_role("button", name="Thêm chuyên mục").click()
    eventually("the new one, last", lambda: names(page)[-1:] == [NAME])
    before = names(page)
    page.locator("button", has_text=f"Đưa lên: {NAME}").click()
    eventually("one place up", lambda: names(page) == [*before[:-2], before[-1], before[-2]])
    page.get_by_role("link", name="Tư liệu tham khảo").click()
    page.fill("#name", "Tư liệu")
    page.get_by_role("button", name="Lưu").click()
    eventually("the new name", lambda: "Tư liệu" in names(page))
    page.get_by_role("link", name="Tư liệu").click()
    page.get_by_text("Ngừng dùng chuyên mục này").click()
    page.get_by_role("button", name="Ngừng dùng").click()
    page.locator(".banner-done", has_text="Đã ngừng dùng").wait_for()
    eventually("the list without it", lambda: names(page) and "Tư liệu" not in names(page))


def test_an_editor_chooses_categories_without_scripts_and_members_find_the_article(
    plain: Person, narrow: Person, stack: Province
) -> None:
    administrator = stack.visitor("quantri")
    made = administrator.post("/desk/categories", name="Chuyên mục thử", uses=["menu", "home"])
    plain.carry(stack.visitor("bientap").token)
    page = plain.open("/desk/articles/new")
    page.fill("#title", "Bài có chuyên mục")
    page.fill("#summary", ARTICLE["summary"])
    page.fill("#body", ARTICLE["body"])
    page.select_option("#audience", "ts/x01/")
    page.select_option("#category-1", made["id"])
    page.select_option("#category-2", "thoi-su")
    administrator.post(f"/desk/categories/{made['id']}/retire", version=1, retired=True)
    page.click("button[value=publish]")
    page.locator("#error-summary", has_text="vừa ngừng dùng").wait_for()
    assert page.input_value("#title") == "Bài có chuyên mục"
    administrator.post(f"/desk/categories/{made['id']}/retire", version=2, retired=False)
    page.select_option("#category-1", made["id"])
    page.click("button[value=publish]")
    page.locator(".banner-done", has_text="Bài đã được đăng").wait_for()

    be(narrow, stack, "dangvien")
    page = narrow.open("/news")
    assert complaints_about(narrow) == []
    page.get_by_text("Chuyên mục: tất cả").click()
    page.get_by_role("navigation", name="Chuyên mục").get_by_role("link", name="Chuyên mục thử").click()
    page.get_by_role("heading", level=1, name="Chuyên mục thử", exact=True).wait_for()
    eventually("its article", lambda: page.locator("#articles .card-title").all_inner_texts() == ["Bài có chuyên mục"])
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Bài có chuyên mục").click()
    page.wait_for_url("**/news/*")
    assert complaints_about(narrow) == []
    page.get_by_role("list", name="Chuyên mục").get_by_role("link", name="Thời sự").click()
    page.get_by_role("heading", level=1, name="Thời sự", exact=True).wait_for()
    page = narrow.open("/")
    assert "Bài có chuyên mục" in page.locator("#highlights .card-title").all_inner_texts()
    assert "Bài có chuyên mục" not in page.locator("#latest .card-title").all_inner_texts()
    assert complaints_about(narrow) == []


def test_an_editor_with_scripts_has_the_choice_of_categories_kept_while_typing(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "bientap")
    page = narrow.open("/desk/articles/new")
    page.wait_for_selector("trix-editor")
    with page.expect_response("**/autosave") as kept:
        page.fill("#title", "Đang gõ dở")
        page.select_option("#category-1", "quoc-te")
    assert kept.value.ok
    page.wait_for_timeout(2500)
    page = narrow.open("/desk/articles/new")
    assert page.input_value("#category-1") == "quoc-te"
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Bỏ bản này").click()


def test_a_secretary_is_led_from_the_meeting_to_the_days_of_its_month(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    page = narrow.open("/desk/calendar/new")
    page.fill("#name", "Ngày không có thật")
    page.fill("#day", "31")
    page.fill("#month", "4")
    page.get_by_role("button", name="Thêm ngày").click()
    page.locator("#error-summary", has_text="không có trong lịch").wait_for()
    narrow.collected.hand_over()  # the browser itself reports a refused form
    assert complaints_about(narrow) == []
    secretary = stack.visitor("bithu")
    meeting = secretary.post(
        "/meetings", title="Sinh hoạt tháng Hai", starts_at="2027-02-10T12:00:00+00:00", place="Nhà văn hóa",
        agenda=["Tuyên truyền"], kind="regular",
    )  # fmt: skip
    be(narrow, stack, "bithu")
    page = narrow.open(f"/desk/meetings/{meeting['id']}")
    page.get_by_role("link", name="Nội dung có thể tuyên truyền tháng này").click()
    page.get_by_role("heading", level=1, name="Ngày lễ, kỷ niệm tháng 2/2027", exact=True).wait_for()
    assert "03/02/2027: Ngày thành lập Đảng Cộng sản Việt Nam" in page.inner_text("main")
    assert "Kỷ niệm 97 năm" in page.inner_text("main")
    assert complaints_about(narrow) == []
    page = narrow.open("/desk")
    page.get_by_role("link", name="Nghiệp vụ công tác đảng").click()
    page.get_by_role("heading", level=1, name="Nghiệp vụ công tác đảng", exact=True).wait_for()


def test_everybody_sees_the_categories_of_what_is_open(narrow: Person, stack: Province, witness: Witness) -> None:
    editor = stack.visitor("bientap")
    written = editor.post("/articles", **ARTICLE, audience="ts/x01/", categories=["quoc-te"])
    editor.post(f"/articles/{written['id']}/publish", version=1)
    witness.wait_for("speech.audio_ready.v1", article_id=written["id"])
    editor.post(f"/articles/{written['id']}/open", version=2, reason="Tuyên truyền", confirmed=True)
    be(narrow, stack, None)
    page = narrow.open("/public?category=quoc-te")
    assert page.locator(".filters [aria-current]").inner_text() == "Quốc tế"
    assert page.locator("main .card").count() == 1
    assert complaints_about(narrow) == []
    for feed in ("feed.xml", "podcast.xml"):
        address = f"{stack.address}/public/{feed}"
        eventually(feed, lambda at=address: NAMED in narrow.context.request.get(at).text())
