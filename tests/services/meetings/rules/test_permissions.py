from datetime import UTC, datetime

import pytest

from services.meetings.rules.errors import NotTheSecretary
from services.meetings.rules.permissions import is_secretary, require_secretary
from shared.security import Actor, Grant

CELL = "ts/x01/c0101/"


def actor(*grants: Grant) -> Actor:
    return Actor("m1", CELL, grants, "t1", datetime(2027, 1, 1, tzinfo=UTC))


def test_the_secretary_of_the_cell_leads_its_meetings() -> None:
    assert is_secretary(actor(Grant("cell_secretary", CELL)), CELL)


@pytest.mark.parametrize(
    "grant",
    [
        Grant("member", CELL),
        Grant("committee_officer", CELL),
        Grant("cell_secretary", "ts/x01/c0102/"),
        Grant("cell_secretary", "ts/x01/"),
    ],
)
def test_nobody_else_does_not_even_from_above(grant: Grant) -> None:
    with pytest.raises(NotTheSecretary):
        require_secretary(actor(grant), CELL)
