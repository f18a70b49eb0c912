"""The trails of all services as one, with some of the services away."""

from __future__ import annotations

from services.gateway.callers import SESSION_COOKIE
from tests.services.gateway.conftest import RunningDoor, Tokens

AWAY = ["meetings", "content", "assistant"]


def test_the_trails_are_one_newest_first_with_names_and_what_is_missing(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        told = app.get("/api/v1/me/access").json()
    assert [(item["on"], item["reader"], item["system"]) for item in told["items"]] == [
        ("2026-11-22", None, True),
        ("2026-11-22", "Vũ Văn Thắng", False),
        ("2026-11-21", "Hà Thị Lan", False),
        ("2026-11-20", None, False),
    ]
    assert not any("reader_id" in item for item in told["items"])
    assert (told["days"], told["cut"], told["missing"]) == (90, False, AWAY)


def test_the_page_says_in_words_what_was_done_and_which_part_is_missing(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        page = browser.get("/me/access")
    assert page.status_code == 200
    for words in (
        "Trả lời câu hỏi đồng chí đã gửi cán bộ",
        "Vũ Văn Thắng",
        "Hệ thống · 2 lần",
        "Người phụ trách (chưa rõ tên)",
        "Nhật ký của mục Sinh hoạt chi bộ đang tạm gián đoạn",
    ):
        assert words in page.text
    assert "Nhật ký của mục Hồ sơ và tài khoản" not in page.text


def test_the_own_data_has_the_trail_with_it(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        kept = app.get("/api/v1/me/data").json()
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        copy = browser.post("/me/data/copy", headers={"Sec-Fetch-Site": "same-origin"})
    assert len(kept["access"]["items"]) == 4
    assert kept["access"]["missing"] == AWAY
    assert "Ai đã xem hồ sơ của tôi" in copy.text
    assert "Vũ Văn Thắng" in copy.text
