"""Every page, as each kind of person meets it: no violation that axe knows, nothing beyond 320 px, no script error, and
what is for everybody can be read to its end with the text at 200 %."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Content, be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, in_letters_twice_as_large, overflowing
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STRANGER = ("/login", "/login/code", "/offline", "/certificates", "/public", "/public/books")
MEMBER = (
    "/", "/news", "/news/{article_id}", "/news?search=khong+co+bai+nay", "/documents", "/documents/{document_id}",
    "/search", "/search?search=dang+phi", "/meetings", "/meetings/{meeting_id}", "/polls", "/polls/{poll_id}",
    "/assistant", "/notices", "/directives", "/regulation", "/notebook", "/notebook/new", "/bookmarks",
    "/me", "/study", "/listen", "/anniversaries", "/anniversaries?month=2027-04", "/news?category=kinh-te-xa-hoi",
    "/me/access", "/me/password", "/me/record", "/me/record/history",
    "/me/papers", "/me/record/correction?section=contact",
)  # fmt: skip
OF_DESK = {
    "bientap": (
        "/desk", "/desk/articles", "/desk/articles/new", "/desk/articles/{article_id}", "/desk/study",
        "/desk/directives", "/desk/documents", "/desk/documents/export", "/desk/documents/packages", "/desk/bulletins",
        "/desk/bulletins/new", "/desk/regulation", "/desk/books", "/desk/books/new", "/desk/unanswered",
        "/desk/answers", "/desk/answer-quality",
    ),
    "bithu": (
        "/desk", "/desk/meetings", "/desk/meetings/new", "/desk/meetings/{meeting_id}", "/desk/members",
        "/desk/corrections", "/desk/problems", "/desk/problems?state=set_aside",
        "/desk/members/export",
    ),
    "canbo": (
        "/desk", "/desk/polls", "/desk/polls/new", "/desk/polls/{poll_id}", "/desk/questions",
        "/desk/answers", "/desk/answers/new?question_id=q1",
        "/desk/questions/{question_id}", "/desk/imports", "/desk/documents",
    ),
    "quantri": (
        "/desk/categories", "/desk/categories/thoi-su", "/desk/calendar", "/desk/calendar/new",
        "/desk/calendar/gio-to-hung-vuong", "/desk/unanswered", "/desk/answer-quality",
    ),
}  # fmt: skip


def _look(somebody: Person, path: str, content: Content, status: int = 200) -> list[str]:
    answer = somebody.page.goto(somebody.address + path.format(**vars(content)), wait_until="load")
    assert answer is not None
    found = [] if answer.status == status else [f"answered {answer.status}"]
    if status >= 400:
        # The browser itself reports a page that failed; that it did is what this page is for.
        somebody.collected.lines = [line for line in somebody.collected.lines if "Failed to load" not in line]
    return [f"{path}: {line}" for line in found + complaints_about(somebody)]


def _look_closely(somebody: Person, path: str, content: Content) -> list[str]:
    found = _look(somebody, path, content)
    return found + [f"{path}: {line}" for line in in_letters_twice_as_large(somebody.page)]


def test_pages_of_somebody_not_logged_in(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, None)
    assert [line for path in STRANGER for line in _look_closely(narrow, path, content)] == []


def test_pages_of_a_member(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "dangvien")
    assert [line for path in MEMBER for line in _look_closely(narrow, path, content)] == []


def test_pages_of_a_member_in_large_type(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "caotuoi")
    narrow.open("/me")
    narrow.page.click("form[action='/me/display'] button")
    narrow.page.wait_for_selector("html.easy")
    assert [line for path in MEMBER for line in _look(narrow, path, content)] == []


@pytest.mark.parametrize("username", OF_DESK)
def test_pages_of_the_desk_narrow_and_wide(narrow: Person, stack: Province, content: Content, username: str) -> None:
    be(narrow, stack, username)
    found = []
    for path in OF_DESK[username]:
        found += _look(narrow, path, content)
        narrow.page.set_viewport_size(DESK)
        found += [f"{path}: {line}" for line in overflowing(narrow.page)]
        narrow.page.set_viewport_size(NARROW)
    assert found == []


def test_pages_that_say_no(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "dangvien")
    found = _look(narrow, "/khong-co-trang-nay", content, 404)
    found += _look(narrow, "/news/khong-co-bai-nay", content, 404)
    found += _look(narrow, "/desk", content, 403)
    assert found == []


def test_a_refused_form_and_an_answer_of_the_assistant(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "bientap")
    narrow.open("/desk/articles/new")
    narrow.page.click("button[value=publish]")
    narrow.page.wait_for_selector("#error-summary")
    narrow.collected.hand_over()
    found = complaints_about(narrow)

    be(narrow, stack, "dangvien")
    narrow.open("/assistant")
    narrow.page.fill("#question", "Đảng viên dự bị có được biểu quyết không?")
    narrow.page.click(".ask-form button[type=submit]")
    narrow.page.wait_for_selector(".quoted")
    assert found + complaints_about(narrow) == []
