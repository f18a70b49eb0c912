"""What each may see of the tree, of others and of oneself, and the trail it leaves."""

from collections.abc import Callable

import pytest

from services.identity.queries import list_members as listing
from services.identity.queries.list_members import ListMembers, list_members
from services.identity.queries.list_organisations import ListOrganisations, list_organisations
from services.identity.queries.my_profile import MyProfile, my_profile
from services.identity.queries.names import Names, names
from services.identity.queries.organisation_names import OrganisationNames, organisation_names
from services.identity.rules.errors import SignedOut
from services.identity.rules.grants import Role
from services.identity.store import member_search
from services.identity.usecases.grant_role import GrantRole, grant_role
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.sign_out import SignOut, sign_out
from shared.errors import Forbidden, Unauthenticated
from shared.security.audit import verify_chain
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import PASSWORD, Province

At = Callable[..., Context]
SECRETARY = ("cell_secretary", "ts/x01/c0101/")
OFFICER = ("committee_officer", "ts/x01/")


def _trail() -> list[dict[str, object]]:
    return list(database()["audit_entries"].find())


def _names_shown(query: ListMembers, ctx: Context) -> list[str]:
    return [item.full_name for item in list_members(query, ctx).items]


def test_my_profile_shows_my_numbers_masked(province: Province, at: At) -> None:
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    profile = my_profile(MyProfile(), at(province.verified(signed_in.token)))
    assert (profile.full_name, profile.birth_date.isoformat()) == ("Đinh Thị Hương", "1990-03-02")
    assert (profile.card_number_masked, profile.phone_masked) == ("•••••001", "•••••••001")
    assert (profile.cell_name, profile.status, profile.ethnicity) == ("Chi bộ thôn Thượng", "official", "Tày")
    assert [role.role for role in profile.roles] == ["member"]
    assert _trail() == []


def test_a_signed_out_token_reads_no_profile(province: Province, at: At) -> None:
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    ctx = at(province.verified(signed_in.token))
    sign_out(SignOut(), ctx)
    with pytest.raises(SignedOut):
        my_profile(MyProfile(), ctx)


def test_a_list_is_in_vietnamese_order_and_leaves_a_trail_of_every_record(province: Province, at: At) -> None:
    officer = province.actor("Lê Đức An", OFFICER)
    shown = list_members(ListMembers(organisation_path="ts/x01/"), at(officer)).items
    assert [item.full_name for item in shown] == [
        "Lê Đức An",
        "Đỗ Văn An",
        "Nông Văn Điền",
        "Đinh Thị Hương",
        "Hoàng Văn Thuận",
        "Bùi Thị Uyên",
    ]
    [entry] = _trail()
    assert (entry["actor"], entry["path"]) == (officer.member_id, "ts/x01/")
    assert entry["about"] == [item.id for item in shown]
    assert verify_chain() is None


@pytest.fixture(params=[(3_000, 150), (0, 150), (0, 0)], ids=["read whole", "by words", "too vague for words"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How small and large organisations are searched."""
    for name, value in zip(("FEW", "MOST_COMPLETIONS"), request.param, strict=True):
        monkeypatch.setattr(member_search, name, value)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("an", ["Lê Đức An", "Đỗ Văn An"]),
        ("văn an đ", ["Đỗ Văn An"]),
        ("an đức le", ["Lê Đức An"]),
        ("thi bui uyên", ["Bùi Thị Uyên"]),
        ("thị nobody", []),
        ("dinh huong", ["Đinh Thị Hương"]),
        ("THUẬN", ["Hoàng Văn Thuận"]),
        ("99000003", ["Nông Văn Điền"]),
        ("99000007", []),
        (".*", []),
        ("uong", []),
    ],
)
def test_a_search_folds_diacritics_or_takes_a_card_number(
    province: Province, at: At, ways: None, search: str, expected: list[str]
) -> None:
    officer = at(province.actor("Lê Đức An", OFFICER))
    assert _names_shown(ListMembers(organisation_path="ts/x01/", search=search), officer) == expected


def test_pages_follow_each_other_without_gap_or_repeat(
    province: Province, at: At, ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    officer = at(province.actor("Tạ Quang Khải", ("committee_officer", "ts/")))
    shown: list[str] = []
    cursor: str | None = None
    for _ in range(4):
        page = list_members(ListMembers(organisation_path="ts/", cursor=cursor), officer)
        shown += [item.full_name for item in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert len(shown) == len(set(shown)) == 8


@pytest.mark.parametrize("grants", [[], [("committee_editor", "ts/")], [SECRETARY]])
def test_a_list_of_others_is_not_for_everybody(province: Province, at: At, grants: list[tuple[str, str]]) -> None:
    with pytest.raises(Forbidden):
        list_members(ListMembers(organisation_path="ts/x01/"), at(province.actor("Hoàng Văn Thuận", *grants)))


def test_members_of_a_cell_know_each_other_by_name_and_nobody_beyond(province: Province, at: At) -> None:
    me, neighbour, stranger = (province.member(name).id for name in ("Đinh Thị Hương", "Nông Văn Điền", "Lê Đức An"))
    ctx = at(province.actor("Đinh Thị Hương"))
    shown = names(Names(member_ids=[me, neighbour, stranger, "khong-co"]), ctx).items
    assert list(shown.items()) == [(neighbour, "Nông Văn Điền"), (me, "Đinh Thị Hương")]
    [entry] = _trail()
    assert (entry["path"], entry["about"], entry["details"]) == ("ts/x01/c0101/", [neighbour], {"count": 1})


def test_my_own_name_leaves_no_trail(province: Province, at: At) -> None:
    ctx = at(province.actor("Đinh Thị Hương"))
    assert len(names(Names(member_ids=[ctx.actor.member_id]), ctx).items) == 1
    assert _trail() == []


def test_an_officer_reads_names_below_the_committee(province: Province, at: At) -> None:
    ids = [province.member(name).id for name in ("Đinh Thị Hương", "Lê Đức An", "Phạm Thị Ân")]
    ctx = at(province.actor("Đỗ Văn An", OFFICER))
    assert len(names(Names(member_ids=ids), ctx).items) == 2
    assert _trail()[0]["path"] == "ts/x01/"


@pytest.mark.parametrize(
    ("others", "desk", "told"),
    [
        ((Role.COMMITTEE_EDITOR, "x01"), "ts/", True),
        ((Role.COMMITTEE_EDITOR, "ts"), "ts/x01/", True),
        ((Role.COMMITTEE_EDITOR, "x01"), "ts/x02/", False),
        ((Role.COMMITTEE_OFFICER, "x01"), "ts/", False),
    ],
)
def test_editors_above_and_below_each_other_know_who_did_what_to_a_text(
    province: Province, at: At, others: tuple[Role, str], desk: str, told: bool
) -> None:
    other = province.member("Đinh Thị Hương").id
    grant = GrantRole(member_id=other, role=others[0], organisation_id=others[1])
    grant_role(grant, at(province.actor("Tạ Quang Khải", ("administrator", "ts/"))))
    editor = province.actor("Phạm Thị Ân", ("committee_editor", desk))
    assert list(names(Names(member_ids=[other]), at(editor)).items) == [other] * told
    assert names(Names(member_ids=[other]), at(province.actor("Phạm Thị Ân"))).items == {}


def test_everybody_learns_what_an_organisation_is_called(province: Province, at: At) -> None:
    asked = OrganisationNames(paths=["ts/x01/", "ts/nowhere/"])
    named = organisation_names(asked, at(province.actor("Đinh Thị Hương"))).items
    assert named.keys() == {"ts/x01/"}
    assert named["ts/x01/"]
    with pytest.raises(Unauthenticated):
        organisation_names(asked, at(None))


def test_the_tree_is_for_everybody_and_numbers_are_for_those_who_work_there(province: Province, at: At) -> None:
    mine = list_organisations(ListOrganisations(), at(province.actor("Đinh Thị Hương"))).items
    assert {item.path: item.members for item in mine} == {
        "ts/": None,
        "ts/x01/": None,
        "ts/x01/c0101/": 4,
        "ts/x01/c0102/": None,
        "ts/x02/": None,
        "ts/x02/c0201/": None,
    }
    officer = at(province.actor("Đỗ Văn An", OFFICER))
    seen = list_organisations(ListOrganisations(under="ts/x01/"), officer).items
    assert [(item.id, item.members) for item in seen] == [("x01", 6), ("c0101", 4), ("c0102", 2)]
