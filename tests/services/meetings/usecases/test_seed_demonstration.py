from datetime import timedelta

import pytest

from services.meetings.rules.errors import NotTheDemonstration
from services.meetings.usecases.seed_demonstration import CELL, seed_demonstration
from shared.store import database
from tests.services.meetings.helpers import NOW, events

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]


def test_a_newcomer_finds_one_meeting_ahead_however_often_it_is_seeded() -> None:
    assert seed_demonstration("ts", NOW)
    assert seed_demonstration("ts", NOW) is None
    assert seed_demonstration("ts", NOW + timedelta(days=1)) is None
    meeting = database()["meetings"].find_one({})
    assert meeting is not None
    assert meeting["cell_path"] == CELL
    assert timedelta(days=3) < meeting["starts_at"] - NOW < timedelta(days=6)
    assert events("meetings") == ["meetings.meeting_called.v1"]


def test_when_it_is_over_the_next_one_is_called() -> None:
    first = seed_demonstration("ts", NOW)
    assert seed_demonstration("ts", NOW + timedelta(days=30)) not in {None, first}


def test_no_real_province_is_given_an_invented_meeting() -> None:
    with pytest.raises(NotTheDemonstration):
        seed_demonstration("ha-giang", NOW)
    assert database()["meetings"].count_documents({}) == 0
