"""A member marks what to read later, opens it from the list, and takes the mark away."""

from __future__ import annotations

import pytest

from deploy.demo.story.actions import publish_article
from tests.browser.conftest import Content, be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_clause_is_marked_opened_from_the_list_and_unmarked(
    narrow: Person, stack: Province, content: Content
) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open(f"/documents/{content.document_id}")
    assert complaints_about(narrow) == []
    page.select_option("#mark-anchor", index=2)
    page.get_by_role("button", name="Đánh dấu để đọc sau").click()
    assert "Đã đánh dấu" in page.inner_text(".banner-done")
    page = narrow.open("/bookmarks")
    assert complaints_about(narrow) == []
    page.locator("main li.card a").first.click()
    page.wait_for_url(f"**/documents/{content.document_id}#*")
    page = narrow.open("/bookmarks")
    page.get_by_role("button", name="Bỏ đánh dấu").first.click()
    assert "Đã bỏ đánh dấu" in page.inner_text(".banner-done")
    assert complaints_about(narrow) == []


def test_what_was_withdrawn_is_told_in_a_word(narrow: Person, stack: Province) -> None:
    editor = stack.visitor("bientap")
    article = publish_article(editor, "ts/x01/", title="Bài sẽ gỡ")
    be(narrow, stack, "caotuoi")
    page = narrow.open(f"/news/{article['id']}")
    page.get_by_role("button", name="Đánh dấu để đọc sau").click()
    editor.post(f"/articles/{article['id']}/withdraw", version=article["version"], reason="Sai sót")
    page = narrow.open("/bookmarks")
    assert "Nội dung này không còn đọc được" in page.inner_text("main")
    assert "Bài sẽ gỡ" not in page.inner_text("main")
    assert complaints_about(narrow) == []
