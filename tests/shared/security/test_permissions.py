"""Permissions over the organisation tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.security import Actor, Grant, NotPermitted, Permission, allowed, authorise, authorise_everywhere, paths_for
from tests.shared.security.conftest import NOW

CALL_MEETING = Permission.of("call a meeting", "cell_secretary")
SEE_NUMBERS = Permission.of("see activity numbers", "cell_secretary", "committee_officer")

trees = st.lists(st.sampled_from(["ts/", "ts/a/", "ts/a/1/", "ts/ab/", "ts/b/", "ts/b/2/", "hn/"]), max_size=5)


def actor(*grants: Grant) -> Actor:
    return Actor("member-1", "ts/a/1/", grants, "token-1", NOW)


def test_a_secretary_may_call_a_meeting_of_the_own_cell_only(secretary: Actor) -> None:
    authorise(secretary, CALL_MEETING, "ts/x03/c0312/")
    for elsewhere in ("ts/x03/", "ts/x03/c0313/", "ts/x03/c03/", "ts/"):
        with pytest.raises(NotPermitted) as caught:
            authorise(secretary, CALL_MEETING, elsewhere)
        assert caught.value.code == "security.not_permitted"
        assert caught.value.kind == "forbidden"


def test_a_role_reaches_everything_below() -> None:
    officer = actor(Grant("committee_officer", "ts/a/"))
    assert allowed(officer, SEE_NUMBERS, "ts/a/1/")
    assert not allowed(officer, CALL_MEETING, "ts/a/1/")


def test_what_is_one_for_the_province_asks_for_the_role_over_all_of_it() -> None:
    assert authorise_everywhere(actor(Grant("committee_officer", "ts/")), SEE_NUMBERS) == "ts/"
    with pytest.raises(NotPermitted):
        authorise_everywhere(actor(Grant("committee_officer", "ts/a/")), SEE_NUMBERS)


def test_nobody_is_permitted_nothing() -> None:
    with pytest.raises(NotPermitted):
        authorise(None, SEE_NUMBERS, "ts/")


def test_a_list_looks_only_where_a_role_of_the_permission_is_held() -> None:
    both = actor(Grant("committee_officer", "ts/a/"), Grant("cell_secretary", "ts/b/2/"), Grant("member", "ts/"))
    assert paths_for(both, SEE_NUMBERS) == ("ts/a/", "ts/b/2/")
    assert paths_for(both, CALL_MEETING) == ("ts/b/2/",)
    assert paths_for(actor(), SEE_NUMBERS) == ()


@given(trees, st.sampled_from(["ts/", "ts/a/", "ts/a/1/", "ts/ab/", "ts/ab/3/", "ts/b/2/", "hn/", "hn/7/"]))
def test_the_list_and_the_single_decision_agree(held: list[str], path: str) -> None:
    someone = actor(*(Grant("cell_secretary", each) for each in held))
    topmost = paths_for(someone, CALL_MEETING)
    assert any(path.startswith(upper) for upper in topmost) == allowed(someone, CALL_MEETING, path)
    assert not any(a != b and b.startswith(a) for a in topmost for b in topmost)
