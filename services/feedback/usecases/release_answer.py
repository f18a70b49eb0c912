"""An editor who did not write it releases an answer: the assistant may quote it from then on."""

from __future__ import annotations

from services.feedback.rules.permissions import RELEASE_ANSWERS
from services.feedback.rules.release_errors import NotReleasable, OwnRelease
from services.feedback.store import released_answers
from services.feedback.store.released_answers import ReleasedAnswer
from services.feedback.usecases.propose_release import ReleaseRef, record_step, ref
from shared.contracts.feedback import AnswerReleased
from shared.outbox import ChangedByAnother, change
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class ReleaseAnswer(Request, frozen=True, kw_only=True):
    answer_id: Id
    version: Version


def release_answer(command: ReleaseAnswer, ctx: Context) -> ReleaseRef:
    """Raises ReleaseNotFound, NotPermitted, OwnRelease, NotReleasable, ChangedByAnother."""
    proposed = released_answers.get(command.answer_id)
    authorise(ctx.actor, RELEASE_ANSWERS, proposed.audience)
    if proposed.written_by == ctx.actor.member_id:
        raise OwnRelease
    if proposed.state == "released" and proposed.version == command.version + 1:
        return ref(proposed)
    if proposed.state != "proposed":
        raise NotReleasable
    if proposed.version != command.version:
        raise ChangedByAnother

    def work() -> ReleasedAnswer:
        released: ReleasedAnswer = change(
            proposed,
            told(proposed, proposed.audience),
            set__state="released",
            set__decided_by=ctx.actor.member_id,
            set__decided_at=ctx.now,
        )
        record_step("feedback.answer_released", released, ctx)
        return released

    return ref(in_transaction(work))


def told(answer: ReleasedAnswer, audience: str) -> AnswerReleased:
    """With the version that the change makes."""
    return AnswerReleased(
        answer_id=answer.id,
        answer_version=answer.version + 1,
        audience=audience,
        question=answer.question,
        answer=answer.answer,
        topic=answer.topic,
        issuer=answer.issuer,
        answered_at=answer.answered_at,
    )
