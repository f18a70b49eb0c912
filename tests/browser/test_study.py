"""An editor makes a course, a member studies it and gets a certificate that anyone can check, the secretary sees the
numbers; an old member answers through a helper's hand."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.clock import local_date, now
from tests.browser.conftest import be
from tests.browser.harness import NARROW, Person, complaints_about, in_letters_twice_as_large, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
TITLE = "Chuyên đề: nêu gương từ việc nhỏ"
RIGHT, WRONG = "Làm trước, nói sau", "Chỉ nói cho hay"


def _fill_question(page: Page, text: str, *, right: str = RIGHT, wrong: str = WRONG) -> None:
    page.fill("#text", text)
    page.fill("#choice-1", right)
    page.fill("#choice-2", wrong)
    page.check("input[name=right][value='1']")
    page.fill("#explanation", "Việc nhỏ làm thật thì người khác noi theo.")
    page.get_by_role("button", name="Lưu câu hỏi").click()


def _add_part(page: Page, title: str, question: str) -> None:
    """From the course's page at the desk, and back to it."""
    page.get_by_role("button", name="Thêm phần").click()
    page.fill("#title", title)
    page.fill("#body", "Nêu gương không ở lời nói to.\n\nBắt đầu từ việc nhỏ hằng ngày trong chi bộ.")
    page.get_by_role("button", name="Lưu phần này").click()
    page.get_by_role("button", name="Thêm câu hỏi").click()
    _fill_question(page, question)
    page.locator(".back a").click()


@pytest.fixture(scope="module")
def course(stack: Province, browser: Browser) -> str:
    """Made by an editor on the desk; its id."""
    today: date = local_date(now())
    with person(browser, stack.address, NARROW) as editor:
        be(editor, stack, "bientap")
        page = editor.open("/desk/study")
        assert complaints_about(editor) == []
        page.get_by_role("button", name="Soạn chuyên đề").click()
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator("#error-summary")).to_be_visible()
        editor.collected.hand_over()  # the browser tells of the 422
        assert complaints_about(editor) == []
        page.fill("#title", TITLE)
        page.fill("#summary", "Học để mỗi đồng chí chọn một việc nhỏ làm ngay.")
        page.fill("#opens_on", today.isoformat())
        page.fill("#closes_on", (today + timedelta(days=20)).isoformat())
        page.get_by_role("button", name="Lưu").click()
        course_id = page.url.split("?")[0].rpartition("/")[2]
        page.get_by_role("button", name="Thêm phần").click()
        assert complaints_about(editor) == []
        page.locator(".back a").click()
        _add_part(page, "Vì sao phải nêu gương", "Nêu gương là gì?")
        page.get_by_role("link", name="Vì sao phải nêu gương").click()
        assert complaints_about(editor) == []
        page.get_by_role("link", name="Nêu gương là gì?").click()
        assert complaints_about(editor) == []
        page.locator(".back a").click()
        page.locator(".back a").click()
        _add_part(page, "Việc nhỏ mỗi ngày", "Bắt đầu từ đâu?")
        assert complaints_about(editor) == []
        page.get_by_role("button", name="Mở cho người học").click()
        expect(page.get_by_text("Đã mở cho người học.")).to_be_visible()
        assert complaints_about(editor) == []
    return course_id


def _answer(page: Page, choice: str) -> None:
    for label in page.locator(".study-question label.choice", has_text=choice).all():
        label.click()
    page.get_by_role("button", name="Gửi câu trả lời").click()


def test_a_member_studies_and_gets_a_certificate_that_anyone_can_check(
    narrow: Person, stack: Province, course: str
) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open("/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    assert complaints_about(narrow) == []
    page.get_by_role("link", name=TITLE).click()
    assert complaints_about(narrow) == []
    page.get_by_role("link", name=re.compile("Phần 1")).click()
    expect(page.get_by_role("button", name="Nghe phần này")).to_be_visible(timeout=90_000)
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator("#questions #error-summary")).to_contain_text("chưa chọn câu trả lời")
    assert in_letters_twice_as_large(page) == []
    narrow.collected.hand_over()
    _answer(page, WRONG)
    expect(page.locator("h1")).to_contain_text("đọc giải thích")
    expect(page.get_by_text("Việc nhỏ làm thật")).to_be_visible()
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Trả lời các câu còn lại").click()
    _answer(page, RIGHT)
    expect(page.locator("h1")).to_have_text("Đồng chí đã xong phần này")
    page.get_by_role("button", name="Sang phần tiếp theo").click()
    _answer(page, RIGHT)
    expect(page.locator("h1")).to_contain_text("hoàn thành chuyên đề")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Xem giấy chứng nhận").click()
    assert complaints_about(narrow) == []
    name = page.locator(".certificate-name").inner_text()
    number = page.locator(".certificate-check strong").inner_text()
    sheet = page.request.get(f"{stack.address}/study/{course}/certificate.pdf")
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF-")
    narrow.open("/study")
    assert complaints_about(narrow) == []
    page = narrow.open("/")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)

    be(narrow, stack, None)
    page = narrow.open(f"/certificates/{number.replace('-', '')}")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("main")).to_contain_text(TITLE)
    assert name not in page.inner_text("main")
    for typed, says in ((name, "Đúng với tên đã nhập"), ("Người Khác", "Không đúng với tên đã nhập")):
        page.fill("#full_name", typed)
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.get_by_text(says)).to_be_visible()
    assert complaints_about(narrow) == []
    page.fill("#number", "1234")
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#error-summary")).to_contain_text("Số kiểm tra chưa đúng")
    narrow.collected.hand_over()


def test_an_old_member_answers_through_a_helpers_hand(stack: Province, browser: Browser, course: str) -> None:
    until = (local_date(now()) + timedelta(days=60)).isoformat()
    with person(browser, stack.address, NARROW) as elder, person(browser, stack.address, NARROW) as helper:
        be(elder, stack, "caotuoi")
        page = elder.open("/me/helpers")
        page.fill("#helper", "dangvien")
        page.fill("#valid_until", until)
        page.check("input[name=deed_study]")
        page.get_by_role("button", name="Gửi lời nhờ").click()
        be(helper, stack, "dangvien")
        page = helper.open("/helping")
        page.get_by_role("button", name="Tôi đồng ý giúp").first.click()
        page.get_by_role("button", name="Bắt đầu giúp").first.click()
        page.get_by_role("link", name=TITLE).click()
        assert complaints_about(helper) == []
        page.get_by_role("link", name=re.compile("Phần 1")).click()
        assert complaints_about(helper) == []
        _answer(page, RIGHT)
        expect(page.locator("#error-summary")).to_contain_text("chính đồng chí ấy nói ra")
        helper.collected.hand_over()
        page.get_by_text("tự nói các câu trả lời này").click()
        _answer(page, RIGHT)
        expect(page.get_by_text("đã xong phần này")).to_be_visible()
        assert complaints_about(helper) == []
        page = elder.open(f"/study/{course}")
        expect(page.get_by_text("Đã xong")).to_have_count(1)


def test_the_secretary_sees_numbers_and_the_own_cells_names(narrow: Person, stack: Province, course: str) -> None:
    be(narrow, stack, "bithu")
    page = narrow.open("/desk/study")
    assert complaints_about(narrow) == []
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("tbody")).to_be_visible()
    row = page.locator("tbody tr").first
    figures = [int(text.replace(".", "")) for text in row.locator("td").all_inner_texts()]
    assert figures[0] == sum(figures[1:])
    assert figures[1] >= 1
    assert complaints_about(narrow) == []
    row.locator("a").click()
    assert "Đã hoàn thành" in page.inner_text("tbody")
    assert "có người bấm hộ" in page.inner_text("tbody")
    assert complaints_about(narrow) == []


def test_an_officer_above_sees_numbers_and_no_name(narrow: Person, stack: Province, course: str) -> None:
    be(narrow, stack, "canbo")
    page = narrow.open(f"/desk/study/{course}/numbers")
    assert page.locator("tbody tr").count() >= 1
    assert page.locator("a[href*='/people']").count() == 0
    assert complaints_about(narrow) == []
