"""What was released is taken back, or what was proposed is not released, with a reason. It may be written anew."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.feedback.rules.permissions import RELEASE_ANSWERS
from services.feedback.rules.release_errors import NotReleasable
from services.feedback.store import released_answers
from services.feedback.store.released_answers import ReleasedAnswer
from services.feedback.usecases.propose_release import ReleaseRef, record_step, ref
from shared.contracts.feedback import AnswerWithdrawn
from shared.outbox import ChangedByAnother, change
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class WithdrawRelease(Request, frozen=True, kw_only=True):
    answer_id: Id
    version: Version
    reason: Reason


def withdraw_release(command: WithdrawRelease, ctx: Context) -> ReleaseRef:
    """Raises ReleaseNotFound, NotPermitted, NotReleasable, ChangedByAnother, SecretMark."""
    answer = released_answers.get(command.answer_id)
    authorise(ctx.actor, RELEASE_ANSWERS, answer.audience)
    if answer.state == "withdrawn":
        if answer.version == command.version + 1:
            return ref(answer)
        raise NotReleasable
    if answer.version != command.version:
        raise ChangedByAnother
    refuse_secrets({"reason": command.reason}, ctx.actor, answer.audience, ctx.now)
    withdrawn = AnswerWithdrawn(answer_id=answer.id, answer_version=answer.version + 1, audience=answer.audience)

    def work() -> ReleasedAnswer:
        changed: ReleasedAnswer = change(
            answer,
            *([withdrawn] if answer.state == "released" else []),
            set__state="withdrawn",
            set__decided_by=ctx.actor.member_id,
            set__decided_at=ctx.now,
            set__reason=command.reason,
        )
        record_step("feedback.release_withdrawn", changed, ctx)
        return changed

    return ref(in_transaction(work))
