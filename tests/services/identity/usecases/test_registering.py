"""The steps of a registration that need no engine: who may go on, who is let in, who decides, what is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from services.identity.rules.consents import Purpose
from services.identity.rules.errors import CodeNotForThem, TooSoon
from services.identity.rules.grants import Role
from services.identity.rules.registration_errors import (
    AlreadyDecided,
    CodeRefused,
    ConsentNeeded,
    HasAccount,
    NotAMemberNow,
    NotNow,
    RegistrationNotFound,
    TooManyPictures,
)
from services.identity.rules.registration_flow import MOST_CODES, State
from services.identity.store import accounts, consents
from services.identity.store.accounts import UsernameTaken
from services.identity.store.members import Member
from services.identity.usecases.ask_for_person import AskForPerson, ask_for_person
from services.identity.usecases.confirm_phone import ConfirmPhone, confirm_phone
from services.identity.usecases.decide_registration import DecideRegistration, decide_registration
from services.identity.usecases.enrol import Enrol, enrol
from services.identity.usecases.grant_role import GrantRole, grant_role
from services.identity.usecases.send_registration_code import SendRegistrationCode, send_registration_code
from shared.security import NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province, Sent
from tests.services.identity.registering import CELL, Applicant, applicant

At = Callable[..., Context]
JPEG = b"\xff\xd8\xff\xe0 a picture, for all that its first bytes say"
WITHOUT_ACCOUNT = "Hoàng Văn Thuận"
CHOSEN = "ruộng bậc thang mùa nước"


def enrolled(somebody: Applicant, username: str = "nguoimoi") -> Any:
    return enrol(Enrol(**somebody.mine(), username=username, password=CHOSEN), somebody.at())


class TestWhoIsLetIn:
    def test_on_a_helpers_device_the_account_is_opened_and_nobody_is_signed_in(self, province: Province) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        somebody = applicant(State.VERIFIED, member, helper_id="m-helper")
        somebody.agree(Purpose.ACCOUNT)
        opened = enrolled(somebody)
        assert (opened.username, opened.session) == ("nguoimoi", None)
        assert database()["sessions"].count_documents({"member_id": member.id}) == 0
        assert somebody.state == State.ENROLLED

    def test_a_verified_member_with_consent_gets_an_account_and_the_consent_is_the_members(
        self, province: Province
    ) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        somebody = applicant(State.VERIFIED, member)
        with pytest.raises(ConsentNeeded):
            enrolled(somebody)
        somebody.agree(Purpose.ACCOUNT)
        assert province.verified(enrolled(somebody).session.token).member_id == member.id
        assert [consent.purpose for consent in consents.of_member(member.id)] == ["account"]
        assert somebody.state == State.ENROLLED

    def test_an_account_that_is_there_is_never_taken_over(self, province: Province) -> None:
        member = province.member("Đinh Thị Hương")
        before = accounts.of_member(member.id)
        somebody = applicant(State.VERIFIED, member)
        somebody.agree(Purpose.ACCOUNT)
        with pytest.raises(HasAccount):
            enrolled(somebody)
        after = accounts.of_member(member.id)
        assert before
        assert after
        assert (after.username, after.password_hash) == (before.username, before.password_hash)
        assert somebody.state == State.VERIFIED

    def test_of_two_registrations_of_one_member_one_gets_the_account(self, province: Province) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        both = [applicant(State.VERIFIED, member) for _ in range(2)]
        for one in both:
            one.agree(Purpose.ACCOUNT)
        start, got = Barrier(2), []

        def go(number: int) -> None:
            start.wait()
            try:
                enrolled(both[number], f"nguoimoi{number}")
                got.append("in")
            except HasAccount:
                got.append("refused")

        threads = [Thread(target=go, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == ["in", "refused"]
        assert sorted(one.state for one in both) == [State.ENROLLED, State.VERIFIED]

    def test_whoever_left_between_the_decision_and_the_last_step_is_not_let_in(self, province: Province) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        somebody = applicant(State.VERIFIED, member)
        somebody.agree(Purpose.ACCOUNT)
        Member.objects(pk=member.id).update_one(set__status="left")
        with pytest.raises(NotAMemberNow):
            enrolled(somebody)
        assert accounts.of_member(member.id) is None

    def test_a_taken_user_name_leaves_the_registration_as_it_was(self, province: Province) -> None:
        somebody = applicant(State.VERIFIED, province.member(WITHOUT_ACCOUNT))
        somebody.agree(Purpose.ACCOUNT)
        with pytest.raises(UsernameTaken) as refused:
            enrolled(somebody, "dangvien")
        assert "username" in refused.value.details
        assert somebody.state == State.VERIFIED
        enrolled(somebody, "nguoikhac")

    def test_nobody_enrols_with_another_registrations_secret(self, province: Province) -> None:
        mine, other = applicant(State.VERIFIED, province.member(WITHOUT_ACCOUNT)), applicant()
        with pytest.raises(RegistrationNotFound):
            enrol(Enrol(registration_id=mine.id, secret=other.secret, username="nguoila", password=PASSWORD), mine.at())


class TestTelephone:
    def test_the_code_goes_to_the_telephone_on_the_record_and_verifies(self, province: Province, sent: Sent) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        somebody = applicant(State.PHONE_WANTED, member)
        send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
        phone, code = sent.messages[-1]
        assert phone == member.phone
        confirm_phone(ConfirmPhone(**somebody.mine(), code=f"{code[:3]} {code[3:]}"), somebody.at())
        assert somebody.state == State.VERIFIED

    def test_wrong_codes_are_counted_and_five_use_a_code_up(self, province: Province, sent: Sent) -> None:
        somebody = applicant(State.PHONE_WANTED, province.member(WITHOUT_ACCOUNT))
        send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
        code = sent.messages[-1][1]
        for guess in range(1, 6):
            with pytest.raises(CodeRefused):
                confirm_phone(
                    ConfirmPhone(**somebody.mine(), code=f"{(int(code) + guess) % 1_000_000:06}"), somebody.at()
                )
        with pytest.raises(CodeRefused):
            confirm_phone(ConfirmPhone(**somebody.mine(), code=code), somebody.at())
        assert somebody.state == State.PHONE_WANTED

    def test_codes_are_sent_a_minute_apart_and_not_without_end(self, province: Province, sent: Sent) -> None:
        somebody = applicant(State.PHONE_WANTED, province.member(WITHOUT_ACCOUNT))
        for _ in range(MOST_CODES):
            send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
            with pytest.raises(TooSoon):
                send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
            somebody.now += timedelta(minutes=1)
        with pytest.raises(TooManyPictures):
            send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
        assert len(sent.messages) == MOST_CODES

    def test_before_the_pictures_agree_no_code_is_sent(self, province: Province, sent: Sent) -> None:
        for state in (State.BEGUN, State.CONFIRMED, State.FACE_UNCLEAR, State.IN_REVIEW, State.REFUSED):
            somebody = applicant(state, province.member(WITHOUT_ACCOUNT))
            with pytest.raises(NotNow):
                send_registration_code(SendRegistrationCode(**somebody.mine()), somebody.at())
        assert sent.messages == []

    def test_an_old_number_is_no_dead_end(self, province: Province) -> None:
        somebody = applicant(State.PHONE_WANTED, province.member(WITHOUT_ACCOUNT))
        told = AskForPerson(**somebody.mine(), full_name="Hoàng Văn Thuận", phone="0950 111 222", cell="c0101")
        ask_for_person(told, somebody.at())
        assert list(somebody.stored().reasons) == ["asked_for_person", "card_alone"]


class TestDecisions:
    def test_of_two_secretaries_at_once_one_decides_and_the_other_reads_who_did(
        self, province: Province, at: At
    ) -> None:
        somebody = applicant(State.IN_REVIEW, province.member("Đinh Thị Hương"))
        accounts.remove(province.member("Đinh Thị Hương").id)
        first = province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL))
        second = province.actor("Lê Đức An", ("administrator", "ts/"))
        start, told = Barrier(2), []

        def decide(actor: Any, outcome: str) -> None:
            start.wait()
            try:
                wish = DecideRegistration(registration_id=somebody.id, outcome=outcome)  # type: ignore[arg-type]
                told.append(decide_registration(wish, at(actor)).state)
            except AlreadyDecided as error:
                told.append(error.message)

        threads = [Thread(target=decide, args=pair) for pair in ((first, "verified"), (second, "refused"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert somebody.state in told
        message = next(text for text in told if text != somebody.state)
        assert message in {
            "Đồng chí Hoàng Văn Thuận đã xử lý lần đăng ký này.",
            "Đồng chí Lê Đức An đã xử lý lần đăng ký này.",
        }
        decided = list(database()["audit_entries"].find({"action": "identity.registration_decided"}))
        assert len(decided) == 1

    def test_whoever_has_an_account_is_not_verified_again(self, province: Province, at: At) -> None:
        somebody = applicant(State.IN_REVIEW, province.member("Đinh Thị Hương"))
        secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL))
        with pytest.raises(HasAccount, match="Cấp mã"):
            decide_registration(DecideRegistration(registration_id=somebody.id, outcome="verified"), at(secretary))
        assert somebody.state == State.IN_REVIEW

    def test_a_secretary_opens_no_account_of_whoever_stands_above(self, province: Province, at: At) -> None:
        secretary = province.actor("Đinh Thị Hương", ("cell_secretary", CELL))
        chief = province.member(WITHOUT_ACCOUNT)
        office = province.actor("Lê Đức An", ("administrator", "ts/"))
        wish = GrantRole(member_id=chief.id, role=Role.ADMINISTRATOR, organisation_id="ts", valid_from=NOW.date())
        grant_role(wish, at(office))
        somebody = applicant(State.IN_REVIEW, chief)
        with pytest.raises(CodeNotForThem):
            decide_registration(DecideRegistration(registration_id=somebody.id, outcome="verified"), at(secretary))

    def test_a_secretary_of_another_cell_neither_sees_nor_decides(self, province: Province, at: At) -> None:
        somebody = applicant(State.IN_REVIEW, province.member(WITHOUT_ACCOUNT))
        stranger = province.actor("Phạm Thị Ân", ("cell_secretary", "ts/x02/c0201/"))
        with pytest.raises(NotPermitted):
            decide_registration(DecideRegistration(registration_id=somebody.id, outcome="refused"), at(stranger))
