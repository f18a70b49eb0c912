"""What identity names in codes has its words on the pages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import services
from services.gateway.web.record_words import RECORD_ACTIONS, RECORD_PROBLEMS
from services.identity.rules.doubled_records import REASONS
from services.identity.rules.record_problems import CODES


def test_every_problem_of_a_record_has_its_name() -> None:
    assert set(RECORD_PROBLEMS) == {*CODES, *REASONS}


def test_what_is_done_with_papers_and_problems_is_told_to_the_member_in_words() -> None:
    done = {"listed", "read", "attached", "renewed", "withdrawn"}
    told = {f"identity.paper{'s' if what == 'listed' else ''}_{what}" for what in done}
    assert told | {"identity.problems_listed", "identity.problem_decided"} <= set(RECORD_ACTIONS)


OWN = {"identity.passkey_added", "identity.passkey_removed", "identity.username_changed", "identity.helper_asked"}
"""What only the member does: the own deeds are in nobody's trail of others."""


def _told_about_members() -> Iterator[str]:
    """Every action that a service records with `about`, as far as its name stands in the code."""
    for file in Path(services.__path__[0]).rglob("*.py"):
        service = file.relative_to(services.__path__[0]).parts[0]
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and call.args and _is_about_somebody(call, service):
                action = call.args[0]
                if isinstance(action, ast.Constant) and isinstance(action.value, str):
                    yield f"meetings.{action.value}" if service == "meetings" else action.value


def _is_about_somebody(call: ast.Call, service: str) -> bool:
    name = ast.unparse(call.func)
    if name == "leave_trail" and service == "identity":
        return len(call.args) == 4  # reading_records; that of breaches is about nobody
    if name == "audit.record_reading" or (name == "record_change" and service == "feedback"):
        return True
    return name in {"audit.record", "leave_trail"} and any(keyword.arg == "about" for keyword in call.keywords)


def test_whatever_a_service_records_about_a_member_has_its_words() -> None:
    told = set(_told_about_members())
    assert {
        "identity.record_read", "meetings.attendance_read", "meetings.hand_vote_recorded", "content.study_people_read",
        "content.notice_people_read", "feedback.question_answered", "assistant.handed_over_question_read",
    } <= told  # fmt: skip
    assert told - OWN <= set(RECORD_ACTIONS)
