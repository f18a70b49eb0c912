"""A helper reads a member's notices aloud and acknowledges them where the member allowed it: never as the member's own
doing, and no more than that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_desk_notices import list_desk_notices
from services.content.queries.my_data import my_data
from services.content.queries.my_notices import my_notices
from services.content.queries.notice_numbers import notice_numbers
from services.content.queries.notice_people import notice_people
from services.content.queries.read_desk_notice import read_desk_notice
from services.content.rules.notice_errors import NoticeNotFound, NotReadToThem
from services.content.store.receipts import NoticeReceipt
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.correct_notice import correct_notice
from services.content.usecases.open_notice import open_notice
from services.content.usecases.send_notice import send_notice
from shared.security import NotForHelpers, NotPermitted, refuse_helper
from shared.usecase import perform
from tests.services.content.conftest import CELL, editor
from tests.services.content.courses import helping, registered, studying
from tests.services.content.usecases.test_notices import (
    OFFICER,
    OTHER,
    SECRETARY,
    acknowledged,
    opened,
    sent,
    waiting,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
READING = frozenset({"see_notices"})


def in_stead(notice: dict[str, Any], *, edition: int = 1, read_to_them: bool = True) -> dict[str, Any]:
    given = {"notice_id": notice["id"], "edition": edition, "read_to_them": read_to_them}
    done: dict[str, Any] = perform(acknowledge_notice, given, helping())
    return done


def numbers(notice: dict[str, Any], *grants: Any) -> tuple[int, int, int, int]:
    total = perform(notice_numbers, {"notice_id": notice["id"]}, studying("o1", CELL, *grants))["total"]
    return total["meant"], total["acknowledged"], total["through_helper"], total["read"]


def test_a_helper_reads_aloud_and_leaves_no_receipt() -> None:
    notice = sent()
    assert [row["id"] for row in perform(my_notices, {}, helping())["items"]] == [notice["id"]]
    assert opened(notice, helping())["paragraphs"][0].startswith("Các chi bộ gửi")
    assert NoticeReceipt.objects.count() == 0
    assert waiting() == [(notice["id"], "unread")]


def test_what_a_helper_acknowledges_is_known_as_such_to_the_member() -> None:
    notice = sent()
    in_stead(notice)
    in_stead(notice)
    assert waiting() == []
    shown = opened(notice)
    assert (shown["standing"], shown["through_helper"]) == ("acknowledged", True)
    [kept] = perform(my_data, {}, studying())["notices"]
    assert [each["entered_by"] for each in kept["acknowledged"]] == ["h1"]


def test_a_helper_says_each_time_that_the_member_heard_it() -> None:
    notice = sent()
    with pytest.raises(NotReadToThem):
        in_stead(notice, read_to_them=False)
    assert waiting() == [(notice["id"], "unread")]


def test_above_sees_a_number_and_the_own_secretary_who() -> None:
    registered(("m1", CELL), ("m2", CELL), ("m3", CELL))
    notice = sent()
    in_stead(notice)
    acknowledged(notice, studying("m2"))
    assert numbers(notice, OFFICER) == (3, 2, 1, 0)
    rows = perform(notice_numbers, {"notice_id": notice["id"]}, editor())["rows"]
    assert sum(row["through_helper"] for row in rows) == 1
    people = {"notice_id": notice["id"], "cell_path": CELL}
    listed = perform(notice_people, people, studying("s1", CELL, SECRETARY))["items"]
    assert [(each["member_id"], each["through_helper"]) for each in listed] == [
        ("m1", True), ("m2", False), ("m3", False),
    ]  # fmt: skip
    with pytest.raises(NotPermitted):
        perform(notice_people, people, editor())


def test_what_the_member_acknowledged_stays_the_members() -> None:
    registered(("m1", CELL))
    notice = sent()
    acknowledged(notice)
    in_stead(notice)
    assert not opened(notice)["through_helper"]
    assert numbers(notice, OFFICER) == (1, 1, 0, 0)


def test_a_corrected_text_is_read_aloud_and_acknowledged_anew() -> None:
    registered(("m1", CELL))
    notice = sent()
    in_stead(notice)
    corrected = {
        "notice_id": notice["id"], "version": notice["version"], "title": "Chuẩn bị đại hội", "text": "Trước ngày 15.",
        "reason": "Bổ sung ngày", "deadline": "2026-11-30",
    }  # fmt: skip
    perform(correct_notice, corrected, editor())
    assert numbers(notice, OFFICER) == (1, 0, 0, 0)
    assert not opened(notice)["through_helper"]
    acknowledged(notice, edition=2)
    assert numbers(notice, OFFICER) == (1, 1, 0, 0)


def test_what_is_for_others_or_for_role_holders_is_no_helpers() -> None:
    for notice in (sent(audience=OTHER), sent(audience=CELL, roles=["cell_secretary"])):
        with pytest.raises(NoticeNotFound):
            opened(notice, helping())
        with pytest.raises(NoticeNotFound):
            in_stead(notice)
    assert perform(my_notices, {}, helping())["items"] == []


def test_reading_aloud_is_not_acknowledging() -> None:
    refuse_helper(open_notice, helping(deeds=READING).actor)
    with pytest.raises(NotForHelpers):
        refuse_helper(acknowledge_notice, helping(deeds=READING).actor)


@pytest.mark.parametrize(
    "usecase", [send_notice, correct_notice, read_desk_notice, list_desk_notices, notice_numbers, notice_people]
)
def test_nothing_of_the_desk_is_a_helpers(usecase: Callable[..., Any]) -> None:
    with pytest.raises(NotForHelpers):
        refuse_helper(usecase, helping(deeds=READING | {"acknowledge_notices"}).actor)
