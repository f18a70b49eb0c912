"""A cell's numbers follow every change of a member, whatever order events come in and whoever else writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

from services.identity.queries.roll_out_course import RollOutCourse, roll_out_course
from services.identity.queries.roll_out_numbers import RollOutNumbers, RollOutPage, roll_out_numbers
from services.identity.rules.roll_out import Smartphone
from services.identity.store import roll_out_cells
from services.identity.store.members import Member
from services.identity.store.roll_out_cells import RollOutCell
from services.identity.store.roll_out_members import RollOutMember
from services.identity.usecases.counting_roll_out import recount
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.note_smartphone import NoteSmartphone, note_smartphone
from services.identity.usecases.noting_sign_in import note_sign_in
from services.identity.usecases.on_account_closed import on_account_closed
from services.identity.usecases.on_account_registered import on_account_registered
from services.identity.usecases.on_members_told import on_members_told
from services.identity.usecases.recount_roll_out import count_activity, recount_roll_out
from shared.clock import local_date
from shared.contracts.identity import AccountClosed, AccountRegistered
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province
from tests.services.identity.roll_out import ADMINISTRATOR, CELL, follow_everybody, received, secretary_of, told_of

At = Callable[..., Context]
TODAY = local_date(NOW)


def _page(province: Province, at: At, path: str = "ts/") -> RollOutPage:
    return roll_out_numbers(RollOutNumbers(organisation_path=path), at(province.actor("Tạ Quang Khải", ADMINISTRATOR)))


def _told(cell_id: str) -> list[str]:
    return [event["type"] for event in RollOutCell.objects(pk=cell_id).get().outbox]


def test_an_imported_province_is_counted_at_every_level(province: Province, at: At) -> None:
    follow_everybody()
    page = _page(province, at)
    assert (page.organisation.numbers.members, page.organisation.numbers.eligible) == (8, 7)
    assert [(part.id, part.numbers.members, part.numbers.eligible) for part in page.below] == [
        ("x01", 6, 5),
        ("x02", 2, 2),
    ]
    cell = _page(province, at, CELL)
    assert (cell.organisation.numbers.members, cell.organisation.numbers.excluded, cell.below) == (4, 1, [])
    assert cell.organisation.numbers.reasons == {"exempt": 1, "armed": 0}
    assert page.above == []
    assert [upper.path for upper in cell.above] == ["ts/", "ts/x01/"]


def test_the_same_events_again_count_nobody_twice_and_tell_nobody_anything(province: Province, at: At) -> None:
    follow_everybody()
    follow_everybody()
    assert _page(province, at).organisation.numbers.members == 8
    assert _told("c0101") == ["identity.roll_out_counted.v1"]


def test_one_who_moves_or_leaves_is_counted_where_he_is(province: Province, at: At) -> None:
    follow_everybody()
    moved, left = province.member("Đinh Thị Hương"), province.member("Bùi Thị Uyên")
    Member.objects(pk=moved.id).update(set__cell_id="c0102", set__cell_path="ts/x01/c0102/")
    Member.objects(pk=left.id).update(set__status="left")
    # The event says what was; what counts is the record of now.
    on_members_told(told_of([moved, left]), at())
    assert _page(province, at, CELL).organisation.numbers.members == 2
    assert _page(province, at, "ts/x01/c0102/").organisation.numbers.members == 3


def test_the_first_signing_in_registers_and_a_second_on_the_day_writes_nothing(province: Province, at: At) -> None:
    follow_everybody()
    for _ in range(2):
        log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    fact = RollOutMember.objects(pk=province.member("Đinh Thị Hương").id).get()
    assert (fact.registered_on, fact.way, fact.active_on) == (TODAY, "sign_in", TODAY)
    numbers = _page(province, at).organisation.numbers
    assert (numbers.registered_eligible, numbers.active_eligible) == (1, 1)
    assert len(_told("c0101")) == 2


def test_one_whose_event_has_not_come_through_is_counted_when_he_signs_in(province: Province, at: At) -> None:
    log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    assert _page(province, at, CELL).organisation.numbers.members == 1
    follow_everybody()
    numbers = _page(province, at, CELL).organisation.numbers
    assert (numbers.members, numbers.registered_eligible) == (4, 1)


def test_registration_tells_the_way_and_keeps_the_earlier_day(province: Province, at: At) -> None:
    follow_everybody()
    member = province.member("Nông Văn Điền")
    note_sign_in(member, NOW - timedelta(days=2), by_code=True)
    for _ in range(2):
        told = AccountRegistered(member_id=member.id, cell_path=member.cell_path, way="card", at=NOW)
        on_account_registered(received(told, member.id), at())
    fact = RollOutMember.objects(pk=member.id).get()
    assert (fact.registered_on, fact.way) == (TODAY - timedelta(days=2), "card")
    numbers = _page(province, at).organisation.numbers
    assert (numbers.registered_eligible, numbers.registered_excluded) == (0, 1)


def test_who_was_not_here_for_thirty_days_falls_out_by_the_daily_count_and_comes_back_by_signing_in(
    province: Province, at: At
) -> None:
    follow_everybody()
    member = province.member("Đinh Thị Hương")
    note_sign_in(member, NOW, by_code=False)
    assert count_activity(NOW) == 0
    assert count_activity(NOW + timedelta(days=29)) == 0
    assert _page(province, at).organisation.numbers.active_eligible == 1
    later = NOW + timedelta(days=30)
    assert count_activity(later) == 1
    assert count_activity(later) == 0, "once a day, by one process"
    page = _page(province, at)
    assert (page.organisation.numbers.active_eligible, page.activity_counted_on) == (0, local_date(later))
    note_sign_in(member, later, by_code=False)
    assert _page(province, at).organisation.numbers.active_eligible == 1


def test_a_daily_count_that_died_is_taken_up_by_another_process(province: Province, at: At) -> None:
    follow_everybody()
    assert roll_out_cells.begin_run(TODAY, NOW - timedelta(hours=1), NOW - timedelta(hours=2))
    count_activity(NOW)
    assert roll_out_cells.counted_until() == TODAY


def test_two_at_once_in_one_cell_are_both_counted(province: Province, at: At) -> None:
    follow_everybody()
    people = [province.member(name) for name in ("Đinh Thị Hương", "Hoàng Văn Thuận", "Bùi Thị Uyên")]
    threads = [
        threading.Thread(target=note_sign_in, args=(person, NOW), kwargs={"by_code": False}) for person in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _page(province, at, CELL).organisation.numbers.registered_eligible == 3


def test_the_numbers_can_be_had_anew_from_the_records_alone(province: Province, at: At) -> None:
    assert recount_roll_out(NOW, lambda _: None) == 8
    before = _page(province, at)
    assert before.organisation.numbers.registered_eligible == 1, "who has a password has an account"
    RollOutCell.objects.update(set__rows=[])
    recount(["c0101", "c0102", "c0201"], TODAY)
    assert _page(province, at) == before


def test_the_course_counts_the_days_of_those_who_belong_here(province: Province, at: At) -> None:
    follow_everybody()
    for name, days in (("Đinh Thị Hương", 3), ("Hoàng Văn Thuận", 1), ("Nông Văn Điền", 1)):
        note_sign_in(province.member(name), NOW - timedelta(days=days), by_code=False)
    course = roll_out_course(RollOutCourse(organisation_path="ts/x01/"), at(secretary_at_commune(province)))
    assert [(day.on, day.eligible, day.excluded) for day in course.days[-4:]] == [
        (date(2026, 11, 19), 1, 0),
        (date(2026, 11, 20), 1, 0),
        (date(2026, 11, 21), 2, 1),
        (date(2026, 11, 22), 2, 1),
    ]
    assert len(course.days) == 60


def secretary_at_commune(province: Province) -> object:
    return province.actor("Lê Đức An", ("committee_officer", "ts/x01/"))


def test_a_member_tells_of_the_own_telephone_and_the_secretary_of_others(province: Province, at: At) -> None:
    follow_everybody()
    note_smartphone(NoteSmartphone(smartphone=Smartphone.YES), at(province.actor("Đinh Thị Hương")))
    note_smartphone(
        NoteSmartphone(smartphone=Smartphone.NO, member_id=province.member("Bùi Thị Uyên").id),
        at(secretary_of(province)),
    )
    numbers = _page(province, at, CELL).organisation.numbers
    assert (numbers.phone_yes, numbers.phone_no, numbers.phone_unknown, numbers.waiting) == (1, 1, 1, 1)


def test_an_account_that_was_deleted_is_forgotten_and_the_member_still_counted(province: Province, at: At) -> None:
    follow_everybody()
    member = province.member("Đinh Thị Hương")
    note_sign_in(member, NOW, by_code=False)
    on_account_closed(received(AccountClosed(member_id=member.id), member.id), at())
    fact = RollOutMember.objects(pk=member.id).get()
    assert (fact.registered_on, fact.way, fact.active_on) == (None, None, None)
    numbers = _page(province, at, CELL).organisation.numbers
    assert (numbers.members, numbers.registered_eligible) == (4, 0)
