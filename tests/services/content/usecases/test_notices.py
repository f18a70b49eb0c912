"""A notice is one row for however many; each reader's receipt is her own, and the desk counts those who are meant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.list_desk_notices import list_desk_notices
from services.content.queries.my_data import my_data
from services.content.queries.my_notices import my_notices
from services.content.queries.notice_numbers import notice_numbers
from services.content.queries.notice_people import notice_people
from services.content.queries.read_desk_notice import read_desk_notice
from services.content.queries.trail_about_me import trail_about_me
from services.content.rules.notice_errors import (
    DeadlineWrong,
    LinkUnfit,
    NothingToAcknowledge,
    NoticeNotFound,
    NoticeWasCorrected,
    NoticeWasWithdrawn,
)
from services.content.store.receipts import NoticeReceipt
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.correct_notice import correct_notice
from services.content.usecases.on_account_closed import on_account_closed
from services.content.usecases.on_organisation_moved import on_organisation_moved
from services.content.usecases.open_notice import open_notice
from services.content.usecases.remind_of_notices import remind_of_notices
from services.content.usecases.send_notice import send_notice
from services.content.usecases.withdraw_notice import withdraw_notice
from shared.contracts import Received
from shared.contracts.identity import AccountClosed, OrganisationMoved
from shared.outbox import ChangedByAnother
from shared.security import Grant, NotPermitted
from shared.security.refusing import SecretMark
from shared.usecase import Context, context, perform
from tests.services.content.conftest import CELL, NOW, editor, told
from tests.services.content.courses import registered, role_given, studying

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
OTHER = "ts/x03/c0313/"
SECRETARY = Grant("cell_secretary", CELL)
OFFICER = Grant("committee_officer", "ts/")
HERE = "ts/x03/"


def sent(ctx: Context | None = None, **fields: Any) -> dict[str, Any]:
    given = {
        "kind": "directive", "from_path": "ts/", "issuer": "Tỉnh ủy", "title": "Chuẩn bị đại hội chi bộ",
        "text": "Các chi bộ gửi danh sách trước ngày 10.\n\nLiên hệ văn phòng khi vướng.", "audience": HERE,
        "acknowledge": True, "deadline": "2026-11-30", **fields,
    }  # fmt: skip
    return perform(send_notice, given, ctx or editor())


def opened(notice: dict[str, Any], ctx: Context | None = None) -> dict[str, Any]:
    view: dict[str, Any] = perform(open_notice, {"notice_id": notice["id"]}, ctx or studying())
    return view


def acknowledged(notice: dict[str, Any], ctx: Context | None = None, edition: int = 1) -> dict[str, Any]:
    return perform(acknowledge_notice, {"notice_id": notice["id"], "edition": edition}, ctx or studying())


def waiting(ctx: Context | None = None) -> list[tuple[str, str]]:
    rows = perform(my_notices, {}, ctx or studying())["items"]
    return [(row["id"], row["standing"]) for row in rows if row["waits"]]


def numbers(notice: dict[str, Any], ctx: Context) -> tuple[int, int, int, int]:
    total = perform(notice_numbers, {"notice_id": notice["id"]}, ctx)["total"]
    return total["meant"], total["acknowledged"], total["read"], total["not_yet"]


def test_it_waits_until_it_is_acknowledged_and_not_only_opened() -> None:
    notice = sent()
    assert waiting() == [(notice["id"], "unread")]
    assert opened(notice)["paragraphs"][0].startswith("Các chi bộ gửi")
    assert waiting() == [(notice["id"], "to_acknowledge")]
    acknowledged(notice)
    acknowledged(notice)
    assert waiting() == []
    shown = opened(notice)
    assert (shown["standing"], shown["acknowledged_at"] is not None) == ("acknowledged", True)
    assert NoticeReceipt.objects.count() == 1


def test_what_is_only_for_information_waits_until_it_is_opened() -> None:
    notice = sent(acknowledge=False, kind="notice")
    assert waiting() == [(notice["id"], "unread")]
    opened(notice)
    assert waiting() == []
    with pytest.raises(NothingToAcknowledge):
        acknowledged(notice)


def test_whoever_it_is_not_meant_for_knows_nothing_of_it() -> None:
    notice = sent(audience=OTHER)
    assert perform(my_notices, {}, studying())["items"] == []
    with pytest.raises(NoticeNotFound):
        opened(notice)
    with pytest.raises(NoticeNotFound):
        acknowledged(notice)
    with pytest.raises(NoticeNotFound):
        perform(read_desk_notice, {"notice_id": notice["id"]}, studying("s1", CELL, SECRETARY))


def test_one_for_secretaries_is_read_by_secretaries() -> None:
    notice = sent(roles=["cell_secretary"])
    assert waiting() == []
    assert waiting(studying("s1", CELL, SECRETARY)) == [(notice["id"], "unread")]


def test_it_is_told_once_with_ids_only() -> None:
    notice = sent(editor(key="key-0001"))
    assert sent(editor(key="key-0001")) == notice
    [(kind, data)] = told("notices")
    assert kind == "content.notice_sent.v1"
    assert set(data) == {"notice_id", "kind", "audience", "roles", "acknowledge", "deadline"}


def test_an_organisation_speaks_through_who_holds_its_role_and_downwards_only() -> None:
    secretary = studying("s1", CELL, SECRETARY)
    sent(secretary, from_path=CELL, audience=CELL, issuer="Chi bộ")
    for ctx, place, audience in (
        (secretary, "ts/x03/", CELL),
        (secretary, CELL, HERE),
        (editor(), HERE, HERE),
        (studying(), CELL, CELL),
    ):
        with pytest.raises(NotPermitted):
            sent(ctx, from_path=place, audience=audience)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"deadline": "2026-11-21"}, DeadlineWrong),
        ({"deadline": "2027-11-30"}, DeadlineWrong),
        ({"text": "MẬT\n\nKhông phổ biến."}, SecretMark),
        ({"link": {"kind": "article", "id": "no-such"}}, LinkUnfit),
    ],
    ids=["over", "too far", "secret", "no such article"],
)
def test_what_is_wrong_is_refused_and_nothing_is_stored(fields: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        sent(**fields)
    assert told("notices") == []


def test_a_link_must_be_open_to_all_who_are_meant(published: Any) -> None:
    narrow, wide = published(audience=CELL), published(audience="ts/")
    with pytest.raises(LinkUnfit):
        sent(link={"kind": "article", "id": narrow})
    notice = sent(link={"kind": "article", "id": wide})
    assert opened(notice)["link"]["id"] == wide


def test_a_corrected_text_is_read_and_acknowledged_anew_beside_the_former() -> None:
    notice = sent()
    acknowledged(notice)
    change = {
        "notice_id": notice["id"], "version": notice["version"], "title": "Chuẩn bị đại hội", "deadline": "2026-12-05",
        "text": "Gửi trước ngày 12.", "reason": "Đổi ngày",
    }  # fmt: skip
    corrected = perform(correct_notice, change, editor())
    assert perform(correct_notice, change, editor()) == corrected
    assert waiting() == [(notice["id"], "unread")]
    with pytest.raises(NoticeWasCorrected):
        acknowledged(notice)
    shown = opened(notice)
    assert shown["paragraphs"] == ["Gửi trước ngày 12."]
    assert [(text["edition"], text["reason"]) for text in shown["former"]] == [(1, "Đổi ngày")]
    acknowledged(notice, edition=2)
    assert waiting() == []
    with pytest.raises(ChangedByAnother):
        perform(correct_notice, change | {"text": "Khác"}, editor())


def test_a_withdrawn_one_says_why_and_shows_no_text() -> None:
    notice = sent()
    opened(notice)
    command = {"notice_id": notice["id"], "version": notice["version"], "reason": "Gửi nhầm"}
    first = perform(withdraw_notice, command, editor())
    assert perform(withdraw_notice, command, editor()) == first
    assert waiting() == []
    shown = opened(notice)
    assert (shown["paragraphs"], shown["withdrawal_reason"]) == ([], "Gửi nhầm")
    with pytest.raises(NoticeWasWithdrawn):
        acknowledged(notice)
    assert perform(my_notices, {}, studying("m9"))["items"] == []
    assert [kind for kind, _ in told("notices")] == ["content.notice_sent.v1", "content.notice_withdrawn.v1"]


def test_the_desk_counts_those_who_are_meant_and_follows_who_moves() -> None:
    registered(("m1", CELL), ("m2", CELL), ("m3", OTHER), ("m4", "ts/x04/c0401/"))
    registered(("m5", CELL), status="exempt")
    notice = sent()
    acknowledged(notice)
    opened(notice, studying("m3", OTHER))
    acknowledged(notice, studying("m5"))
    above = studying("o1", "ts/c0001/", OFFICER)
    assert numbers(notice, above) == (3, 1, 1, 1)
    assert numbers(notice, studying("s1", CELL, SECRETARY)) == (2, 1, 0, 1)
    registered(("m1", "ts/x04/c0401/"), sequence=2)
    assert numbers(notice, above) == (2, 0, 1, 1)
    assert [row["id"] for row in perform(list_desk_notices, {}, above)["items"]] == [notice["id"]]


def test_of_one_for_secretaries_each_is_counted_where_she_holds_the_role() -> None:
    registered(("s1", CELL), ("s2", OTHER))
    role_given("g1", "s1", CELL)
    role_given("g2", "s2", OTHER)
    notice = sent(roles=["cell_secretary"])
    acknowledged(notice, studying("s1", CELL, SECRETARY))
    assert numbers(notice, studying("o1", "ts/c0001/", OFFICER)) == (2, 1, 0, 1)


def test_names_are_for_the_own_cells_secretary_and_whoever_was_named_is_told() -> None:
    registered(("m1", CELL), ("m2", CELL))
    notice = sent()
    acknowledged(notice)
    asked = {"notice_id": notice["id"], "cell_path": CELL}
    people = perform(notice_people, asked, studying("s1", CELL, SECRETARY))["items"]
    assert {one["member_id"]: one["standing"] for one in people} == {"m1": "acknowledged", "m2": "unread"}
    for ctx in (studying("o1", "ts/c0001/", OFFICER), editor(), studying("m2")):
        with pytest.raises(NotPermitted):
            perform(notice_people, asked, ctx)
    trail = perform(trail_about_me, {}, studying("m2"))["items"]
    assert [entry["action"] for entry in trail] == ["content.notice_people_read"]


def reminded() -> list[str]:
    return [data["occasion"] for kind, data in told("notices") if kind == "content.notice_reminder_due.v1"]


def test_reminders_come_halfway_on_the_last_morning_and_every_week_after_for_two_months() -> None:
    sent()
    remind_of_notices(NOW + timedelta(days=1))
    assert reminded() == []
    for _ in range(2):
        remind_of_notices(NOW + timedelta(days=5))
    assert reminded() == ["half_time"]
    for _ in range(2):
        remind_of_notices(NOW + timedelta(days=8))
    assert reminded() == ["half_time", "last_day"]
    remind_of_notices(NOW + timedelta(days=9))
    assert reminded() == ["half_time", "last_day"]
    for day in range(10, 120):
        remind_of_notices(NOW + timedelta(days=day))
    assert reminded() == ["half_time", "last_day"] + ["weekly"] * 8


def test_without_a_deadline_it_is_recalled_every_week_and_what_asks_nothing_never() -> None:
    sent(deadline=None)
    sent(deadline=None, acknowledge=False)
    for day in range(7):
        remind_of_notices(NOW + timedelta(days=day))
    assert reminded() == []
    for day in range(7, 120):
        remind_of_notices(NOW + timedelta(days=day))
    assert reminded() == ["weekly"] * 8


def test_a_clock_that_stood_still_tells_the_last_reminder_only() -> None:
    sent()
    remind_of_notices(NOW + timedelta(days=8))
    assert reminded() == ["last_day"]
    remind_of_notices(NOW + timedelta(days=40))
    assert reminded() == ["last_day", "weekly"]


def test_my_receipts_are_in_my_data_and_go_with_my_account() -> None:
    notice = sent()
    acknowledged(notice)
    [kept] = perform(my_data, {}, studying())["notices"]
    assert (kept["notice_id"], [each["entered_by"] for each in kept["acknowledged"]]) == (notice["id"], [None])
    closed = Received(
        id="e1", type="identity.account_closed.v1", source="identity", subject="m1", sequence=9, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.on_account_closed",
        data=AccountClosed(member_id="m1"),
    )  # fmt: skip
    on_account_closed(closed, context(None))
    assert perform(my_data, {}, studying())["notices"] == []


def test_it_moves_with_its_organisation() -> None:
    notice = sent()
    moved = Received(
        id="e1", type="identity.organisation_moved.v1", source="identity", subject="x03", sequence=9, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.on_organisation_moved",
        data=OrganisationMoved(organisation_id="x03", old_path=HERE, path="ts/x09/x03/"),
    )  # fmt: skip
    on_organisation_moved([moved], context(None))
    assert waiting(studying("m1", "ts/x09/x03/c0312/")) == [(notice["id"], "unread")]
