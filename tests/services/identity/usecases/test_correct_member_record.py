"""Correcting a record: who keeps which field, what stays behind, and two people at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.identity.queries.my_record import MyRecord, my_record
from services.identity.queries.read_member_history import ReadMemberHistory, read_member_history
from services.identity.queries.read_member_record import ReadMemberRecord, read_member_record
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.grants import Role
from services.identity.rules.record_errors import (
    FieldNotYours,
    NothingToChange,
    NumberTaken,
    OwnRecord,
    RecordFieldsInvalid,
    SignInNotYours,
)
from services.identity.store import members
from services.identity.usecases.correct_member_record import CorrectMemberRecord, correct_member_record
from services.identity.usecases.grant_role import GrantRole, grant_role
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from shared.errors import Conflict
from shared.security import Actor
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import Context, context
from tests.services.identity.conftest import PASSWORD, Province

At = Callable[..., Context]
SECRETARY = ("cell_secretary", "ts/x01/c0101/")
OFFICER = ("committee_officer", "ts/x01/")
ADMINISTRATOR = ("administrator", "ts/")


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Lê Đức An", OFFICER)


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", SECRETARY)


def _correct(province: Province, ctx: Context, name: str = "Đinh Thị Hương", **changes: str) -> Any:
    member = province.member(name)
    command = CorrectMemberRecord(member_id=member.id, version=member.version, changes=changes, reason="Theo giấy tờ")
    return correct_member_record(command, ctx)


def _audited(action: str) -> int:
    return database()["audit_entries"].count_documents({"action": action})


def test_a_correction_is_stored_sealed_and_its_history_tells_before_and_after(
    province: Province, at: At, officer: Actor
) -> None:
    _correct(province, at(officer), origin="xã  Hồng Thái,  Trường Sơn", family="Bố: Đinh Văn Khoa")
    _correct(province, at(officer), origin="xã Hồng Phong", family="")
    member_id = province.member("Đinh Thị Hương").id
    history = read_member_history(ReadMemberHistory(member_id=member_id), at(officer)).items
    assert [(f.label, f.before, f.after) for f in history[0].fields] == [
        ("Quê quán", "xã Hồng Thái, Trường Sơn", "xã Hồng Phong"),
        ("Hoàn cảnh gia đình", "Bố: Đinh Văn Khoa", ""),
    ]
    assert (history[0].by, history[0].reason, len(history)) == ("Lê Đức An", "Theo giấy tờ", 2)
    section = read_member_record(ReadMemberRecord(member_id=member_id), at(officer)).section
    assert {field.name: field.value for field in section.fields}["origin"] == "xã Hồng Phong"
    everything = repr([list(database()[name].find()) for name in ("members", "member_changes", "audit_entries")])
    assert not any(text in everything for text in ("Hồng", "Khoa", "Theo giấy tờ"))
    assert _audited("identity.record_changed") == 2


def test_a_section_not_asked_for_is_not_read_out_and_every_read_leaves_an_entry(
    province: Province, at: At, secretary: Actor, officer: Actor
) -> None:
    member_id = province.member("Đinh Thị Hương").id
    _correct(province, at(officer), health="Đau khớp gối", occupation="Giáo viên")
    view = read_member_record(ReadMemberRecord(member_id=member_id, section="work"), at(secretary))
    assert "family" not in view.sections
    assert "health" not in view.sections
    assert "Giáo viên" in {field.shown for field in view.section.fields}
    hidden = read_member_record(ReadMemberRecord(member_id=member_id, section="health"), at(secretary))
    assert hidden.section.name == "person"
    history = read_member_history(ReadMemberHistory(member_id=member_id), at(secretary)).items[0]
    assert ([f.label for f in history.fields], history.hidden) == (["Nghề nghiệp"], 1)
    assert _audited("identity.record_read") == 2
    assert _audited("identity.record_history_read") == 1


def test_the_secretary_keeps_the_address_and_not_the_birth_date(province: Province, at: At, secretary: Actor) -> None:
    _correct(province, at(secretary), present_address="thôn Thượng")
    with pytest.raises(FieldNotYours) as refused:
        _correct(province, at(secretary), present_address="thôn Hạ", birth_date="02/03/1991")
    assert list(refused.value.details) == ["birth_date"]


@pytest.mark.parametrize("grant", [("cell_secretary", "ts/x01/c0102/"), ("administrator", "ts/x02/"), None])
def test_nobody_from_elsewhere_reads_or_corrects(province: Province, at: At, grant: tuple[str, str] | None) -> None:
    stranger = province.actor("Tạ Quang Khải", *([grant] if grant else []))
    member_id = province.member("Đinh Thị Hương").id
    for query in (ReadMemberRecord(member_id=member_id), ReadMemberHistory(member_id=member_id)):
        ask: Any = read_member_record if isinstance(query, ReadMemberRecord) else read_member_history
        with pytest.raises(MemberNotFound):
            ask(query, at(stranger))
    with pytest.raises(Exception, match="not_permitted"):
        _correct(province, at(stranger), origin="xã Hồng Phong")


def test_nobody_corrects_the_own_record(province: Province, at: At, officer: Actor) -> None:
    with pytest.raises(OwnRecord):
        _correct(province, at(officer), "Lê Đức An", origin="xã Hồng Phong")


def test_the_telephone_of_somebody_with_a_role_takes_who_administers_that_role(
    province: Province, at: At, officer: Actor
) -> None:
    administrator = province.actor("Phạm Thị Ân", ADMINISTRATOR)
    holder = province.member("Hoàng Văn Thuận")
    grant_role(GrantRole(member_id=holder.id, role=Role.CELL_SECRETARY, organisation_id="c0101"), at(administrator))
    with pytest.raises(SignInNotYours):
        _correct(province, at(officer), "Hoàng Văn Thuận", phone="0950999999")
    _correct(province, at(officer), phone="0950888888")
    _correct(province, at(administrator), "Hoàng Văn Thuận", phone="0950999999")
    found = members.with_phone("0950999999")
    assert found is not None
    assert found.id == holder.id


def test_a_status_change_is_told_with_its_day_and_nothing_personal(province: Province, at: At, officer: Actor) -> None:
    _correct(province, at(officer), status="Đình chỉ sinh hoạt", status_reason="Quyết định 12-QĐ/ĐU")
    member = province.member("Đinh Thị Hương")
    assert (member.status, member.status_since.isoformat()) == ("suspended", "2026-11-22")
    assert member.outbox[-1]["type"] == "identity.member_status_changed.v1"
    assert b"12-Q" not in bytes(member.outbox[-1]["body"])


def test_emptied_columns_leave_no_key_behind(province: Province, at: At, officer: Actor) -> None:
    _correct(province, at(officer), phone="")
    assert members.with_phone("0950000001") is None
    assert "phone_key" not in (database()["members"].find_one({"full_name": "Đinh Thị Hương"}) or {})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_date": "31/02/1990"}, "birth_date"),
        ({"official_on": "01/01/2014"}, "admitted_on"),
        ({"full_name": ""}, "full_name"),
        ({"email": "không có"}, "email"),
        ({"origin": "x" * 201}, "origin"),
        ({"shoe_size": "42"}, "shoe_size"),
        ({"youth_union_on": "01/01/2077"}, "youth_union_on"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    province: Province, at: At, officer: Actor, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(RecordFieldsInvalid) as refused:
        _correct(province, at(officer), **changes)
    assert list(refused.value.details) == [field]


def test_a_card_of_another_and_an_unchanged_value_are_refused(province: Province, at: At, officer: Actor) -> None:
    with pytest.raises(NumberTaken) as refused:
        _correct(province, at(officer), card_number="99000005")
    assert list(refused.value.details) == ["card_number"]
    with pytest.raises(NothingToChange):
        _correct(province, at(officer), phone="0950 000 001")


def test_a_mark_of_secrecy_goes_no_further(province: Province, at: At, officer: Actor) -> None:
    with pytest.raises(SecretMark):
        _correct(province, at(officer), career="TUYỆT MẬT\nTừ 1970 công tác tại…")
    assert _audited("security.secret_text_refused") == 1


def test_the_same_command_twice_changes_once(province: Province, officer: Actor) -> None:
    member = province.member("Đinh Thị Hương")
    command = CorrectMemberRecord(
        member_id=member.id, version=member.version, changes={"origin": "xã Hồng Phong"}, reason="Theo giấy tờ"
    )
    first, second = (correct_member_record(command, context(officer, repeat_key="one")) for _ in range(2))
    assert first == second
    assert database()["member_changes"].count_documents({}) == 1


def test_of_two_officers_at_once_one_wins_and_the_other_is_told(province: Province, at: At) -> None:
    two = [province.actor(name, OFFICER) for name in ("Lê Đức An", "Đỗ Văn An")]
    member = province.member("Đinh Thị Hương")

    def correct(actor: Actor) -> str:
        changes = {"origin": f"quê của {actor.member_id}"}
        command = CorrectMemberRecord(member_id=member.id, version=member.version, changes=changes, reason="Sửa")
        try:
            correct_member_record(command, at(actor))
        except Conflict as error:
            return error.code
        return "won"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(correct, two))
    assert outcomes == ["conflict.changed_by_another", "won"]
    assert database()["member_changes"].count_documents({}) == 1


def test_a_member_sees_the_whole_own_record(province: Province, at: At, officer: Actor) -> None:
    _correct(province, at(officer), health="Đau khớp gối")
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    mine = my_record(MyRecord(), at(province.verified(signed_in.token)))
    shown = {field.name: field.shown for section in mine.sections for field in section.fields}
    assert (shown["health"], shown["birth_date"], shown["record_number"]) == ("Đau khớp gối", "02/03/1990", "000001TS")
