"""Two editors and a reader: typing that survives a closed browser, the review, a set time, a correction beside its
former text."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from shared.clock import LOCAL
from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, overflowing, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WRITER, SECOND, READER = "bientap", "bientapxa", "dangvien"


def type_body(page: Page, body: str) -> None:
    page.locator("trix-editor[contenteditable]").click()  # Trix has it a moment after the page is there
    page.keyboard.press("Control+A")
    page.keyboard.type(body)


def become(somebody: Person, stack: Province, username: str) -> None:
    """The page of the one before is closed first: it would go on asking without a session."""
    somebody.page.goto("about:blank")
    be(somebody, stack, username)


def type_text(page: Page, title: str, body: str) -> None:
    page.fill("#title", title)
    type_body(page, body)
    page.select_option("#audience", "ts/x01/")


def all_right(somebody: Person) -> list[str]:
    # Wherever typing left the page, the bar at its foot may lie half over a button.
    somebody.page.evaluate("scrollTo(0, 0)")
    found = complaints_about(somebody)
    somebody.page.set_viewport_size(DESK)
    found += overflowing(somebody.page)
    somebody.page.set_viewport_size(NARROW)
    return found


def test_what_was_typed_is_there_again_after_the_browser_was_closed(browser: Browser, stack: Province) -> None:
    title = f"Đang soạn dở {time.time_ns()}"
    with person(browser, stack.address, NARROW) as first:
        be(first, stack, WRITER)
        page = first.open("/desk/articles/new")
        type_text(page, title, "Câu chưa viết")
        page.wait_for_selector("text=Bản đang soạn đã được giữ lúc")
        assert all_right(first) == []
    with person(browser, stack.address, NARROW) as again:
        be(again, stack, WRITER)
        page = again.open("/desk/articles/new")
        assert "Khôi phục bản đang soạn lúc" in page.inner_text("main")
        assert (page.input_value("#title"), page.inner_text("trix-editor")) == (title, "Câu chưa viết")
        assert all_right(again) == []
        page.get_by_role("button", name="Bỏ bản này").click()
        assert "Đã bỏ bản đang soạn" in page.inner_text("main")
        assert page.input_value("#title") == ""


def test_lines_typed_faster_than_the_page_is_drawn_are_those_that_were_typed(narrow: Person, stack: Province) -> None:
    lines = [f"Bà con bản {number} đã gặt xong." for number in range(20)]
    become(narrow, stack, WRITER)
    page = narrow.open("/desk/articles/new")
    type_text(page, f"Gõ nhanh {time.time_ns()}", "\n".join(lines))
    assert page.inner_text("trix-editor").split("\n") == lines
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_url(lambda url: "/desk/articles/new" not in url)
    assert page.inner_text("trix-editor").split("\n") == lines


def test_typing_that_is_given_up_by_leaving_the_page_is_kept_too(narrow: Person, stack: Province) -> None:
    become(narrow, stack, WRITER)
    title = f"Rời trang {time.time_ns()}"
    page = narrow.open("/desk/articles/new")
    type_text(page, title, "Chữ")
    page = narrow.open("/desk/articles")
    eventually("the copy", lambda: title == narrow.open("/desk/articles/new").input_value("#title"))
    page.get_by_role("button", name="Giữ và lưu nháp").click()
    assert "/desk/articles/new" not in page.url
    assert page.input_value("#title") == title
    assert narrow.open("/desk/articles/new").input_value("#title") == ""


def test_of_two_pages_on_one_article_each_is_told_of_the_other_and_both_texts_are_offered(
    browser: Browser, stack: Province
) -> None:
    title = f"Hai cửa sổ {time.time_ns()}"
    with person(browser, stack.address) as here, person(browser, stack.address, NARROW) as there:
        be(here, stack, WRITER)
        be(there, stack, WRITER)
        first, second = here.open("/desk/articles/new"), there.open("/desk/articles/new")
        type_text(first, f"{title} A", "Chữ ở máy A")
        first.wait_for_selector("text=Bản đang soạn đã được giữ lúc")
        type_text(second, f"{title} B", "Chữ ở máy B")
        second.wait_for_selector("text=còn một bản đang soạn ở cửa sổ hoặc máy khác")
        assert all_right(there) == []
        page = there.open("/desk/articles/new")
        assert page.input_value("#title") == f"{title} B"
        page.get_by_text(f"{title} A").click()
        assert "Chữ ở máy A" in page.inner_text("main")
        assert all_right(there) == []
        page.get_by_role("button", name="Dùng bản này").click()
        assert page.input_value("#title") == f"{title} A"
        page.get_by_role("button", name="Giữ và lưu nháp").click()
        page = there.open("/desk/articles/new")
        assert page.input_value("#title") == f"{title} B"
        page.get_by_role("button", name="Bỏ bản này", exact=True).click()
        assert page.input_value("#title") == ""


def test_a_typed_mark_of_secrecy_is_told_while_typing(narrow: Person, stack: Province) -> None:
    become(narrow, stack, WRITER)
    page = narrow.open("/desk/articles/new")
    type_text(page, "Kế hoạch", "TỐI MẬT\nNội dung")
    page.wait_for_selector("[data-autosave-refused]:not([hidden])")
    assert "dấu chỉ độ mật" in page.inner_text("[data-autosave-refused]")
    narrow.collected.hand_over()  # the browser reports the refused request


def test_a_text_is_submitted_returned_approved_and_published_at_its_time(narrow: Person, stack: Province) -> None:
    title = f"Tin có duyệt {time.time_ns()}"
    become(narrow, stack, WRITER)
    page = narrow.open("/desk/articles/new")
    type_text(page, title, "Có 12 hộ mới.")
    page.get_by_role("button", name="Lưu và gửi duyệt").click()
    assert "Chờ duyệt" in page.inner_text("main")
    desk_path = re.sub(r"^https?://[^/]+|\?.*$", "", page.url)
    assert all_right(narrow) == []

    become(narrow, stack, SECOND)
    page = narrow.open("/desk/articles?state=in_review")
    page.get_by_role("link", name=title).click()
    page.get_by_text("Trả lại người viết").click()
    page.fill("#return_reason", "Thiếu nguồn số liệu")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    assert "Bị trả lại" in page.inner_text("main")

    become(narrow, stack, WRITER)
    page = narrow.open(desk_path)
    assert "Thiếu nguồn số liệu" in page.inner_text("main")
    type_body(page, "Có 12 hộ mới, theo báo cáo tháng.")
    page.get_by_role("button", name="Lưu và gửi duyệt").click()

    become(narrow, stack, SECOND)
    page = narrow.open(desk_path)
    page.get_by_role("button", name="Duyệt bài").click()
    assert "Đã duyệt" in page.inner_text("main")
    page.locator("summary", has_text="Hẹn giờ đăng").click()
    page.get_by_role("button", name="Hẹn giờ", exact=True).click()
    page.wait_for_selector("#error-summary")
    narrow.collected.hand_over()  # the browser reports the refused form
    assert all_right(narrow) == []
    soon = datetime.now(LOCAL) + timedelta(seconds=70)
    page.fill("#publish_day", f"{soon:%Y-%m-%d}")
    page.fill("#publish_clock", f"{soon:%H:%M}")
    page.get_by_role("button", name="Hẹn giờ", exact=True).click()
    assert "Bài sẽ tự động đăng lúc" in page.inner_text("main")
    assert all_right(narrow) == []

    reader = stack.visitor(READER)

    def published() -> bool:
        return title in [item["title"] for item in reader.get("/articles")["items"]]

    assert not published()
    eventually("the set time", published, 100)
    become(narrow, stack, WRITER)
    page = narrow.open(f"{desk_path}/history")
    told = page.inner_text("main")
    assert "Tự động đăng theo giờ hẹn" in told
    assert "Thiếu nguồn số liệu" in told
    assert all_right(narrow) == []


def test_a_correction_is_shown_to_readers_and_compared_beside_the_former_text(narrow: Person, stack: Province) -> None:
    title = f"Tin có đính chính {time.time_ns()}"
    article_id = publish_article(stack.visitor(WRITER), "ts/x01/", title=title, body="Có 12 hộ mới.")["id"]
    become(narrow, stack, WRITER)
    page = narrow.open(f"/desk/articles/{article_id}")
    type_body(page, "Có 15 hộ mới.")
    page.fill("#correction", "số hộ mới là 15")
    page.get_by_role("button", name="Lưu và gửi duyệt").click()
    become(narrow, stack, READER)
    assert "Có 12 hộ mới." in narrow.open(f"/news/{article_id}").inner_text("main")

    become(narrow, stack, SECOND)
    page = narrow.open(f"/desk/articles/{article_id}/history")
    page.get_by_role("button", name="So sánh").click()
    assert "12" in page.inner_text("del")
    assert "15" in page.inner_text("ins")
    assert all_right(narrow) == []
    page = narrow.open(f"/desk/articles/{article_id}")
    page.get_by_role("button", name="Duyệt bài").click()
    page.get_by_role("button", name="Đăng ngay").click()

    become(narrow, stack, READER)
    shown = narrow.open(f"/news/{article_id}").inner_text("main")
    assert "Có 15 hộ mới." in shown
    assert re.search(r"Đã đính chính ngày \d\d/\d\d/\d{4}: số hộ mới là 15", shown)
    assert all_right(narrow) == []


def test_headings_bold_words_and_lists_are_typed_with_the_editor_and_read(narrow: Person, stack: Province) -> None:
    title = f"Tin có đề mục {time.time_ns()}"
    become(narrow, stack, WRITER)
    page = narrow.open("/desk/articles/new")
    page.fill("#title", title)
    page.select_option("#audience", "ts/x01/")
    page.locator("trix-editor[contenteditable]").click()  # Trix has it a moment after the page is there
    page.get_by_role("button", name="Đề mục").click()
    page.keyboard.type("Kết quả")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đậm").click()
    page.keyboard.type("Có 12 hộ mới.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gạch đầu dòng").click()
    page.keyboard.type("Hộ thứ nhất")
    assert all_right(narrow) == []
    page.get_by_role("button", name="Đăng bài").click()
    page.wait_for_selector("[role=status]")
    article_id = next(item["id"] for item in stack.visitor(READER).get("/articles")["items"] if item["title"] == title)
    become(narrow, stack, READER)
    page = narrow.open(f"/news/{article_id}")
    assert page.inner_text("article h2[data-block='1']") == "Kết quả"
    assert page.inner_text("article p strong") == "Có 12 hộ mới."
    assert page.inner_text("article li[data-block]") == "Hộ thứ nhất"
    assert all_right(narrow) == []
    become(narrow, stack, WRITER)
    page = narrow.open(f"/desk/articles/{article_id}")
    assert page.inner_text("trix-editor h2") == "Kết quả"

    page.locator("trix-editor[contenteditable]").click()
    page.keyboard.press("Control+A")
    page.get_by_role("button", name="Nghiêng").click()
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_selector("[role=status]")
    page = narrow.open(f"/desk/articles/{article_id}/history")
    page.get_by_role("button", name="So sánh").click()
    assert "Chỉ đổi trình bày: nghiêng" in page.inner_text("main")
    assert page.locator("ins, del").count() == 0
    assert all_right(narrow) == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_buttons_of_the_editor_are_named_large_enough_and_no_wider_than_their_words(
    narrow: Person, stack: Province, width: int
) -> None:
    become(narrow, stack, WRITER)
    narrow.page.set_viewport_size({"width": width, "height": 800})
    page = narrow.open("/desk/articles/new")
    page.wait_for_selector("trix-editor[contenteditable]")
    page.get_by_role("button", name="Liên kết", exact=True).click()
    buttons = page.locator(".rich-buttons button").all()
    assert [button.inner_text() for button in buttons] == [
        "Đậm", "Nghiêng", "Đề mục", "Trích dẫn", "Gạch đầu dòng", "Đánh số", "Liên kết", "Hoàn tác",
        "Đặt liên kết", "Bỏ liên kết",
    ]  # fmt: skip
    for button in buttons:
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert 44 <= box["width"] <= 180
        assert button.get_attribute("title")
    found = complaints_about(narrow)
    narrow.page.set_viewport_size(NARROW)
    assert found == []
