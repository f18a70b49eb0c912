"""A member's requests about the own data on the real store: opened, answered, extended, ended, taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.identity.queries.list_data_requests import DataRequestRow, ListDataRequests, list_data_requests
from services.identity.queries.my_data import MyData, my_data
from services.identity.queries.my_data_requests import MyDataRequests, MyDataRequestView, my_data_requests
from services.identity.queries.read_data_request import ReadDataRequest, read_data_request
from services.identity.rules.data_requests import MOST_OPEN, Kind
from services.identity.rules.errors import SignedOut, WrongCredentials
from services.identity.rules.rights_errors import (
    DataRequestNotFound,
    OwnRequest,
    RequestAlreadyAnswered,
    RequestAlreadyEnded,
    TooManyOpenRequests,
)
from services.identity.store.data_requests import DataRequest
from services.identity.usecases.answer_data_request import AnswerDataRequest, answer_data_request
from services.identity.usecases.ask_about_my_data import AskAboutMyData, DataRequestMade, ask_about_my_data
from services.identity.usecases.end_data_request import EndDataRequest, end_data_request
from services.identity.usecases.extend_data_request import ExtendDataRequest, extend_data_request
from services.identity.usecases.issue_login_code import IssueLoginCode, issue_login_code
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.take_back_data_request import TakeBackDataRequest, take_back_data_request
from shared.security import Actor, NotPermitted
from shared.security.audit import ensure_index, entries_about
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
ADMINISTRATOR = ("administrator", "ts/x01/")


@pytest.fixture
def me(province: Province, at: At) -> Actor:
    ensure_index()
    return province.verified(
        log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at()).token
    )


@pytest.fixture
def office(province: Province, me: Actor) -> Actor:
    return province.actor("Lê Đức An", ADMINISTRATOR)


def _asked(me: Actor, at: At, kind: Kind = Kind.OBJECT, text: str = "Không dùng ảnh của tôi.") -> DataRequestMade:
    return ask_about_my_data(AskAboutMyData(kind=kind, text=text), at(me))


def _mine(me: Actor, at: At) -> MyDataRequestView:
    return my_data_requests(MyDataRequests(), at(me)).items[0]


def _rows(office: Actor, at: At, *, days: int = 0, under_way: bool = True) -> list[DataRequestRow]:
    later = NOW + timedelta(days=days)
    return list_data_requests(ListDataRequests(under_way=under_way), at(office, now=later)).items


def test_a_request_gets_its_two_dates_and_lies_encrypted(me: Actor, at: At) -> None:
    made = _asked(me, at)  # on a Sunday
    assert (made.answer_by, made.carry_out_by) == (date(2026, 11, 24), date(2026, 12, 7))
    stored = DataRequest._get_collection().find_one({"_id": made.id})
    assert "Không dùng ảnh" not in str(stored)
    assert [event["type"] for event in stored["outbox"]] == ["identity.data_request_opened.v1"]


def test_the_office_sees_what_is_due_without_words_or_names_and_what_is_late(me: Actor, office: Actor, at: At) -> None:
    _asked(me, at)
    assert [row.late for row in _rows(office, at)] == [False]
    assert [row.late for row in _rows(office, at, days=3)] == [True]
    assert not hasattr(_rows(office, at)[0], "text")


def test_reading_a_request_leaves_a_trace_that_the_member_sees(me: Actor, office: Actor, at: At) -> None:
    made = _asked(me, at)
    view = read_data_request(ReadDataRequest(request_id=made.id), at(office))
    assert (view.member_name, view.text) == ("Đinh Thị Hương", "Không dùng ảnh của tôi.")
    entries = entries_about(me.member_id, since=NOW - timedelta(days=1), limit=10)
    assert "identity.data_request_read" in {entry.action for entry in entries}


def test_a_request_is_answered_extended_and_carried_out_and_the_member_reads_each(
    me: Actor, office: Actor, at: At
) -> None:
    made = _asked(me, at)
    answer_data_request(AnswerDataRequest(request_id=made.id, reply="Đã nhận."), at(office))
    with pytest.raises(RequestAlreadyAnswered):
        answer_data_request(AnswerDataRequest(request_id=made.id, reply="Đã nhận."), at(office))
    extend_data_request(ExtendDataRequest(request_id=made.id, days=15, reason="Phải hỏi bên xử lý."), at(office))
    assert _mine(me, at).carry_out_by == date(2026, 12, 22)
    end_data_request(EndDataRequest(request_id=made.id, outcome="done", reply="Đã gỡ ảnh."), at(office))
    shown = _mine(me, at)
    assert (shown.state, shown.first_reply, shown.extension_reason, shown.reply) == (
        "done", "Đã nhận.", "Phải hỏi bên xử lý.", "Đã gỡ ảnh.",
    )  # fmt: skip
    assert _rows(office, at) == []
    assert len(_rows(office, at, under_way=False)) == 1
    with pytest.raises(RequestAlreadyEnded):
        end_data_request(EndDataRequest(request_id=made.id, outcome="refused", reply="Thôi."), at(office))


def test_a_deletion_closes_the_account_at_once_and_keeps_the_record(
    me: Actor, office: Actor, at: At, province: Province
) -> None:
    secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))
    code = issue_login_code(IssueLoginCode(member_id=me.member_id), at(secretary)).code
    made = _asked(me, at, Kind.DELETE, "")
    end_data_request(EndDataRequest(request_id=made.id, outcome="done", reply="Đã xóa tài khoản."), at(office))
    with pytest.raises(SignedOut):
        my_data_requests(MyDataRequests(), at(me))
    with pytest.raises(WrongCredentials):
        log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    with pytest.raises(WrongCredentials):
        log_in_with_code(LogInWithCode(username="99000001", code=code), at())
    assert province.member("Đinh Thị Hương").id == me.member_id
    events = [event["type"] for event in DataRequest._get_collection().find_one({"_id": made.id})["outbox"]]
    assert "identity.account_closed.v1" in events


def test_a_refused_deletion_changes_nothing(me: Actor, office: Actor, at: At) -> None:
    made = _asked(me, at, Kind.DELETE)
    end_data_request(EndDataRequest(request_id=made.id, outcome="refused", reply="Đang có việc."), at(office))
    assert _mine(me, at).state == "refused"


def test_the_member_takes_a_request_back_and_nobody_elses(me: Actor, at: At, province: Province) -> None:
    made = _asked(me, at)
    other = DataRequest.objects(pk=made.id).get()
    other.update(set__member_id="somebody-else")
    with pytest.raises(DataRequestNotFound):
        take_back_data_request(TakeBackDataRequest(request_id=made.id), at(me))
    other.update(set__member_id=me.member_id)
    take_back_data_request(TakeBackDataRequest(request_id=made.id), at(me))
    assert _mine(me, at).state == "taken_back"


def test_only_an_administrator_over_the_cell_handles_it_and_nobody_the_own(
    me: Actor, at: At, province: Province
) -> None:
    made = _asked(me, at)
    for grants in ([("administrator", "ts/x02/")], [("cell_secretary", "ts/x01/c0101/")], []):
        with pytest.raises(NotPermitted):
            read_data_request(ReadDataRequest(request_id=made.id), at(province.actor("Phạm Thị Ân", *grants)))
    with pytest.raises(OwnRequest):
        read_data_request(ReadDataRequest(request_id=made.id), at(province.actor("Đinh Thị Hương", ADMINISTRATOR)))
    with pytest.raises(NotPermitted):
        list_data_requests(ListDataRequests(), at(me))


def test_open_requests_are_limited(me: Actor, at: At) -> None:
    for _ in range(MOST_OPEN):
        _asked(me, at)
    with pytest.raises(TooManyOpenRequests):
        _asked(me, at)


def test_my_copy_holds_every_field_in_the_clear_and_no_keys(me: Actor, at: At) -> None:
    _asked(me, at)
    copy = my_data(MyData(), at(me))
    assert copy.record["card_number"] == "99000001"
    assert copy.record["birth_date"] == "1990-03-02"
    assert not [name for name in copy.record if name.endswith("_key") and name != "sort_key"]
    assert (copy.username, copy.cell_name) == ("dangvien", "Chi bộ thôn Thượng")
    assert [item.text for item in copy.requests] == ["Không dùng ảnh của tôi."]
