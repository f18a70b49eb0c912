"""The trail of others' reads and changes, shown to the member whose record it was (law L4)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.identity.queries.list_members import ListMembers, list_members
from services.identity.queries.my_record_access import AccessList, MyRecordAccess, my_record_access
from services.identity.queries.names import Names, names
from services.identity.queries.names_of_readers import NamesOfReaders, names_of_readers
from services.identity.rules.errors import SignedOut
from services.identity.usecases.issue_login_code import IssueLoginCode, issue_login_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from shared.security import Actor
from shared.security.audit import ensure_index, told, verify_chain
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province
from tests.services.identity.desk import holder

At = Callable[..., Context]
SECRETARY = ("cell_secretary", "ts/x01/c0101/")


@pytest.fixture
def me(province: Province, at: At) -> Actor:
    ensure_index()
    command = LogInWithPassword(username="dangvien", password=PASSWORD)
    return province.verified(log_in_with_password(command, at()).token)


def _shown(me: Actor, at: At, days: int = 0) -> AccessList:
    return my_record_access(MyRecordAccess(), at(me, now=NOW + timedelta(days=days)))


def _list_my_cell(province: Province, at: At, days: int = 0) -> None:
    secretary = province.actor("Hoàng Văn Thuận", SECRETARY)
    list_members(ListMembers(organisation_path="ts/x01/c0101/"), at(secretary, now=NOW + timedelta(days=days)))


def test_i_see_who_read_or_changed_my_record_newest_first_and_how_often(province: Province, at: At, me: Actor) -> None:
    _list_my_cell(province, at)
    _list_my_cell(province, at)
    names(Names(member_ids=[me.member_id]), at(province.actor("Nông Văn Điền")))
    secretary = province.actor("Hoàng Văn Thuận", SECRETARY)
    issue_login_code(IssueLoginCode(member_id=me.member_id), at(secretary, now=NOW + timedelta(days=1)))
    assert [(item.on, item.reader, item.action, item.times) for item in _shown(me, at, 1).items] == [
        (date(2026, 11, 23), "Hoàng Văn Thuận", "identity.login_code_issued", 1),
        (date(2026, 11, 22), "Nông Văn Điền", "identity.names_read", 1),
        (date(2026, 11, 22), "Hoàng Văn Thuận", "identity.members_listed", 2),
    ]
    assert verify_chain() is None


def test_what_i_read_myself_and_what_is_about_others_is_not_in_it(province: Province, at: At, me: Actor) -> None:
    names(Names(member_ids=[province.member("Nông Văn Điền").id]), at(me))
    officer = province.actor("Lê Đức An", ("committee_officer", "ts/x01/c0102/"))
    list_members(ListMembers(organisation_path="ts/x01/c0102/"), at(officer))
    assert _shown(me, at).items == []


def test_what_is_long_past_is_not_shown_and_too_much_is_said(
    province: Province, at: At, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    _list_my_cell(province, at)
    assert _shown(me, at, 89).items
    assert _shown(me, at, 91).items == []
    monkeypatch.setattr(told, "MOST_ENTRIES", 2)
    assert not _shown(me, at).cut
    _list_my_cell(province, at)
    assert _shown(me, at).cut


def test_only_an_open_session_is_told(province: Province, at: At) -> None:
    with pytest.raises(SignedOut):
        _shown(province.actor("Đinh Thị Hương"), at)


def _named(me: Actor, at: At, *member_ids: str) -> list[str]:
    return list(names_of_readers(NamesOfReaders(member_ids=list(member_ids)), at(me)).items.values())


def test_a_reader_is_named_to_me_who_holds_a_role_over_my_cell_or_read_my_record_and_no_stranger(
    province: Province, at: At, me: Actor
) -> None:
    stranger, reader = province.member("Lê Đức An").id, province.actor("Nông Văn Điền")
    assert _named(me, at, stranger, reader.member_id) == []
    names(Names(member_ids=[me.member_id]), at(reader))
    assert _named(me, at, stranger, reader.member_id) == ["Nông Văn Điền"]
    assert _named(me, at, stranger) == []
    holder(province, "Lê Đức An", "ts/x01/")
    assert _named(me, at, stranger) == ["Lê Đức An"]


def test_names_of_readers_are_for_an_open_session(province: Province, at: At) -> None:
    with pytest.raises(SignedOut):
        _named(province.actor("Đinh Thị Hương"), at)
