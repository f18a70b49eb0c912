"""Committees and their terms on the real mongod."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.identity.queries.list_committees import list_committees
from services.identity.rules.committees import last_day
from services.identity.rules.organisation_changes import Change
from services.identity.rules.organisation_errors import CommitteeNotFound, CommitteeWrong
from services.identity.usecases.change_organisation import change_organisation
from services.identity.usecases.elect_committee import elect_committee
from services.identity.usecases.end_committee_seat import end_committee_seat
from shared.security.audit import ensure_index
from shared.usecase import Context, perform
from tests.services.identity.conftest import Province
from tests.services.identity.usecases.test_changing_organisations import wish


@pytest.fixture
def ask(province: Province, at: Callable[..., Context]) -> Callable[..., Any]:
    ensure_index()
    head = province.actor("Phạm Thị Ân", ("administrator", "ts/"))
    return lambda usecase, **fields: perform(usecase, fields, at(head))


@pytest.fixture
def elect(ask: Callable[..., Any], province: Province) -> Callable[..., Any]:
    def make(elected_on: str, *names: str, cell: str = "c0101") -> Any:
        posts = ["secretary", *["deputy"] * (len(names) - 1)]
        seats = [{"member_id": province.member(name).id, "post": post} for name, post in zip(names, posts, strict=True)]
        return ask(elect_committee, organisation_id=cell, elected_on=elected_on, approved_by="05-QĐ/ĐU", seats=seats)

    return make


def test_a_new_committee_acts_from_its_election_and_the_one_before_ends(
    ask: Callable[..., Any], elect: Callable[..., Any]
) -> None:
    elect("2021-03-01", "Hoàng Văn Thuận")
    assert ask(list_committees, organisation_id="c0101")["items"][0]["overdue"]
    elect("2026-03-10", "Đinh Thị Hương", "Hoàng Văn Thuận")
    new, old = ask(list_committees, organisation_id="c0101")["items"]
    assert (new["acting"], new["ends_on"], new["overdue"]) == (True, "2031-03-10", False)
    assert (old["acting"], old["ended_on"], old["ends_on"]) == (False, "2026-03-09", "2026-03-01")
    assert [seat["full_name"] for seat in new["seats"]] == ["Đinh Thị Hương", "Hoàng Văn Thuận"]


def test_who_cannot_be_elected_is_refused(elect: Callable[..., Any]) -> None:
    for name in ("Bùi Thị Uyên", "Lê Đức An", "Nông Văn Điền"):  # probationary, of another cell, exempt
        with pytest.raises(CommitteeWrong):
            elect("2026-03-10", name)
    with pytest.raises(CommitteeWrong):
        elect("2027-03-10", "Hoàng Văn Thuận")
    with pytest.raises(CommitteeWrong):
        elect("2026-03-10", "Hoàng Văn Thuận", "Hoàng Văn Thuận")
    elect("2026-03-10", "Hoàng Văn Thuận")
    with pytest.raises(CommitteeWrong):
        elect("2026-03-10", "Đinh Thị Hương")


def test_a_seat_ends_before_its_term_and_stays_in_the_history(
    ask: Callable[..., Any], elect: Callable[..., Any], province: Province
) -> None:
    made = elect("2026-03-10", "Đinh Thị Hương", "Hoàng Văn Thuận")["committee_id"]
    fields = {"committee_id": made, "ended_on": "2026-10-01", "reason": "Chuyển công tác"}
    ask(end_committee_seat, member_id=province.member("Hoàng Văn Thuận").id, **fields)
    ask(end_committee_seat, member_id=province.member("Hoàng Văn Thuận").id, **{**fields, "ended_on": "2026-11-01"})
    [committee] = ask(list_committees, organisation_id="c0101")["items"]
    assert [seat["ended_on"] for seat in committee["seats"]] == [None, "2026-10-01"]
    with pytest.raises(CommitteeNotFound):
        ask(end_committee_seat, member_id=province.member("Lê Đức An").id, **fields)


def test_a_committee_ends_with_its_organisation(ask: Callable[..., Any], elect: Callable[..., Any]) -> None:
    elect("2026-03-10", "Lê Đức An", cell="c0102")
    ask(change_organisation, **wish(Change.MERGE, "c0102", other_id="c0101"))
    assert ask(list_committees, organisation_id="c0102")["items"][0]["ended_on"] == "2026-11-21"


def test_a_term_is_five_years() -> None:
    assert last_day(date(2024, 2, 29)) == date(2029, 2, 28)
    assert last_day(date(2025, 6, 1)) == date(2030, 6, 1)
