"""A cell moves below another committee: its members, and what was meant for it, are found there by every service."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from tests.stack import Province

pytestmark = pytest.mark.slow
CELL = "c0109"
DECISION = {"number": "7-QĐ/TU", "signed_on": (date.today() - timedelta(days=2)).isoformat(), "issued_by": "Tỉnh ủy"}  # noqa: DTZ011


def test_a_moved_cell_is_found_at_its_new_place_by_every_service(stack: Province) -> None:
    office = stack.visitor("quantri")
    before = office.get(f"/organisations/{CELL}")["path"]
    article = publish_article(stack.visitor("bientap"), before)["id"]
    wish = {
        "change": "move",
        "organisation_id": CELL,
        "other_id": "x02",
        "effective_on": (date.today() - timedelta(days=1)).isoformat(),  # noqa: DTZ011
        **DECISION,
    }
    ahead = office.post("/organisation-changes/preview", **wish)
    assert (ahead["planned"], ahead["members"] > 0) == (False, True)
    assert office.post("/organisation-changes", **wish)["state"] == "done"
    after = f"ts/x02/{CELL}/"
    assert office.get(f"/organisations/{CELL}")["path"] == after
    assert len(office.get("/members", organisation_path=after)["items"]) > 0

    def follows() -> bool:
        return bool(office.get(f"/articles/{article}")["audience"] == after)

    eventually("the article at the new place", follows)
