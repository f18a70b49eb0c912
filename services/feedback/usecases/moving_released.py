"""Answers for everybody under an organisation that is elsewhere now: those who quote them are told where."""

from __future__ import annotations

from services.feedback.store import released_answers
from services.feedback.store.released_answers import ReleasedAnswer
from services.feedback.usecases.release_answer import told
from shared.outbox import change
from shared.store import replace_prefix


def replace_prefix_of_released(old: str, new: str) -> None:
    for answer in released_answers.released_under(old):
        audience = new + answer.audience.removeprefix(old)
        change(answer, told(answer, audience), set__audience=audience)
    replace_prefix(ReleasedAnswer, "audience", old, new)
