"""The member answers what the desk asked about the own record: that it is right as it stands, or what is right.
The desk decides with the answer; the record does not change by it."""

from __future__ import annotations

import msgspec

from services.identity.rules.problem_errors import ProblemNotFound
from services.identity.store import members, record_problems
from services.identity.usecases.opening_session import check_open
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request


class AnswerQuestion(Request):
    problem_id: Id
    answer: Line


class QuestionAnswered(msgspec.Struct, frozen=True):
    problem_id: str


def answer_question(command: AnswerQuestion, ctx: Context) -> QuestionAnswered:
    """A later answer takes the place of the one before. Raises ProblemNotFound, SecretMark."""
    check_open(ctx.actor.token_id)
    row = record_problems.find(command.problem_id)
    if row is None or row.member_id != ctx.actor.member_id or row.state != record_problems.ASKED:
        raise ProblemNotFound
    member = members.get(row.member_id)
    refuse_secrets({"answer": command.answer}, ctx.actor, member.cell_path, ctx.now)

    def work() -> None:
        if not record_problems.answer(row, command.answer, ctx.now):
            raise ProblemNotFound
        audit.record("identity.question_answered", actor=ctx.actor, subject=row.id, path=member.cell_path, at=ctx.now)

    in_transaction(work)
    return QuestionAnswered(row.id)
