"""Killed before each of its writes, a command that is sent again leaves what it leaves undisturbed: nothing twice, the
member told once, and no step that the trail does not name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from services.feedback.store import DOCUMENTS
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.correct_answer import correct_answer
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.propose_release import propose_release
from services.feedback.usecases.release_answer import release_answer
from services.feedback.usecases.take_question import take_question
from services.feedback.usecases.withdraw_release import withdraw_release
from shared.contracts.assistant import QuestionHandedOver
from shared.inbox import react
from shared.inbox.documents import InboxEntry
from shared.security import Grant
from shared.store import connect, database, disconnect, use_keys
from shared.store.keys import KeyRing
from shared.usecase import perform
from tests.services.feedback.conftest import CELL, SERVICE, Delivery, officer, person
from tests.shared.deaths import Deaths, left_behind
from tests.shared.helpers import empty_store

pytestmark = pytest.mark.slow
ANSWER = "Đồng chí xem Điều 5 Hướng dẫn 07-HD/TU."
GENERAL = {
    "question": "Đảng phí nộp ở đâu?", "answer": "Đảng phí nộp tại chi bộ.", "topic": "Đảng phí",
    "issuer": "Đảng ủy xã Hòa Bình", "audience": "ts/x03/",
}  # fmt: skip


@pytest.fixture
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture
def watched(mongod: Mongod, deaths: Deaths) -> Iterator[None]:
    with deaths.listening():
        connect(mongod.uri(SERVICE))
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    yield
    empty_store()
    use_keys(None)
    disconnect()


def send(deaths: Deaths, usecase: Any, key: str, *, by: str = "o1", **fields: Any) -> dict[str, Any]:
    def sent() -> dict[str, Any]:
        ctx = officer(key=key) if by == "o1" else person(by, "ts/", Grant("committee_editor", "ts/x03/"), key=key)
        answered: dict[str, Any] = perform(usecase, fields, ctx)
        return answered

    return deaths.command(sent)


@pytest.mark.timeout(120)
def test_a_question_from_its_taking_to_its_general_answer_and_back(
    watched: None, deaths: Deaths, delivered: Delivery
) -> None:
    handed_over = QuestionHandedOver(
        question_id="q1", member_id="m1", cell_path=CELL, reason="not_found", committee_path="ts/x03/"
    )

    def story() -> None:
        empty_store([*DOCUMENTS, InboxEntry])
        react(on_question_handed_over, delivered(handed_over))
        about = {"question_id": "q1"}
        seen = send(deaths, take_question, "take", **about)
        seen = send(deaths, answer_question, "answer", **about, version=seen["version"], answer=ANSWER)
        send(deaths, correct_answer, "correct", **about, version=seen["version"], answer=f"{ANSWER} Khoản 2.")
        made = send(deaths, propose_release, "propose", **about, **GENERAL)
        of = {"answer_id": made["id"]}
        made = send(deaths, release_answer, "release", by="e1", **of, version=made["version"])
        send(deaths, withdraw_release, "withdraw", by="e1", **of, version=made["version"], reason="Đã có văn bản mới")

    story()
    undisturbed = left_behind(database())
    assert sum(undisturbed["trail"].values()) >= 6
    stories = [(death, left_behind(database())) for death in deaths.every_one(story)]
    assert len(stories) >= 12
    for death, left in stories:
        assert left == undisturbed, death
