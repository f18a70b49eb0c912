"""The member says whether the answer helped, and if not, why. Said again, the later word stands.

Only one's own questions. The words lie beside the question, encrypted, and go when it goes.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from services.assistant.rules.errors import QuestionNotFound, RatingIncomplete
from services.assistant.store import questions
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request

Unhelpful = Literal["wrong_clause", "out_of_date", "not_understood", "incomplete", "other"]
LONGEST_TEXT = 500


class RateAnswer(Request):
    question_id: Id
    helpful: bool
    reason: Unhelpful | None = None
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)] = ""


class Rated(msgspec.Struct, frozen=True):
    helpful: bool


def rate_answer(command: RateAnswer, ctx: Context) -> Rated:
    if command.helpful == (command.reason is not None):
        raise RatingIncomplete(details={"reason": RatingIncomplete.message})
    refuse_secrets({"text": command.text}, ctx.actor, ctx.actor.cell_path, ctx.now)
    stored = questions.rate(
        command.question_id,
        ctx.actor.member_id,
        helpful=command.helpful,
        because=command.reason,
        text=command.text or None,
    )
    if not stored:
        raise QuestionNotFound
    return Rated(command.helpful)
