"""A member finds what he means on a narrow screen: slips, numbers, filters, and the very clause."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.patience import eventually
from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def indexed(stack: Province) -> None:
    member = stack.visitor("dangvien")
    eventually("the seeded documents in the index", lambda: member.get("/search?text=dang+phi")["items"])


def test_a_member_finds_the_clause_he_means_and_opens_it_there(narrow: Person, stack: Province) -> None:
    indexed(stack)
    be(narrow, stack, "dangvien")
    page = narrow.open("/")
    page.get_by_role("link", name="Tìm kiếm").click()
    assert complaints_about(narrow) == []
    page.fill("#search", "mien dang phi 50 nam tuoi dang")
    page.get_by_role("button", name="Tìm").click()
    first = page.locator("main li.card").first
    assert "miễn nộp đảng phí" in first.inner_text()
    assert first.locator("mark").count() > 0
    assert complaints_about(narrow) == []
    first.locator("a").click()
    page.wait_for_url("**/documents/*#dieu-5-khoan-*")
    assert page.locator(".clause:target").count() == 1
    assert "50 năm tuổi đảng" in page.locator(".clause:target").inner_text()


def test_a_slip_of_the_finger_is_asked_about_and_the_number_is_understood(narrow: Person, stack: Province) -> None:
    indexed(stack)
    be(narrow, stack, "dangvien")
    page = narrow.open("/search?search=ddangr+phis")
    assert "Đồng chí có tìm “đảng phí” không?" in page.inner_text("main")
    assert complaints_about(narrow) == []
    page = narrow.open("/search?search=số+7")
    assert "07-HD/TU" in page.locator("main li.card").first.inner_text()
    page = narrow.open("/search?search=zzyx+qwv")
    assert complaints_about(narrow) == []
    assert page.get_by_role("link", name="Hỏi Trợ lý").count() == 1


def test_what_is_found_is_narrowed_and_widened_again(narrow: Person, stack: Province) -> None:
    indexed(stack)
    be(narrow, stack, "dangvien")
    page = narrow.open("/search?search=chi+bo")
    page.get_by_role("link", name="Tài liệu (").click()
    links = page.locator("main .card-title a").all()
    assert links
    assert all(str(link.get_attribute("href")).startswith("/documents/") for link in links)
    page.locator("summary", has_text="Lọc thêm").click()
    page.select_option("#kind", "Quy định")
    page.get_by_role("button", name="Lọc", exact=True).click()
    assert all("Quy định" in text for text in page.locator("main .card-kind").all_inner_texts())
    assert complaints_about(narrow) == []
    page = narrow.open("/search?search=chi+bo&year=1931")
    assert complaints_about(narrow) == []
    page.get_by_role("button", name="Bỏ lựa chọn").click()
    assert page.locator("main li.card").count() > 0


def test_the_lists_of_news_and_documents_search_as_well_and_without_scripts(browser: Browser, stack: Province) -> None:
    indexed(stack)
    with person(browser, stack.address, scripts=False) as plain:
        plain.carry(stack.visitor("dangvien").token)
        for path, expected in (("/news", "/news/"), ("/documents", "/documents/"), ("/search", "/")):
            page = plain.open(path)
            page.fill("#search", "chi bo")
            page.get_by_role("button", name="Tìm", exact=True).click()
            assert page.locator("main mark").count() > 0
            assert all(
                str(link.get_attribute("href")).startswith(expected)
                for link in page.locator("main .card-title a").all()
            )


def test_the_search_on_a_wide_screen(browser: Browser, stack: Province) -> None:
    indexed(stack)
    with person(browser, stack.address, DESK) as wide:
        wide.carry(stack.visitor("dangvien").token)
        for path in (
            "/search?search=chi+bo",
            "/search?search=chi+bo&thing=document&kind=Quy+định",
            "/search?search=zzyx",
        ):
            wide.open(path)
            assert complaints_about(wide) == [], path


def test_the_search_in_large_type(narrow: Person, stack: Province) -> None:
    indexed(stack)
    be(narrow, stack, "caotuoi")
    narrow.open("/me")
    narrow.page.click("form[action='/me/display'] button")
    narrow.page.wait_for_selector("html.easy")
    for path in ("/search", "/search?search=dang+phi", "/search?search=dang+phi&year=1931", "/news?search=chi+bo"):
        narrow.open(path)
        assert complaints_about(narrow) == [], path
