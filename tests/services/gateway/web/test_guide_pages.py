"""Every page that the assistant's guide sends somebody to is there, and opens for the role that it is written for."""

from __future__ import annotations

import pytest

from services.assistant.engines.guide import guides
from services.gateway.callers import SESSION_COOKIE
from services.gateway.web import PAGES
from services.gateway.web.navigation import may_open
from tests.services.gateway.conftest import RunningDoor, Tokens

SENT_TO = sorted({(guide.role, clause.opens) for guide in guides() for clause in guide.entry[1]})


def test_the_guide_covers_what_stands_in_the_menu_of_a_member() -> None:
    paths = {path for role, path in SENT_TO if role == "member"}
    assert {"/news", "/meetings", "/assistant", "/polls", "/study", "/documents", "/listen", "/notebook"} <= paths
    assert {role for role, _ in SENT_TO} == {"member", "cell_secretary", "committee_officer", "committee_editor"}


@pytest.mark.parametrize(("role", "path"), SENT_TO)
def test_the_page_is_there_and_is_for_the_role(role: str, path: str) -> None:
    known = {route.path for page in PAGES for route in page.router.routes if "GET" in route.methods}
    assert path in known
    assert not path.startswith("/desk") or may_open(path, frozenset({role}))


def test_it_opens_over_http_for_who_has_the_role(door: RunningDoor, token_of: Tokens) -> None:
    """What stands behind the door here answers for a few of the services only; that nobody is turned away is seen."""
    for role, path in SENT_TO:
        grants = [] if role == "member" else [(role, "ts/x01/")]
        with door.client(cookies={SESSION_COOKIE: token_of("m1", "ts/x01/c001/", *grants)}) as browser:
            assert browser.get(path).status_code not in {303, 307, 401, 403, 404}, (role, path)
