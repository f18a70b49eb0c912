"""A role ends before its last day; who holds what is listed for those who administer."""

from collections.abc import Callable

import pytest

from services.identity.queries.list_roles import ListRoles, list_roles
from services.identity.rules.grants import Role
from services.identity.rules.role_errors import OwnRole
from services.identity.store import role_grants
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases.announce_roles import announce_roles
from services.identity.usecases.appoint_administrator import appoint_administrator
from services.identity.usecases.end_role import EndRole, end_role
from services.identity.usecases.grant_role import GrantRole, grant_role
from shared.security import NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province

At = Callable[..., Context]
OVER_ALL = ("administrator", "ts/")


def _held(province: Province, at: At) -> tuple[Context, str]:
    administrator = at(province.actor("Phạm Thị Ân", OVER_ALL))
    member = province.member("Đinh Thị Hương")
    given = grant_role(
        GrantRole(member_id=member.id, role=Role.COMMITTEE_OFFICER, organisation_id="x01"), administrator
    )
    return administrator, given.grant_id


def test_a_role_ends_with_its_reason_stays_as_history_and_may_be_given_anew(province: Province, at: At) -> None:
    administrator, grant_id = _held(province, at)
    member = province.member("Đinh Thị Hương")
    for _ in range(2):
        end_role(EndRole(grant_id=grant_id, reason="Chuyển công tác"), administrator)
    assert role_grants.terms_of(member.id) == []
    stored = role_grants.get(grant_id)
    assert stored.end_reason == "Chuyển công tác"
    assert [event["type"] for event in stored.outbox] == ["identity.role_granted.v1", "identity.role_ended.v1"]
    again = GrantRole(member_id=member.id, role=Role.COMMITTEE_OFFICER, organisation_id="x01")
    assert grant_role(again, administrator).grant_id == grant_role(again, administrator).grant_id != grant_id
    assert len(role_grants.terms_of(member.id)) == 1


def test_who_holds_what_is_listed_for_administrators_with_a_trail(province: Province, at: At) -> None:
    administrator, grant_id = _held(province, at)
    listed = list_roles(ListRoles(organisation_path="ts/x01/"), administrator).items
    assert [(item.full_name, item.organisation_name) for item in listed] == [("Đinh Thị Hương", "Đảng bộ xã Một")]
    end_role(EndRole(grant_id=grant_id, reason="Hết nhiệm kỳ"), administrator)
    assert list_roles(ListRoles(organisation_path="ts/x01/"), administrator).items == []
    entry = database()["audit_entries"].find_one({"action": "identity.roles_listed"})
    assert entry is not None
    assert entry["about"] == [province.member("Đinh Thị Hương").id]


def test_nobody_ends_a_role_elsewhere_nor_the_own_administration(province: Province, at: At) -> None:
    _, grant_id = _held(province, at)
    below = at(province.actor("Lê Đức An", ("administrator", "ts/x02/")))
    with pytest.raises(NotPermitted):
        end_role(EndRole(grant_id=grant_id, reason="Không được"), below)
    with pytest.raises(NotPermitted):
        list_roles(ListRoles(organisation_path="ts/"), below)
    own = appoint_administrator("000007TS", "ts", NOW)
    assert own
    member = province.member("Phạm Thị Ân")
    mine = next(grant for grant in RoleGrant.objects(member_id=member.id))
    with pytest.raises(OwnRole):
        end_role(EndRole(grant_id=mine.id, reason="Tôi nghỉ"), at(province.actor("Phạm Thị Ân", OVER_ALL)))


def test_roles_held_and_ended_are_told_again_for_a_copy_that_was_lost(province: Province, at: At) -> None:
    administrator, grant_id = _held(province, at)
    end_role(EndRole(grant_id=grant_id, reason="Chuyển công tác"), administrator)
    other = grant_role(
        GrantRole(member_id=province.member("Đinh Thị Hương").id, role=Role.COMMITTEE_EDITOR, organisation_id="x01"),
        administrator,
    ).grant_id
    assert announce_roles() == RoleGrant.objects.count()
    last = {grant.id: (grant.outbox[-1]["type"], grant.event_sequence) for grant in RoleGrant.objects}
    assert last[grant_id] == ("identity.role_ended.v1", 3)
    assert last[other] == ("identity.role_granted.v1", 2)
