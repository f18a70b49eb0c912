"""What everybody may do in identity, method by method: the whole policy in one place, written a second time.

mine(...)     anybody who is logged in, about the own affairs only
open_(...)    no log-in is needed
over(...)     holders of the roles over `place`, and of nothing else
filtered(...) everybody gets an answer, but only those roles over `place` find the target in it
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.identity.rules.grants import Role
from services.identity.rules.passkeys import NewPasskey
from services.identity.store import passkeys, recovery_requests, sessions
from services.identity.store.delegations import Delegation
from services.identity.store.helper_pairings import HelperPairing
from services.identity.store.role_grants import RoleGrant
from services.identity.store.sign_up_days import SignUpDay
from shared import ids
from shared.clock import local_date
from tests.services.identity.conftest import NOW
from tests.services.identity.permissions.organisations import election, new_name, planned_change, seat
from tests.services.identity.permissions.records import (
    SENT,
    about_import,
    about_paper,
    answered_list,
    asked_of_another,
    closed_list,
    correction,
    export_of_another,
    list_answer,
    member_file,
    new_address,
    new_paper,
    paper_person,
    paper_person_to_remove,
    problem,
    rest_of_list,
    wish,
)
from tests.services.identity.permissions.registering import (
    about_registration,
    consent_of_the_member,
    in_person,
    lists_registration,
)
from tests.services.identity.permissions.rights import (
    about_breach,
    about_request,
    lists_breach,
    lists_request,
    new_breach,
)
from tests.services.identity.permissions.world import CELL, COMMUNE, PROVINCE, spare, target

Payload = Mapping[str, Any]
SECRETARY, EDITOR, OFFICER, ADMINISTRATOR = (
    Role.CELL_SECRETARY,
    Role.COMMITTEE_EDITOR,
    Role.COMMITTEE_OFFICER,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True)
class Operation:
    """`build` makes what is asked about and the payload that asks for it, anew for every attempt."""

    kind: str
    build: Callable[[], Payload] = dict
    roles: frozenset[Role] = frozenset()
    place: str = CELL
    colleagues: bool = False
    """Members of the target's own cell may as well."""

    def permits(self, role: Role | None, place: str) -> bool:
        if self.kind == "open":
            return True
        if role is None:
            return False
        if self.kind == "mine" or (self.colleagues and role is Role.MEMBER and place == CELL):
            return True
        return role in self.roles and self.place.startswith(place)


def open_() -> Operation:
    return Operation("open")


def mine(build: Callable[[], Payload] = dict) -> Operation:
    return Operation("mine", build)


def over(build: Callable[[], Payload], *roles: Role, place: str = CELL) -> Operation:
    return Operation("over", build, frozenset(roles), place)


def filtered(build: Callable[[], Payload], *roles: Role, place: str = CELL, colleagues: bool = False) -> Operation:
    return Operation("filtered", build, frozenset(roles), place, colleagues)


def _the_member() -> Payload:
    return {"member_id": target().id}


def _session_of_the_member() -> Payload:
    """Of another person: nobody at all may end it by name."""
    return {"session_id": sessions.begin(ids.new_id(), target().id, "", None, NOW, by_code=False).id}


def _role_for_target() -> Payload:
    return {"member_id": target().id, "role": "administrator", "organisation_id": "c0101"}


def _of_cell() -> Payload:
    return {"organisation_path": CELL}


def _about_day(**more: Any) -> Callable[[], Payload]:
    def build() -> Payload:
        day_id = ids.new_id()
        SignUpDay(
            id=day_id, organisation_id="c0101", organisation_path=CELL, starts_at=NOW, place="Nhà", state="planned"
        ).save()
        return {"day_id": day_id, **more}

    return build


def _pairing() -> Payload:
    today = local_date(NOW).isoformat()
    return {"cell_path": CELL, "helper_name": "Lò Thị Vân", "first_day": today, "last_day": today}


def _about_pairing() -> Payload:
    """At a member's home; with a cell's secretary the committee may as well (test_helping)."""
    pairing_id, today = ids.new_id(), local_date(NOW)
    HelperPairing(
        id=pairing_id, cell_id="c0101", cell_path=CELL, member_id=target().id, helper_name="Lò Thị Vân",
        first_day=today, last_day=today, state="planned",
    ).save()  # fmt: skip
    return {"pairing_id": pairing_id, "done": True}


def _passkey_of_the_member() -> Payload:
    name = ids.new_id()
    passkeys.add(NewPasskey(name, b"k", 0, backed_up=False), target().id, "Máy", NOW)
    return {"passkey_id": name}


def _waiting_for_recovery() -> Payload:
    recovery_requests.ask(target().id, CELL, "dangvien", device_lost=False, now=NOW)
    return _the_member()


def _delegation() -> Payload:
    """Between two of whom nobody here is one."""
    delegation_id = ids.new_id()
    Delegation(
        id=delegation_id,
        member_id=target().id,
        cell_path=CELL,
        helper_id=spare().id,
        deeds=["read_news"],
        valid_from=local_date(NOW),
        valid_until=local_date(NOW),
        state="in_force",
        given_by=target().id,
        made_at=NOW,
    ).save()
    return {"delegation_id": delegation_id}


def _helper_for_the_member() -> Payload:
    Delegation.objects.delete()
    whom = {"member_id": target().id, "helper_id": spare().id, "member_present": True}
    return {**whom, "deeds": ["read_news"], "valid_until": "2027-01-31"}


def _held_role() -> Payload:
    grant_id = ids.new_id()
    RoleGrant(
        id=grant_id,
        member_id=target().id,
        role="administrator",
        organisation_id="c0101",
        organisation_path=CELL,
        valid_from=local_date(NOW),
    ).save()
    return {"grant_id": grant_id, "reason": "Hết nhiệm kỳ"}


OPERATIONS: dict[str, Operation] = {
    # --- registration by card and face
    "begin_registration": open_(),
    "begin_assisted_registration": mine(lambda: {"address": "127.0.0.1"}),
    "consent_texts": open_(),
    "give_consent": open_(),
    "send_card": open_(),
    "confirm_card": open_(),
    "draw_challenge": open_(),
    "send_face": open_(),
    "registration_status": open_(),
    "send_registration_code": open_(),
    "confirm_phone": open_(),
    "stop_registration": open_(),
    "ask_for_person": open_(),
    "enrol": open_(),
    "my_consents": mine(),
    "withdraw_consent": over(consent_of_the_member),
    "list_registrations": filtered(lists_registration, SECRETARY, ADMINISTRATOR),
    "read_registration": over(about_registration(), SECRETARY, ADMINISTRATOR),
    "registration_picture": over(about_registration(kind="card"), SECRETARY, ADMINISTRATOR),
    "decide_registration": over(about_registration(outcome="verified"), SECRETARY, ADMINISTRATOR),
    "register_in_person": over(in_person, SECRETARY, ADMINISTRATOR),
    # --- signing in and out
    "log_in_with_password": open_(),
    "request_login_code": open_(),
    "log_in_with_code": open_(),
    "resume_session": open_(),
    "refresh_token": mine(),
    "my_sign_in": mine(),
    "choose_password": mine(lambda: {"new": "nương ngô trên dốc cao", "username": f"u{ids.new_id()[-8:]}"}),
    "my_devices": mine(),
    "sign_out_of_device": over(_session_of_the_member),
    "sign_out_elsewhere": mine(),
    "sign_out": mine(),
    "my_profile": mine(),
    "my_record_access": mine(),
    "names_of_readers": mine(lambda: {"member_ids": []}),
    # --- more ways in, and in again
    "ways_to_sign_in": open_(),
    "begin_passkey_log_in": open_(),
    "log_in_with_passkey": open_(),
    "begin_provider_log_in": open_(),
    "log_in_with_provider": open_(),
    "request_citizen_code": open_(),
    "enter_as_citizen": open_(),
    "ask_recovery": open_(),
    "my_passkeys": mine(),
    "begin_passkey": mine(),
    "add_passkey": mine(lambda: {"credential": "{}", "name": "Máy"}),
    "remove_passkey": over(_passkey_of_the_member),
    "change_username": mine(lambda: {"username": "tenmoi", "current": "đồi chè xanh ngắt"}),
    "recovery_requests": over(lambda: {"organisation_path": CELL}, SECRETARY, ADMINISTRATOR),
    "recover_member": over(lambda: {**_the_member(), "device_lost": True}, SECRETARY, ADMINISTRATOR),
    "dismiss_recovery": over(_waiting_for_recovery, SECRETARY, ADMINISTRATOR),
    # --- helpers, citizens
    "my_helpers": mine(),
    "whom_i_help": mine(),
    "ask_helper": mine(lambda: {"helper": "99000003", "deeds": ["read_news"], "valid_until": "2027-01-31"}),
    "agree_to_help": over(_delegation),
    "stand_in": over(lambda: {**_delegation(), "deed": "read_news"}),
    "end_delegation": over(_delegation, SECRETARY, ADMINISTRATOR),
    "helpers_of_member": over(_the_member, SECRETARY, ADMINISTRATOR),
    "appoint_helper": over(_helper_for_the_member, SECRETARY, ADMINISTRATOR),
    "my_citizen_account": over(dict),
    "leave_as_citizen": over(dict),
    # --- organisations, members, roles
    "list_organisations": mine(),
    "organisation_names": mine(lambda: {"paths": ["ts/x01/"]}),
    "read_member_record": over(_the_member, SECRETARY, OFFICER, ADMINISTRATOR),
    "read_member_history": over(_the_member, SECRETARY, OFFICER, ADMINISTRATOR),
    "correct_member_record": over(new_address, SECRETARY, OFFICER, ADMINISTRATOR),
    "my_record": mine(),
    "request_correction": mine(wish),
    "list_corrections": over(_of_cell, SECRETARY, OFFICER, ADMINISTRATOR),
    "decide_correction": over(correction, SECRETARY, OFFICER, ADMINISTRATOR),
    "export_fields": over(_of_cell, SECRETARY, OFFICER, ADMINISTRATOR),
    "begin_export": over(
        lambda: {**_of_cell(), "fields": ["full_name"], "purpose": "Kiểm tra"}, SECRETARY, OFFICER, ADMINISTRATOR
    ),
    "export_rows": over(export_of_another),
    "list_problems": over(_of_cell, SECRETARY, OFFICER, ADMINISTRATOR),
    "decide_problem": over(problem("set_aside"), SECRETARY, OFFICER, ADMINISTRATOR),
    "answer_question": over(asked_of_another),
    "list_checks_below": over(lambda: {"organisation_id": "c0101"}, SECRETARY, OFFICER, ADMINISTRATOR),
    "read_list_check": over(lambda: {"cell_id": "c0101"}, SECRETARY, OFFICER, ADMINISTRATOR),
    "answer_list_check": over(list_answer, SECRETARY),
    "confirm_rest_of_list": over(rest_of_list, SECRETARY),
    "note_paper_person": over(paper_person, SECRETARY),
    "remove_paper_person": over(paper_person_to_remove, SECRETARY),
    "close_list_check": over(answered_list, SECRETARY),
    "correct_closed_list": over(closed_list, SECRETARY),
    "member_papers": over(_the_member, SECRETARY, OFFICER, ADMINISTRATOR),
    "begin_import": over(member_file, OFFICER, ADMINISTRATOR),
    "choose_import_encoding": over(about_import(version=0, encoding="vni"), OFFICER, ADMINISTRATOR),
    "map_import": over(about_import(version=0, mapping={"0": "record_number"}), OFFICER, ADMINISTRATOR),
    "run_import": over(about_import("checked", version=0), OFFICER, ADMINISTRATOR),
    "cancel_import": over(about_import(), OFFICER, ADMINISTRATOR),
    "list_imports": over(_of_cell, OFFICER, ADMINISTRATOR),
    "read_import": over(about_import(), OFFICER, ADMINISTRATOR),
    "list_import_rows": over(about_import(kind="changed"), OFFICER, ADMINISTRATOR),
    "refused_rows_file": over(about_import(), OFFICER, ADMINISTRATOR),
    "paper_file": over(about_paper(number=1), SECRETARY, OFFICER, ADMINISTRATOR),
    "attach_paper": over(new_paper, SECRETARY, OFFICER, ADMINISTRATOR),
    "renew_paper": over(about_paper(version=1, **SENT), SECRETARY, OFFICER, ADMINISTRATOR),
    "withdraw_paper": over(about_paper(version=1, reason="Gửi nhầm"), SECRETARY, OFFICER, ADMINISTRATOR),
    "list_members": over(lambda: {"organisation_path": CELL}, SECRETARY, OFFICER, ADMINISTRATOR),
    "names": filtered(lambda: {"member_ids": [target().id]}, SECRETARY, OFFICER, ADMINISTRATOR, colleagues=True),
    "issue_login_code": over(_the_member, SECRETARY, ADMINISTRATOR),
    "grant_role": over(_role_for_target, ADMINISTRATOR),
    "organisation_tree": filtered(dict, SECRETARY, OFFICER, ADMINISTRATOR),
    "read_organisation": over(lambda: {"organisation_id": "c0101"}, SECRETARY, OFFICER, ADMINISTRATOR),
    "preview_organisation_change": over(new_name, ADMINISTRATOR, place=COMMUNE),
    "change_organisation": over(new_name, ADMINISTRATOR, place=COMMUNE),
    "withdraw_organisation_change": over(planned_change, ADMINISTRATOR, place=COMMUNE),
    "note_organisation_contacts": over(lambda: {"organisation_id": "c0101"}, ADMINISTRATOR),
    "list_committees": over(lambda: {"organisation_id": "c0101"}, SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "elect_committee": over(election, ADMINISTRATOR, place=COMMUNE),
    "end_committee_seat": over(seat, ADMINISTRATOR, place=COMMUNE),
    "list_roles": over(lambda: {"organisation_path": CELL}, ADMINISTRATOR),
    "end_role": over(_held_role, ADMINISTRATOR),
    # --- rights
    "my_data": mine(),
    "my_data_requests": mine(),
    "ask_about_my_data": mine(lambda: {"kind": "access"}),
    "take_back_data_request": over(about_request()),
    "list_data_requests": filtered(lists_request, ADMINISTRATOR),
    "read_data_request": over(about_request(), ADMINISTRATOR),
    "answer_data_request": over(about_request(reply="Đã nhận."), ADMINISTRATOR),
    "extend_data_request": over(about_request(days=3, reason="Phải hỏi."), ADMINISTRATOR),
    "end_data_request": over(about_request(outcome="refused", reply="Không được."), ADMINISTRATOR),
    "list_breaches": filtered(lists_breach, ADMINISTRATOR, place=COMMUNE),
    "read_breach": over(about_breach(), ADMINISTRATOR, place=COMMUNE),
    "record_breach": over(new_breach, ADMINISTRATOR, place=COMMUNE),
    "note_on_breach": over(about_breach(text="Thêm."), ADMINISTRATOR, place=COMMUNE),
    "report_breach": over(about_breach(needed=True, reference="12"), ADMINISTRATOR, place=COMMUNE),
    "close_breach": over(about_breach(), ADMINISTRATOR, place=COMMUNE),
    # --- roll-out: numbers for committees, names for the cell
    "roll_out_numbers": over(_of_cell, SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "roll_out_course": over(_of_cell, SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "my_roll_out": mine(),
    "chase_list": over(lambda: {"cell_path": CELL}, SECRETARY, ADMINISTRATOR),
    "note_smartphone": over(lambda: {**_the_member(), "smartphone": "yes"}, SECRETARY, ADMINISTRATOR),
    "note_armed_service": over(lambda: {**_the_member(), "armed": True}, SECRETARY, ADMINISTRATOR),
    "note_contact": over(lambda: {**_the_member(), "contact": "contacted"}, SECRETARY, ADMINISTRATOR),
    "set_roll_out_rule": over(
        lambda: {"excluded": ["exempt"], "counting": "same_people"}, ADMINISTRATOR, place=PROVINCE
    ),
    "open_stage": over(lambda: {"organisation_id": "c0101", "stage": "leaders"}, ADMINISTRATOR),
    "list_sign_up_days": over(_of_cell, SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "read_sign_up_day": over(_about_day(), SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "plan_sign_up_day": over(
        lambda: {**_of_cell(), "starts_at": NOW.isoformat(), "place": "Nhà văn hóa"}, SECRETARY, OFFICER, ADMINISTRATOR
    ),
    "close_sign_up_day": over(_about_day(came=3, registered=2), SECRETARY, OFFICER, ADMINISTRATOR),
    "list_pairings": over(_of_cell, SECRETARY, EDITOR, OFFICER, ADMINISTRATOR),
    "pair_helper": over(lambda: {**_the_member(), **_pairing()}, SECRETARY, ADMINISTRATOR),
    "settle_pairing": over(_about_pairing, SECRETARY, ADMINISTRATOR),
}
