"""What comes out of the printer: the text with its number and where it is from, and none of the buttons."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.browser.conftest import Content, be
from tests.browser.harness import Person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NOT_ON_PAPER = ("Tin tức\n", "Viết ghi chép riêng", "Đánh dấu để đọc sau", "Nghe từ đầu", "Mục lục", "Thông báo")


def printed(somebody: Person) -> str:
    sheets = pypdfium2.PdfDocument(somebody.page.pdf(format="A4", print_background=True))
    return "\n".join(str(sheet.get_textpage().get_text_range()).replace("\r\n", "\n") for sheet in sheets)


def test_a_document_is_printed_with_its_number_and_address(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open(f"/documents/{content.document_id}")
    number = page.locator("dl.facts dd").first.inner_text()
    clause = page.locator(".clause p").first.inner_text()
    text = printed(narrow)
    assert number in text
    assert " ".join(clause.split()[:5]) in " ".join(text.split())
    assert "Nội dung in từ Sổ tay đảng viên điện tử" in " ".join(text.split())
    assert f"/documents/{content.document_id}" in "".join(text.split())
    for label in NOT_ON_PAPER:
        assert label not in text


def test_an_article_is_printed_black_on_white_and_the_screen_shows_no_footer(
    narrow: Person, stack: Province, content: Content
) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open(f"/news/{content.article_id}")
    assert not page.locator(".printed-from").is_visible()
    title = page.inner_text("h1")
    page.emulate_media(media="print")
    assert page.locator(".printed-from").is_visible()
    looks = page.evaluate(
        "() => { const style = getComputedStyle(document.querySelector('.reading p:last-of-type'));"
        " return [style.color, getComputedStyle(document.body).backgroundColor]; }"
    )
    page.emulate_media(media="screen")
    assert looks == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert title in " ".join(printed(narrow).split())
