"""A paper that does not belong in the file is withdrawn, with the reason why. It stays listed."""

from __future__ import annotations

import msgspec

from services.identity.rules.paper_errors import PaperWithdrawn
from services.identity.store import member_papers
from services.identity.usecases.keeping_paper import seen_paper, to_keep
from shared.outbox import ChangedByAnother
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Request, Version


class WithdrawPaper(Request):
    """`version`: of the paper as it was shown."""

    paper_id: Id
    version: Version
    reason: Line


class PaperIsWithdrawn(msgspec.Struct, frozen=True):
    paper_id: str


def withdraw_paper(command: WithdrawPaper, ctx: Context) -> PaperIsWithdrawn:
    """Raises PaperNotFound, OwnRecord, PaperNotYours, PaperWithdrawn, ChangedByAnother, SecretMark."""
    actor = ctx.actor
    paper = seen_paper(command.paper_id, actor)
    member, kind = to_keep(paper.member_id, paper.paper_type, actor)
    if paper.withdrawn_at is not None:
        if paper.withdrawn_by == actor.member_id:  # the same tap again
            return PaperIsWithdrawn(paper.id)
        raise PaperWithdrawn
    if paper.version != command.version:
        raise ChangedByAnother
    refuse_secrets({"reason": command.reason}, actor, member.cell_path, ctx.now)

    def work() -> None:
        member_papers.withdraw(paper, actor.member_id, command.reason, ctx.now)
        audit.record(
            "identity.paper_withdrawn", actor=actor, subject=paper.id, path=member.cell_path, about=[member.id],
            details={"paper_type": kind.name}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return PaperIsWithdrawn(paper.id)
