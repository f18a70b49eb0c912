"""A member deleted a question that a person was asked: nobody answers it any more, and its answer goes with it."""

from __future__ import annotations

from datetime import timedelta

from services.feedback.store import questions
from services.feedback.store.questions import Question
from shared.contracts import Received
from shared.contracts.assistant import QuestionForgotten
from shared.outbox import change, create
from shared.usecase import Context

EMPTIED = {f"unset__{name}": True for name in ("answer", "answered_by", "former_answer", "corrected_by")}
# Longer than a hand-over can lie undelivered.
REMEMBERED = timedelta(days=30)


def on_question_forgotten(received: Received[QuestionForgotten], ctx: Context) -> None:
    told, until = received.data, ctx.now + REMEMBERED
    known = questions.find(told.question_id)
    if known is not None:
        change(known, set__state="forgotten", **EMPTIED, set__expires_at=until)
        return
    # The two events come through two queues: this one may be the first.
    create(
        Question(
            id=told.question_id,
            member_id=told.member_id,
            cell_path=told.cell_path,
            committee_path=told.cell_path,
            topic="other",
            reason="asked_by_member",
            state="forgotten",
            asked_at=received.time,
            expires_at=until,
        )
    )
