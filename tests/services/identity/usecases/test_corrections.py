"""A member asks for the own record to be corrected; the desk decides, once."""

from collections.abc import Callable

import pytest

from services.identity.queries.list_corrections import ListCorrections, list_corrections
from services.identity.queries.my_record import MyRecord, my_record
from services.identity.rules.record_errors import (
    AlreadyDecided,
    CorrectionNotFound,
    FieldNotYours,
    NothingToChange,
    OwnRecord,
    RecordFieldsInvalid,
    TooManyCorrections,
)
from services.identity.store.member_values import values_of
from services.identity.usecases.correct_member_record import CorrectMemberRecord, correct_member_record
from services.identity.usecases.decide_correction import DecideCorrection, decide_correction
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.request_correction import MOST_OPEN, RequestCorrection, request_correction
from shared.outbox import ChangedByAnother
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import PASSWORD, Province

At = Callable[..., Context]
NAME = "Đinh Thị Hương"


@pytest.fixture
def member(province: Province, at: At) -> Actor:
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    return province.verified(signed_in.token)


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Lê Đức An", ("committee_officer", "ts/x01/"))


def _ask(ctx: Context, **changes: str) -> str:
    return request_correction(RequestCorrection(changes=changes, reason="Giấy khai sinh ghi khác"), ctx).correction_id


def test_accepting_corrects_the_record_and_the_member_reads_the_answer(
    province: Province, at: At, member: Actor, officer: Actor
) -> None:
    correction_id = _ask(at(member), birth_date="03/03/1990", origin="xã Hồng Phong")
    [shown] = list_corrections(ListCorrections(organisation_path="ts/x01/"), at(officer)).items
    assert [(f.label, f.before, f.after) for f in shown.fields] == [
        ("Ngày sinh", "02/03/1990", "03/03/1990"),
        ("Quê quán", "", "xã Hồng Phong"),
    ]
    assert (shown.full_name, shown.acceptable) == (NAME, True)
    decide_correction(DecideCorrection(correction_id=correction_id, accept=True, note="Đã đối chiếu"), at(officer))
    stored = province.member(NAME)
    assert (stored.birth_date, values_of(stored)["origin"]) == ("1990-03-03", "xã Hồng Phong")
    [request] = my_record(MyRecord(), at(member)).requests
    assert (request.state, request.note) == ("accepted", "Đã đối chiếu")
    assert list_corrections(ListCorrections(organisation_path="ts/x01/"), at(officer)).items == []
    assert "Hồng Phong" not in repr([list(database()[name].find()) for name in ("corrections", "member_changes")])


def test_rejecting_leaves_the_record_and_a_second_decision_is_refused(
    province: Province, at: At, member: Actor, officer: Actor
) -> None:
    correction_id = _ask(at(member), origin="xã Hồng Phong")
    for _ in range(2):  # tapped twice
        decide_correction(DecideCorrection(correction_id=correction_id, accept=False), at(officer))
    with pytest.raises(AlreadyDecided):
        decide_correction(DecideCorrection(correction_id=correction_id, accept=True), at(officer))
    assert "origin" not in values_of(province.member(NAME))


def test_the_secretary_accepts_only_what_the_cell_keeps(province: Province, at: At, member: Actor) -> None:
    secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))
    address, birth = _ask(at(member), residence="thôn Hạ"), _ask(at(member), birth_date="03/03/1990")
    _ask(at(member), health="Đau khớp gối")
    found = list_corrections(ListCorrections(organisation_path="ts/x01/c0101/"), at(secretary)).items
    assert {item.id: item.acceptable for item in found} == {address: True, birth: False}
    decide_correction(DecideCorrection(correction_id=address, accept=True), at(secretary))
    with pytest.raises(FieldNotYours):
        decide_correction(DecideCorrection(correction_id=birth, accept=True), at(secretary))
    assert database()["corrections"].count_documents({"state": "open"}) == 2


def test_nobody_from_elsewhere_and_nobody_for_oneself(province: Province, at: At, member: Actor) -> None:
    correction_id = _ask(at(member), residence="thôn Hạ")
    command = DecideCorrection(correction_id=correction_id, accept=True)
    for grants in ([], [("administrator", "ts/x02/")]):
        with pytest.raises(CorrectionNotFound):
            decide_correction(command, at(province.actor("Tạ Quang Khải", *grants)))
    with pytest.raises(OwnRecord):
        decide_correction(command, at(province.actor(NAME, ("committee_officer", "ts/x01/"))))


def test_a_record_that_changed_since_is_looked_at_again(
    province: Province, at: At, member: Actor, officer: Actor
) -> None:
    correction_id = _ask(at(member), origin="xã Hồng Phong")
    stored = province.member(NAME)
    command = CorrectMemberRecord(
        member_id=stored.id, version=stored.version, changes={"origin": "xã Hồng Thái"}, reason="Theo sổ"
    )
    correct_member_record(command, at(officer))
    with pytest.raises(ChangedByAnother):
        decide_correction(DecideCorrection(correction_id=correction_id, accept=True), at(officer))
    assert database()["corrections"].count_documents({"state": "open"}) == 1


def test_what_cannot_be_asked_for(at: At, member: Actor) -> None:
    with pytest.raises(NothingToChange):
        _ask(at(member), phone="0950000001")
    for changes in ({"status": "Miễn sinh hoạt"}, {"birth_date": "31/02/1990"}):
        with pytest.raises(RecordFieldsInvalid):
            _ask(at(member), **changes)
    for number in range(MOST_OPEN):
        _ask(at(member), origin=f"thôn {number}")
    with pytest.raises(TooManyCorrections):
        _ask(at(member), origin="thôn Hạ")
