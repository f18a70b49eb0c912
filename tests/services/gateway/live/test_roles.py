"""What is for those who hold a role, and what happens to open pages when somebody's roles change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec

from deploy.local.rabbitmq import Broker
from services.gateway.callers import SESSION_COOKIE
from shared.contracts.content import NoticeReminderDue, NoticeSent
from shared.contracts.feedback import QuestionReminderDue
from shared.contracts.identity import RoleEnded, RoleGranted
from tests.services.gateway.conftest import CELL, RunningDoor, Tokens, running, wait_for
from tests.services.gateway.live.test_stream import listening, publish, publish_event

BESIDE = "ts/x01/c002/"
TODAY = datetime.now(UTC).date()


def send_to_secretaries(broker: Broker, notice_id: str, audience: str) -> None:
    sent = NoticeSent(
        notice_id=notice_id, kind="notice", audience=audience, roles=["cell_secretary"], acknowledge=True, deadline=None
    )
    publish_event(broker, sent, notice_id)


def grant(broker: Broker, member_id: str) -> None:
    given = RoleGranted(
        member_id=member_id, role="cell_secretary", organisation_path=CELL, valid_from=TODAY, valid_until=None
    )
    publish_event(broker, given, "g1")


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in events]


def listed(door: RunningDoor, token: str) -> list[str]:
    with door.client(token) as app:
        items = msgspec.json.decode(app.get("/api/v1/notices").content)["items"]
    return [item["ids"].get("notice_id", item["kind"]) for item in items]


def test_a_notice_for_role_holders_rings_at_once_with_them_and_is_listed_for_nobody_else(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    secretary = token_of("m1", CELL, ("cell_secretary", CELL))
    others = [token_of("m2"), token_of("m3", BESIDE, ("cell_secretary", BESIDE)),
              token_of("m4", CELL, ("committee_editor", "ts/"))]  # fmt: skip
    with (
        listening(door, secretary) as held,
        listening(door, others[0]) as member,
        listening(door, others[1]) as beside,
        listening(door, others[2]) as above,
    ):
        send_to_secretaries(broker, "n1", CELL)
        publish(broker, "ts/x01/", "after")
        pages = (held, member, beside, above)
        wait_for(lambda: all("article_published" in kinds(page.events) for page in pages))
        assert kinds(held.events) == ["directive_sent", "article_published"]
        assert all(kinds(page.events) == ["article_published"] for page in pages[1:])
    assert listed(door, secretary) == ["article_published", "n1"]
    assert all(listed(door, token) == ["article_published"] for token in others)


def test_what_was_missed_is_replayed_to_who_holds_the_role_and_to_no_other(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    secretary = token_of("m1", CELL, ("cell_secretary", CELL))
    with listening(door, secretary) as before:
        publish(broker, CELL, "a1")
        wait_for(lambda: bool(before.events))
    send_to_secretaries(broker, "n1", "ts/x01/")
    wait_for(lambda: listed(door, secretary)[0] == "n1")
    cursor = before.events[0]["id"]
    with listening(door, secretary, cursor) as held, listening(door, token_of(), cursor) as member:
        wait_for(lambda: "directive_sent" in kinds(held.events) and bool(member.events))
        assert kinds(member.events) == ["article_published"]


def test_who_is_given_a_role_is_told_and_the_open_page_comes_back_with_it(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    with listening(door, token_of("m1")) as mine, listening(door, token_of("m2")) as other:
        wait_for(lambda: len(door.app.state.hub) == 2)
        grant(broker, "m1")
        wait_for(lambda: len(door.app.state.hub) == 1)
        assert kinds(mine.events) == ["roles_changed"]
        assert other.events == []
    assert listed(door, token_of("m1")) == []


def test_a_page_asked_for_after_a_change_of_roles_is_answered_with_the_roles_of_now(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    secretary = token_of("m1", CELL, ("cell_secretary", CELL))
    old = token_of(secretary)  # the neighbour renews it to the token it names
    assert "set-cookie" not in page(door, old).headers
    ended = RoleEnded(member_id=secretary, role="cell_secretary", organisation_path=CELL, ended_on=TODAY)
    publish_event(broker, ended, "g1")
    wait_for(lambda: "set-cookie" in page(door, old).headers)
    renewed = page(door, old)
    assert renewed.headers["set-cookie"].startswith(f"{SESSION_COOKIE}={secretary};")
    assert renewed.status_code == 204
    assert "set-cookie" not in page(door, token_of("m9")).headers


def test_a_token_from_after_the_change_is_left_alone(door: RunningDoor, token_of: Tokens) -> None:
    caller = door.app.state.callers._verify(token_of("m7"))
    door.app.state.callers.note_changed_roles("m7", caller.issued_at - timedelta(seconds=1))
    assert not door.app.state.callers.has_other_roles_now(caller)
    door.app.state.callers.note_changed_roles("m7", caller.issued_at + timedelta(seconds=1))
    assert door.app.state.callers.has_other_roles_now(caller)


def page(door: RunningDoor, token: str) -> httpx.Response:
    with door.client() as client:
        return client.get("/session", headers={"Cookie": f"{SESSION_COOKIE}={token}"})


def test_who_acknowledged_is_not_reminded(door: RunningDoor, broker: Broker, token_of: Tokens) -> None:
    with running("neighbour.py", broker, "content"), door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        for notice_id in ("n-settled", "n-waiting"):
            due = NoticeReminderDue(notice_id=notice_id, occasion="weekly", audience=CELL, roles=[], deadline=None)
            publish_event(broker, due, notice_id)
        wait_for(lambda: "/directives/n-waiting" in browser.get("/notices").text)
        page = browser.get("/notices").text
    assert "đang chờ đồng chí xác nhận" in page
    assert "Gửi danh sách" in page
    assert "/directives/n-settled" not in page


def test_who_may_answer_a_question_is_reminded_until_somebody_answered_it(
    door: RunningDoor, broker: Broker, token_of: Tokens
) -> None:
    officer = token_of("m1", CELL, ("committee_officer", "ts/x01/"))
    with door.client(cookies={SESSION_COOKIE: officer}) as browser:
        for question_id in ("q-answered", "q2"):
            due = QuestionReminderDue(
                question_id=question_id, committee_path="ts/x01/", roles=["committee_officer"],
                waiting_since=datetime.now(UTC), times=1,
            )  # fmt: skip
            publish_event(broker, due, question_id)
        wait_for(lambda: "/desk/questions/q2" in browser.get("/notices").text)
        page = browser.get("/notices").text
    assert "Câu hỏi của đảng viên đã chờ lâu" in page
    assert "/desk/questions/q-answered" not in page
    assert listed(door, token_of("m2", CELL, ("committee_editor", "ts/"))) == []
