"""The door, the reaction and the command line as they run: own processes, real mongod and broker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from shared import clock
from shared.contracts.identity import MemberRegistered
from shared.security import Grant
from tests.services import bus
from tests.services.meetings.helpers import CELL
from tests.shared.helpers import wait_for

pytestmark = pytest.mark.slow
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def environment(stack_place: Place, mongod: Mongod, broker: Broker) -> dict[str, str]:
    bus.emptied("meetings", mongod)
    return bus.environment_of("meetings", stack_place)


@pytest.fixture(scope="module")
def line(environment: dict[str, str], broker: Broker) -> Iterator[bus.Line]:
    with bus.serving("meetings", environment), bus.line_to("meetings", broker) as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(line: bus.Line, stack_place: Place) -> Ask:
    """Asks as a member of the cell; as nobody where no member is named."""

    def call(method: str, member: str | None, *, secretary: bool = False, **fields: Any) -> dict[str, Any]:
        grants = [Grant("cell_secretary", CELL)] if secretary else []
        return line.ask(method, bus.token_for(stack_place, member, CELL, *grants) if member else "", **fields)

    return call


def register(line: bus.Line, member_id: str) -> None:
    line.tell(MemberRegistered(member_id=member_id, cell_id="c0101", cell_path=CELL, status="official"), member_id)


def test_the_demonstration_is_seeded_once_and_only_there(environment: dict[str, str]) -> None:
    assert "called" in bus.command("meetings", environment, "seed-demo").stdout
    assert "nothing was changed" in bus.command("meetings", environment, "seed-demo").stdout
    elsewhere = bus.command("meetings", environment | {"SOTAY_PROVINCE": "tn"}, "seed-demo")
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert "tỉnh hư cấu" in elsewhere.stderr


def test_a_cell_meets_and_decides_over_the_bus(ask: Ask, line: bus.Line) -> None:
    call = {"title": "Sinh hoạt thường kỳ", "kind": "regular", "place": "Nhà văn hóa", "agenda": ["Thảo luận"]}
    starts_at = (clock.now() + timedelta(hours=1)).isoformat()
    meeting = ask("schedule_meeting", "s1", secretary=True, starts_at=starts_at, **call)["result"]
    for member in ("s1", "m1", "m2"):
        register(line, member)
    wait_for(lambda: not ask("confirm_attendance", "m2", meeting_id=meeting["id"], coming=True)["error"], 15)
    running = ask("open_meeting", "s1", secretary=True, meeting_id=meeting["id"], version=meeting["version"])["result"]
    assert ask("check_in", "m1", meeting_id=meeting["id"])["result"]["checked_in_at"]
    vote = ask("open_vote", "s1", secretary=True, meeting_id=meeting["id"], question="Thông qua?")["result"]
    for member in ("s1", "m1"):
        assert ask("cast_vote", member, vote_id=vote["vote_id"], choice="agree")["error"] is None
    closed = ask("close_vote", "s1", secretary=True, vote_id=vote["vote_id"], version=vote["version"])["result"]
    assert (closed["agree"], closed["electorate"], closed["outcome"]) == (2, 3, "adopted")
    assert ask("vote_result", "m2", vote_id=vote["vote_id"])["result"]["result"]["agree"] == 2
    assert ask("attendance", "s1", secretary=True, meeting_id=meeting["id"])["result"]["counts"]["present"] == 1
    over = ask("close_meeting", "s1", secretary=True, meeting_id=meeting["id"], version=running["version"])["result"]
    assert (over["state"], over["present"], over["expected"]) == ("closed", 1, 3)
    assert ask("read_meeting", "m1", meeting_id=meeting["id"])["result"]["my_attendance"] == "present"
    assert [item["id"] for item in ask("my_meetings", "m1", upcoming=False)["result"]["items"]] == [meeting["id"]]


def test_without_a_token_nothing_is_told(ask: Ask) -> None:
    assert ask("my_meetings", None)["error"]["exc_args"][0]["kind"] == "unauthenticated"


def test_a_refusal_crosses_the_bus_with_its_code_and_sentence(ask: Ask) -> None:
    told = ask("check_in", "m1", meeting_id="nothing")["error"]["exc_args"][0]
    assert (told["kind"], told["code"]) == ("not_found", "meetings.meeting_not_found")
    assert told["message"] == "Không tìm thấy cuộc họp trong chi bộ của đồng chí."


def test_the_roll_is_counted_and_emptied_at_the_command_line(environment: dict[str, str], ask: Ask) -> None:
    assert bus.command("meetings", environment, "roster").stdout.split() == ["official", "3"]
    assert "3 members forgotten" in bus.command("meetings", environment, "rebuild-roster").stdout
    assert bus.command("meetings", environment, "roster").stdout == ""
