"""Marks on the chase list, the rule and the stages: who may, what is kept, what leaves a trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.identity.queries.chase_list import ChaseList, Shown, chase_list
from services.identity.queries.my_roll_out import MyRollOut, my_roll_out
from services.identity.queries.roll_out_numbers import RollOutNumbers, roll_out_numbers
from services.identity.rules.chasing import Contact
from services.identity.rules.roll_out import Counting, Reason, Smartphone
from services.identity.rules.roll_out_errors import AppointmentDayMissing, RegistrationNotOpenYet
from services.identity.rules.roll_out_stage import Stage
from services.identity.store import role_grants
from services.identity.store.roll_out_members import RollOutMember
from services.identity.usecases.checking_stage import check_may_register
from services.identity.usecases.note_armed_service import NoteArmedService, note_armed_service
from services.identity.usecases.note_contact import NoteContact, note_contact
from services.identity.usecases.note_smartphone import NoteSmartphone, note_smartphone
from services.identity.usecases.noting_sign_in import note_sign_in
from services.identity.usecases.open_stage import OpenStage, open_stage
from services.identity.usecases.set_roll_out_rule import SetRollOutRule, set_roll_out_rule
from shared.clock import local_date
from shared.errors import Forbidden
from shared.security.audit import verify_chain
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.roll_out import ADMINISTRATOR, CELL, OFFICER, follow_everybody, secretary_of

At = Callable[..., Context]
TODAY = local_date(NOW)


@pytest.fixture(autouse=True)
def counted(province: Province) -> None:
    follow_everybody()


def _trail(action: str) -> list[dict[str, Any]]:
    return list(database()["audit_entries"].find({"action": action}))


def test_the_secretary_sees_who_is_to_be_called_with_telephone_and_each_is_in_the_trail(
    province: Province, at: At
) -> None:
    note_sign_in(province.member("Đinh Thị Hương"), NOW, by_code=False)
    rows = chase_list(ChaseList(cell_path=CELL), at(secretary_of(province))).rows
    assert [(row.full_name, row.phone) for row in rows] == [
        ("Hoàng Văn Thuận", "0950000002"),
        ("Bùi Thị Uyên", "0950000003"),
    ]
    [entry] = _trail("identity.chase_list_read")
    assert entry["about"] == [row.member_id for row in rows]


def test_everybody_is_shown_without_the_telephones_of_those_who_need_no_call(province: Province, at: At) -> None:
    note_sign_in(province.member("Đinh Thị Hương"), NOW, by_code=True)
    page = chase_list(ChaseList(cell_path=CELL, show=Shown.EVERYBODY), at(secretary_of(province)))
    rows = {row.full_name: row for row in page.rows}
    assert len(rows) == 4
    assert (rows["Đinh Thị Hương"].phone, rows["Đinh Thị Hương"].way) == (None, "code")
    assert (rows["Nông Văn Điền"].phone, rows["Nông Văn Điền"].excluded) == (None, "exempt")


def test_the_administrator_sees_names_and_no_telephone(province: Province, at: At) -> None:
    rows = chase_list(ChaseList(cell_path=CELL), at(province.actor("Tạ Quang Khải", ADMINISTRATOR))).rows
    assert rows
    assert {row.phone for row in rows} == {None}


@pytest.mark.parametrize("grant", [OFFICER, ("committee_editor", "ts/"), ("cell_secretary", "ts/x01/c0102/"), None])
def test_names_and_marks_are_not_for_committees_nor_for_another_cell(
    province: Province, at: At, grant: tuple[str, str] | None
) -> None:
    ctx = at(province.actor("Lê Đức An", *([grant] if grant else [])))
    member_id = province.member("Đinh Thị Hương").id
    for attempt in (
        lambda: chase_list(ChaseList(cell_path=CELL), ctx),
        lambda: note_contact(NoteContact(member_id=member_id, contact=Contact.CONTACTED), ctx),
        lambda: note_armed_service(NoteArmedService(member_id=member_id, armed=True), ctx),
        lambda: note_smartphone(NoteSmartphone(member_id=member_id, smartphone=Smartphone.NO), ctx),
        lambda: open_stage(OpenStage(organisation_id="x01", stage=Stage.NOBODY), ctx),
        lambda: set_roll_out_rule(SetRollOutRule(excluded=[], counting=Counting.SAME_PEOPLE), ctx),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_mark_keeps_its_note_encrypted_and_leaves_a_trail_without_it(province: Province, at: At) -> None:
    member = province.member("Bùi Thị Uyên")
    note = "Hẹn sau vụ gặt, con gái giúp"
    command = NoteContact(
        member_id=member.id, contact=Contact.APPOINTED, appointed_on=TODAY + timedelta(days=3), note=note
    )
    note_contact(command, at(secretary_of(province)))
    fact = RollOutMember.objects(pk=member.id).get()
    assert (fact.contact, fact.appointed_on, fact.contact_note) == ("appointed", TODAY + timedelta(days=3), note)
    assert note not in str(database()["roll_out_members"].find_one({"_id": member.id}))
    [entry] = _trail("identity.contact_noted")
    assert (entry["about"], entry["details"]) == ([member.id], {})
    assert verify_chain() is None


def test_an_appointment_needs_a_day_to_come_and_another_mark_forgets_it(province: Province, at: At) -> None:
    member, ctx = province.member("Bùi Thị Uyên"), at(secretary_of(province))
    for day in (None, TODAY - timedelta(days=1)):
        with pytest.raises(AppointmentDayMissing) as refused:
            note_contact(NoteContact(member_id=member.id, contact=Contact.APPOINTED, appointed_on=day), ctx)
        assert "appointed_on" in refused.value.details
    note_contact(NoteContact(member_id=member.id, contact=Contact.NO_PHONE, appointed_on=TODAY), ctx)
    fact = RollOutMember.objects(pk=member.id).get()
    assert (fact.appointed_on, fact.smartphone) == (None, "no")


def test_the_police_are_kept_apart_and_lie_encrypted(province: Province, at: At) -> None:
    member = province.member("Bùi Thị Uyên")
    note_armed_service(NoteArmedService(member_id=member.id, armed=True), at(secretary_of(province)))
    page = roll_out_numbers(RollOutNumbers(organisation_path=CELL), at(secretary_of(province)))
    assert page.organisation.numbers.reasons == {"exempt": 1, "armed": 1}
    assert "armed" not in str(database()["roll_out_members"].find_one({"_id": member.id}))
    assert my_roll_out(MyRollOut(), at(province.actor("Bùi Thị Uyên"))).service == "armed"


def test_a_committee_is_not_told_the_reasons_of_a_small_group(province: Province, at: At) -> None:
    page = roll_out_numbers(RollOutNumbers(organisation_path="ts/x01/"), at(province.actor("Lê Đức An", OFFICER)))
    assert page.organisation.numbers.reasons is None
    assert page.organisation.numbers.excluded == 1
    assert not page.names_too


def test_a_rate_over_a_hundred_is_told_and_explained_as_the_province_counts(province: Province, at: At) -> None:
    administrator = at(province.actor("Tạ Quang Khải", ADMINISTRATOR))
    for name in ("Đinh Thị Hương", "Hoàng Văn Thuận", "Bùi Thị Uyên", "Nông Văn Điền"):
        note_sign_in(province.member(name), NOW, by_code=False)
    set_roll_out_rule(SetRollOutRule(excluded=[Reason.EXEMPT], counting=Counting.ALL_OVER_ELIGIBLE), administrator)
    rates = roll_out_numbers(RollOutNumbers(organisation_path=CELL), administrator).organisation.rates
    assert (rates.chosen.numerator, rates.chosen.denominator) == (4, 3)
    assert (rates.eligible.numerator, rates.eligible.denominator) == (3, 3)
    assert "trên 100%" in (rates.explanation or "")
    set_roll_out_rule(SetRollOutRule(excluded=[], counting=Counting.ALL_OVER_MEMBERS), administrator)
    rates = roll_out_numbers(RollOutNumbers(organisation_path=CELL), administrator).organisation.rates
    assert ((rates.chosen.numerator, rates.chosen.denominator), rates.explanation) == ((4, 4), None)
    assert len(_trail("identity.roll_out_rule_set")) == 2


def test_registration_opens_stage_by_stage_and_the_nearest_word_counts(province: Province, at: At) -> None:
    administrator = at(province.actor("Tạ Quang Khải", ADMINISTRATOR))
    member = province.member("Đinh Thị Hương")
    check_may_register(member, TODAY)
    open_stage(OpenStage(organisation_id="ts", stage=Stage.NOBODY), administrator)
    with pytest.raises(RegistrationNotOpenYet, match="chưa đến đợt"):
        check_may_register(member, TODAY)
    open_stage(OpenStage(organisation_id="x01", stage=Stage.LEADERS), administrator)
    with pytest.raises(RegistrationNotOpenYet, match="bí thư chi bộ và cán bộ cấp ủy đăng ký trước"):
        check_may_register(member, TODAY)
    role_grants.RoleGrant(
        id="g1", member_id=member.id, role="cell_secretary", organisation_id="c0101", organisation_path=CELL,
        valid_from=TODAY,
    ).save()  # fmt: skip
    check_may_register(member, TODAY)
    open_stage(OpenStage(organisation_id="c0101", stage=Stage.EVERYBODY), administrator)
    check_may_register(province.member("Bùi Thị Uyên"), TODAY)
    page = roll_out_numbers(RollOutNumbers(organisation_path="ts/x01/"), administrator)
    assert [(part.id, part.stage) for part in page.below] == [("c0101", Stage.EVERYBODY), ("c0102", Stage.LEADERS)]
