"""Meetings and votes of a cell are found where the cell is now."""

import pytest

from services.meetings.store.meetings import Meeting
from services.meetings.usecases.on_organisation_moved import on_organisation_moved
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged
from shared.inbox import react_to_all
from tests.services.meetings.helpers import CELL, NOW, called

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("cell")]
NEW = "ts/x09/c0999/"


def test_meetings_of_a_merged_cell_go_on_in_the_other() -> None:
    meeting = called()
    data = OrganisationMerged(organisation_id="c0101", into_id="c0999", old_path=CELL, path=NEW)
    told = Received(
        id="e1", type=data.TYPE, source="identity", subject="c0999", sequence=1, time=NOW, correlation_id="c1",
        causation_id=None, traceparent=None, reaction="meetings.on_organisation_moved", data=data,
    )  # fmt: skip
    react_to_all(on_organisation_moved, [told])
    found = Meeting.objects.get(pk=meeting["id"])
    assert found.cell_path == NEW
    assert found.version == meeting["version"] + 1
