from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.identity.rules.errors import AlreadyHeld, NotGrantable
from services.identity.rules.grants import Role
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases.grant_role import GrantRole, grant_role
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province

At = Callable[..., Context]


def _grant(province: Province, ctx: Context, **changes: object) -> str:
    fields: dict[str, object] = {
        "member_id": province.member("Hoàng Văn Thuận").id,
        "role": Role.CELL_SECRETARY,
        "organisation_id": "c0101",
    }
    return grant_role(GrantRole(**(fields | changes)), ctx).grant_id  # type: ignore[arg-type]


@pytest.fixture
def administrator(province: Province, at: At) -> Context:
    return at(province.actor("Tạ Quang Khải", ("administrator", "ts/")))


def test_a_granted_role_is_told_and_recorded(province: Province, administrator: Context) -> None:
    grant_id = _grant(province, administrator, valid_until=date(2030, 6, 30))
    stored = RoleGrant.objects.get(pk=grant_id)
    assert (stored.organisation_path, stored.valid_from) == ("ts/x01/c0101/", date(2026, 11, 22))
    assert [event["type"] for event in stored.outbox] == ["identity.role_granted.v1"]
    [entry] = database()["audit_entries"].find({"action": "identity.role_granted"})
    assert entry["details"] == {"role": "cell_secretary", "grant_id": grant_id}


def test_a_repeated_grant_is_the_same_grant(province: Province, administrator: Context) -> None:
    assert _grant(province, administrator) == _grant(province, administrator)
    assert RoleGrant.objects.count() == 1


def test_a_term_inside_another_is_refused(province: Province, administrator: Context) -> None:
    _grant(province, administrator)
    with pytest.raises(AlreadyHeld):
        _grant(province, administrator, valid_from=date(2027, 1, 1))


def test_a_term_after_another_is_a_new_grant(province: Province, administrator: Context) -> None:
    _grant(province, administrator, valid_until=date(2026, 12, 31))
    _grant(province, administrator, valid_from=date(2027, 1, 1))
    assert RoleGrant.objects.count() == 2


@pytest.mark.parametrize(
    "grants",
    [[], [("cell_secretary", "ts/x01/c0101/")], [("committee_officer", "ts/")], [("administrator", "ts/x02/")]],
)
def test_only_an_administrator_over_both_places_grants(
    province: Province, at: At, grants: list[tuple[str, str]]
) -> None:
    with pytest.raises(Forbidden):
        _grant(province, at(province.actor("Tạ Quang Khải", *grants)))
    assert RoleGrant.objects.count() == 0


def test_a_commune_administrator_lifts_nobody_to_the_province(province: Province, at: At) -> None:
    commune = at(province.actor("Lê Đức An", ("administrator", "ts/x01/")))
    with pytest.raises(Forbidden):
        _grant(province, commune, organisation_id="ts", role=Role.ADMINISTRATOR)
    with pytest.raises(Forbidden):
        _grant(province, commune, member_id=province.member("Tạ Quang Khải").id)


def test_a_probationary_member_does_not_become_secretary(province: Province, administrator: Context) -> None:
    with pytest.raises(NotGrantable):
        _grant(province, administrator, member_id=province.member("Bùi Thị Uyên").id)


def test_unknown_members_and_organisations_are_not_found(province: Province, administrator: Context) -> None:
    for changes in ({"member_id": "khong-co"}, {"organisation_id": "khong-co"}):
        with pytest.raises(NotFound):
            _grant(province, administrator, **changes)


def test_without_a_token_nothing_is_told(province: Province, at: At) -> None:
    with pytest.raises(Unauthenticated):
        _grant(province, at(None, now=NOW + timedelta(days=1)), member_id="khong-co")
