"""An officer writes the general form of an answer that he or a colleague gave, for everybody under `audience`. Nothing
of the member's own words is taken over: they lie with the assistant and are not read here."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.rules.release_errors import AlreadyReleased, NotAnsweredYet
from services.feedback.rules.releasing import refuse_personal_numbers
from services.feedback.store import questions, released_answers
from services.feedback.store.released_answers import ReleasedAnswer
from shared.outbox import ChangedByAnother, change, create
from shared.security import audit, authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Path, Request, Version

GeneralQuestion = Annotated[str, msgspec.Meta(min_length=10, max_length=500)]
GeneralAnswer = Annotated[str, msgspec.Meta(min_length=10, max_length=5_000)]


class ProposeRelease(Request, frozen=True, kw_only=True):
    """`version`: of the general form that was seen, 0 where there is none. `issuer`: the committee that answered."""

    question_id: Id
    version: Version = 0
    question: GeneralQuestion
    answer: GeneralAnswer
    topic: Line
    issuer: Line
    audience: Path


class ReleaseRef(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def propose_release(command: ProposeRelease, ctx: Context) -> ReleaseRef:
    """Raises QuestionNotFound, NotPermitted, NotAnsweredYet, AlreadyReleased, PersonalNumber, SecretMark,
    ChangedByAnother."""
    asked = questions.get(command.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, asked.cell_path)
    authorise(ctx.actor, ANSWER_QUESTIONS, command.audience)
    if asked.answered_at is None:
        raise NotAnsweredYet
    texts = {"question": command.question, "answer": command.answer, "topic": command.topic, "issuer": command.issuer}
    refuse_secrets(texts, ctx.actor, command.audience, ctx.now)
    refuse_personal_numbers(texts)
    written = {
        **texts, "audience": command.audience, "state": "proposed", "written_by": ctx.actor.member_id,
        "written_at": ctx.now, "answered_at": asked.answered_at,
    }  # fmt: skip
    before = released_answers.of_question(asked.id)
    if before is not None:
        if before.state == "released":
            raise AlreadyReleased
        if _is_repeated(before, command, ctx):
            return ref(before)
        if before.version != command.version:
            raise ChangedByAnother
    answer_id = ctx.new_id()

    def work() -> ReleasedAnswer:
        made: ReleasedAnswer
        if before is None:
            made = create(ReleasedAnswer(id=answer_id, question_id=asked.id, **written))
        else:
            made = change(before, **{f"set__{name}": value for name, value in written.items()}, unset__reason=True)
        record_step("feedback.release_proposed", made, ctx)
        return made

    return ref(in_transaction(work))


def record_step(action: str, answer: ReleasedAnswer, ctx: Context) -> None:
    """In the transaction of the change."""
    audit.record(action, actor=ctx.actor, subject=answer.id, path=answer.audience, at=ctx.now)


def ref(answer: ReleasedAnswer) -> ReleaseRef:
    return ReleaseRef(answer.id, answer.version, answer.state)


def _is_repeated(before: ReleasedAnswer, command: ProposeRelease, ctx: Context) -> bool:
    same = all(
        getattr(before, name) == getattr(command, name)
        for name in ("question", "answer", "topic", "issuer", "audience")
    )
    return same and before.state == "proposed" and before.written_by == ctx.actor.member_id
