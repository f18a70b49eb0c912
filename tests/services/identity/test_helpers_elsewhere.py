"""A helper's token at the doors of other services, as they run."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from deploy.local.environment import PROVINCE
from deploy.local.keys import token_private_key_file
from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from shared.security import Grant, issue, load_private_key
from tests.services import bus

pytestmark = pytest.mark.slow
CELL = "ts/x01/c0101/"
DEEDS = ("read_news", "see_meetings", "confirm_attendance", "see_notices", "acknowledge_notices", "study")


@pytest.fixture(scope="module")
def line(stack_place: Place, mongod: Mongod, broker: Broker) -> Iterator[bus.Line]:
    bus.emptied("meetings", mongod)
    environment = bus.environment_of("meetings", stack_place)
    with bus.serving("meetings", environment), bus.line_to("meetings", broker) as opened:
        yield opened


def _token(place: Place, *deeds: str) -> str:
    return issue(
        load_private_key(token_private_key_file(place)),
        member_id="elder",
        cell_path=CELL,
        grants=[Grant("member", CELL)],
        audience=PROVINCE,
        lifetime=timedelta(minutes=2),
        helper_id="helper",
        deeds=deeds,
    )[0]


def _code(answer: dict[str, Any]) -> str | None:
    return answer["error"]["exc_args"][0]["code"] if answer["error"] else None


def test_a_helper_sees_the_meetings_and_never_votes_or_checks_in(line: bus.Line, stack_place: Place) -> None:
    token = _token(stack_place, *DEEDS)
    assert line.ask("my_meetings", token)["result"]["items"] == []
    assert _code(line.ask("confirm_attendance", token, meeting_id="m1", coming=True)) == "meetings.meeting_not_found"
    for method, fields in (
        ("cast_vote", {"vote_id": "v1", "choice": "agree"}),
        ("check_in", {"meeting_id": "m1"}),
        ("read_meeting", {"meeting_id": "m1"}),
        ("open_vote", {"meeting_id": "m1", "question": "?"}),
    ):
        assert _code(line.ask(method, token, **fields)) == "security.not_for_helpers"
    assert _code(line.ask("my_meetings", _token(stack_place, "read_news"))) == "security.not_for_helpers"
