"""Killed before each of its writes, a step leaves itself and its entry in the trail, or neither; sent again, it is done
and entered once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from services.identity.rules.breaches import DataKind
from services.identity.rules.consents import TEXTS, Purpose
from services.identity.rules.data_requests import Kind
from services.identity.rules.registration_errors import AlreadyDecided
from services.identity.rules.registration_flow import State
from services.identity.store import accounts, consents
from services.identity.store.accounts import Account
from services.identity.store.data_requests import DataRequest
from services.identity.store.member_imports import MemberImport
from services.identity.store.record_problems import RecordProblem
from services.identity.usecases.answer_data_request import AnswerDataRequest, answer_data_request
from services.identity.usecases.answer_question import AnswerQuestion, answer_question
from services.identity.usecases.ask_about_my_data import AskAboutMyData, ask_about_my_data
from services.identity.usecases.ask_recovery import AskRecovery, ask_recovery
from services.identity.usecases.begin_import import BeginImport, begin_import
from services.identity.usecases.cancel_import import CancelImport, cancel_import
from services.identity.usecases.change_username import ChangeUsername, change_username
from services.identity.usecases.check_records import check_records
from services.identity.usecases.choose_password import ChoosePassword, choose_password
from services.identity.usecases.decide_registration import DecideRegistration, decide_registration
from services.identity.usecases.dismiss_recovery import DismissRecovery, dismiss_recovery
from services.identity.usecases.issue_login_code import IssueLoginCode, issue_login_code
from services.identity.usecases.on_member_import_asked import on_member_import_asked
from services.identity.usecases.opening_session import SigningIn, open_session
from services.identity.usecases.record_breach import RecordBreach, record_breach
from services.identity.usecases.report_breach import ReportBreach, report_breach
from services.identity.usecases.withdraw_consent import WithdrawConsent, withdraw_consent
from shared import ids
from shared.contracts.identity import MemberImportAsked
from shared.errors import AppError
from shared.security import Actor
from shared.usecase import Context, context
from tests.services.identity.conftest import NOW, PASSWORD, SERVICE, Province
from tests.services.identity.desk import COMMUNE, HEAD, ROWS, Desk, holder
from tests.services.identity.registering import applicant
from tests.shared.deaths import Deaths, Step, both_or_neither, connected_to

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NAME, CELL = "Đinh Thị Hương", "ts/x01/c0101/"
Sent = Callable[[], object]


@pytest.fixture(scope="module")
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture(scope="module")
def connected(mongod: Mongod, deaths: Deaths) -> Iterator[None]:
    with connected_to(mongod.uri(SERVICE), deaths):
        yield


@dataclass
class People:
    """`me` is signed in; each calls under a key of the request, so that a request sent again is known."""

    province: Province

    def __post_init__(self) -> None:
        self.me_id = self.province.member(NAME).id
        self.account = Account.objects.get(pk=self.me_id)

    def me(self) -> Actor:
        signing_in = SigningIn(keep=True)
        return self.province.verified(open_session(self.province.member(NAME), None, signing_in, NOW).token)

    def secretary(self) -> Actor:
        return self.province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL))

    def office(self) -> Actor:
        return self.province.actor("Lê Đức An", ("administrator", "ts/"))


@pytest.fixture
def people(province: Province) -> People:
    return People(province)


def sender(usecase: Callable[[Any, Context], object], command: Any, actor: Actor) -> Sent:
    key = ids.new_id()
    return lambda: usecase(command, Context(actor, NOW, "c1", context(actor, repeat_key=key).new_id))


def _answered(people: People) -> Sent:
    check_records(NOW)
    problem = RecordProblem.objects(member_id=people.me_id).first()
    RecordProblem.objects(pk=problem.id).update_one(set__state="asked", set__note="Ở đâu?", set__decided_at=NOW)
    return sender(answer_question, AnswerQuestion(problem_id=problem.id, answer="Thôn Thượng"), people.me())


def _begun(people: People) -> Sent:
    MemberImport.objects.delete()
    content = f"{HEAD}\n{ROWS[0]}\n".encode()
    command = BeginImport(organisation_path=COMMUNE, file_name="dang-vien.csv", content=content)
    return sender(begin_import, command, people.office())


def _cancelled(people: People) -> Sent:
    _begun(people)()
    command = CancelImport(import_id=MemberImport.objects.get().id)
    return sender(cancel_import, command, people.office())


def _renamed(people: People) -> Sent:
    accounts.rename(people.account, "dangvien")
    command = ChangeUsername(username="huongcuaban", current=PASSWORD)
    return sender(change_username, command, people.me())


def _password(people: People) -> Sent:
    accounts.set_password(people.me_id, "dangvien", people.account.password_hash, NOW)
    command = ChoosePassword(new="nương ngô trên dốc cao", current=PASSWORD)
    return sender(choose_password, command, people.me())


def _decided(people: People) -> Sent:
    somebody = applicant(State.IN_REVIEW, people.province.member("Nông Văn Điền"))
    command = DecideRegistration(registration_id=somebody.id, outcome="verified", note="Đã gặp")
    return sender(decide_registration, command, people.secretary())


def _dismissed(people: People) -> Sent:
    ask_recovery(AskRecovery(username="99000001", device_lost=True), Context(None, NOW, "c1"))
    return sender(dismiss_recovery, DismissRecovery(member_id=people.me_id), people.secretary())


def _breach(people: People) -> Sent:
    command = RecordBreach(
        path=COMMUNE, detected_at=NOW - timedelta(hours=1), what_happened="Mất máy", data_kinds=[DataKind.NUMBERS]
    )
    return sender(record_breach, command, people.office())


def _reported(people: People) -> Sent:
    recorded: Any = _breach(people)()
    command = ReportBreach(breach_id=recorded.id, needed=True, reference="Công văn 12")
    return sender(report_breach, command, people.office())


def _replied(people: People) -> Sent:
    DataRequest.objects.delete()
    made = ask_about_my_data(AskAboutMyData(kind=Kind.OBJECT, text="Ảnh"), Context(people.me(), NOW, "c1"))
    return sender(answer_data_request, AnswerDataRequest(request_id=made.id, reply="Đã nhận"), people.office())


def _code(people: People) -> Sent:
    return sender(issue_login_code, IssueLoginCode(member_id=people.me_id), people.secretary())


def _withdrawn(people: People) -> Sent:
    consent_id, version = ids.new_id(), TEXTS[Purpose.ACCOUNT].version
    consents.give(consent_id, people.me_id, Purpose.ACCOUNT, version, NOW, member_id=people.me_id)
    return sender(withdraw_consent, WithdrawConsent(consent_id=consent_id), people.me())


def _imported(people: People) -> Sent:
    """A telephone that is another one each time."""
    MemberImport.objects.delete()
    stored = people.province.member(NAME).phone
    fresh = "0950000011" if stored.endswith("01") else "0950000001"
    desk = Desk(Context(holder(people.province, "Lê Đức An", COMMUNE), NOW, "c1"))
    import_id = desk.send(f"{HEAD}\n{ROWS[0].replace('0950000001', fresh)}\n")
    desk.check(import_id)
    desk.ask_run(import_id)
    told = MemberImportAsked(import_id=import_id, step="run", round=MemberImport.objects.get().round)
    return lambda: on_member_import_asked(told)


STEPS: dict[str, tuple[str, str, Callable[[People], Sent], type[AppError] | None]] = {
    "answer_question": ("identity.question_answered", "record_problems", _answered, None),
    "begin_import": ("identity.import_begun", "member_imports", _begun, None),
    "cancel_import": ("identity.import_cancelled", "member_imports", _cancelled, None),
    "change_username": ("identity.username_changed", "accounts", _renamed, None),
    "choose_password": ("identity.password_chosen", "accounts", _password, None),
    "decide_registration": ("identity.registration_decided", "registrations", _decided, AlreadyDecided),
    "dismiss_recovery": ("identity.recovery_dismissed", "recovery_requests", _dismissed, None),
    "record_breach": ("identity.breach_recorded", "breaches", _breach, None),
    "report_breach": ("identity.breach_reported", "breaches", _reported, None),
    "answer_data_request": ("identity.data_request_handled", "data_requests", _replied, None),
    "issue_login_code": ("identity.login_code_issued", "login_codes", _code, None),
    "withdraw_consent": ("identity.consent_withdrawn", "consents", _withdrawn, None),
    "import_members": ("identity.record_imported", "members", _imported, None),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_and_its_entry_are_there_both_or_neither(name: str, people: People, deaths: Deaths) -> None:
    action, kept, begin, already = STEPS[name]
    both_or_neither(deaths, Step(action, kept, lambda: begin(people), already))
