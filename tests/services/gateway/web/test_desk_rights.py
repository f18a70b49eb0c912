"""For whom each page of the desk is, over HTTP: whoever may not open one is told so and led back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from services.assistant.rules.permissions import READ_GAPS, READ_QUALITY
from services.feedback.rules.permissions import ANSWER_QUESTIONS, RELEASE_ANSWERS, RUN_POLLS
from services.gateway.callers import OFFICES, SESSION_COOKIE
from services.gateway.web import PAGES
from services.gateway.web.navigation import BY_ROLE, DESK
from shared.security import Permission
from tests.services.gateway.conftest import RunningDoor, Tokens

SECRETARY, EDITOR, OFFICER, ADMINISTRATOR = "cell_secretary", "committee_editor", "committee_officer", "administrator"
KEEPS_MEMBERS = {SECRETARY, OFFICER, ADMINISTRATOR}
FOR = {
    "categories": {ADMINISTRATOR}, "calendar": {ADMINISTRATOR},
    "articles": {EDITOR}, "bulletins": {EDITOR}, "books": {EDITOR}, "documents": {EDITOR, OFFICER},
    "directives": OFFICES, "directives/new": {SECRETARY, EDITOR}, "regulation": OFFICES,
    "study": OFFICES, "study/new": {EDITOR}, "meetings": {SECRETARY}, "polls": {OFFICER}, "questions": {OFFICER},
    "members": KEEPS_MEMBERS, "corrections": KEEPS_MEMBERS, "problems": KEEPS_MEMBERS, "organisations": KEEPS_MEMBERS,
    "imports": {OFFICER, ADMINISTRATOR}, "recoveries": {SECRETARY, ADMINISTRATOR},
    "registrations": {SECRETARY, ADMINISTRATOR}, "roll-out": OFFICES, "roles": {ADMINISTRATOR},
    "data-requests": {ADMINISTRATOR}, "breaches": {ADMINISTRATOR}, "partners": {ADMINISTRATOR},
    "readings": {ADMINISTRATOR}, "answers": {EDITOR, OFFICER}, "answers/new": {OFFICER},
    "unanswered": {EDITOR, ADMINISTRATOR}, "answer-quality": {EDITOR, ADMINISTRATOR},
}  # fmt: skip


def pages() -> Iterator[tuple[str, set[str]]]:
    """(address, roles) of every page of the desk that can be asked for."""
    for page in PAGES:
        for route in page.router.routes:
            if not route.path.startswith("/desk/") or "GET" not in route.methods:
                continue
            place = route.path.removeprefix("/desk/")
            yield re.sub(r"\{\w+\}", "01", route.path), FOR.get(place) or FOR[place.partition("/")[0]]


def test_the_table_of_the_door_says_the_same() -> None:
    assert {f"/desk/{place}": roles for place, roles in FOR.items()} == BY_ROLE
    assert {item.path for group in DESK for item in group.items} <= set(BY_ROLE)


@pytest.mark.parametrize(
    ("place", "rights"),
    [
        ("unanswered", [READ_GAPS]), ("answer-quality", [READ_QUALITY]), ("polls", [RUN_POLLS]),
        ("questions", [ANSWER_QUESTIONS]), ("answers", [ANSWER_QUESTIONS, RELEASE_ANSWERS]),
        ("answers/new", [ANSWER_QUESTIONS]),
    ],
)  # fmt: skip
def test_the_menu_shows_a_page_to_the_roles_that_its_service_answers(place: str, rights: list[Permission]) -> None:
    assert BY_ROLE[f"/desk/{place}"] == {role for right in rights for role in right.roles}


def test_the_menu_has_what_the_roles_are_for_in_groups_and_marks_the_page(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(cookies={SESSION_COOKIE: token_of("m1", "ts/x01/c001/", (EDITOR, "ts/x01/"))}) as browser:
        page = browser.get("/desk").text
    menu = page.partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'class="menu-group"[^>]*>([^<]+)', menu) == [
        "Sinh hoạt và chi bộ",
        "Biên tập",
        "Thư viện",
        "Hệ thống",
    ]
    shown = re.findall(r'href="/desk/?([^"]*)"( aria-current="page")?', menu)
    assert [place for place, _ in shown] == [
        "", "directives", "answers", "study", "articles", "bulletins", "books", "documents", "regulation", "unanswered",
        "answer-quality", "roll-out",
    ]  # fmt: skip
    assert [place for place, current in shown if current] == [""]


@pytest.mark.parametrize("role", sorted(OFFICES))
def test_whoever_may_not_open_a_page_is_told_so_and_led_back(door: RunningDoor, token_of: Tokens, role: str) -> None:
    with door.client(cookies={SESSION_COOKIE: token_of("m1", "ts/x01/c001/", (role, "ts/x01/"))}) as browser:
        for address, roles in pages():
            if role in roles:
                continue
            page = browser.get(address)
            assert page.status_code == 403, address
            assert "Đồng chí không có quyền mở trang này của bàn làm việc" in page.text
            assert 'href="/desk">Về Bàn làm việc</a>' in page.text


def test_a_member_without_an_office_is_led_back_to_the_handbook(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        for address, _ in pages():
            page = browser.get(address)
            assert page.status_code == 403, address
            assert "Bàn làm việc chỉ dành cho bí thư chi bộ và cán bộ cấp ủy" in page.text
            assert 'href="/">Về Trang chủ</a>' in page.text
