"""A member wants a person to answer: the question waits for the officers of the committee that it is for."""

from __future__ import annotations

from services.feedback.store import questions
from services.feedback.store.questions import Question
from shared.contracts import Received
from shared.contracts.assistant import QuestionHandedOver
from shared.outbox import create
from shared.usecase import Context


def on_question_handed_over(received: Received[QuestionHandedOver], _ctx: Context) -> None:
    told = received.data
    # Looked for first: an insert that fails would end the reaction's transaction.
    if questions.find(told.question_id) is None:
        create(
            Question(
                id=told.question_id,
                member_id=told.member_id,
                cell_path=told.cell_path,
                committee_path=told.committee_path or told.cell_path,
                topic=told.topic,
                reason=told.reason,
                state="waiting",
                asked_at=received.time,
                expires_at=told.kept_until,
            )
        )
