"""An answer of a committee may be quoted from now on, or no more; every index follows within two seconds."""

from __future__ import annotations

from services.assistant.store import knowledge
from shared.contracts.feedback import AnswerReleased, AnswerWithdrawn
from shared.messaging import Received
from shared.observability import log
from shared.usecase import Context


def on_answer_released(received: Received[AnswerReleased], _ctx: Context) -> None:
    log.info("answer_known", answer_id=received.data.answer_id, stored=knowledge.keep_answer(received.data))


def on_answer_withdrawn(received: Received[AnswerWithdrawn], _ctx: Context) -> None:
    log.info("answer_forgotten", answer_id=received.data.answer_id, stored=knowledge.withdraw_answer(received.data))
