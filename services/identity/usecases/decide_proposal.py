"""The desk accepts or rejects a proposal. Accepting one that knows the answer corrects the record in the same
transaction; one that does not (two records of one person) is only marked as true."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.permissions import KEEP_CELL_FIELDS
from services.identity.rules.record_errors import AlreadyDecided, ProposalNotFound
from services.identity.store import member_values, members, proposals
from services.identity.store.proposals import ACCEPTED, OPEN, REJECTED
from services.identity.usecases.changing_record import Cause, change_record
from shared.outbox import ChangedByAnother
from shared.security import allowed, audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class DecideProposal(Request):
    proposal_id: Id
    accept: bool
    note: Annotated[str, Meta(max_length=200)] = ""


class ProposalDecided(msgspec.Struct, frozen=True):
    state: str
    member_id: str


def decide_proposal(command: DecideProposal, ctx: Context) -> ProposalDecided:
    """Raises ProposalNotFound, AlreadyDecided, ChangedByAnother, and what a correction raises."""
    change_id = ctx.new_id()
    proposal = proposals.get(command.proposal_id)
    member = members.get(proposal.member_id)
    if not allowed(ctx.actor, KEEP_CELL_FIELDS, member.cell_path):
        raise ProposalNotFound
    state = ACCEPTED if command.accept else REJECTED
    if proposal.state != OPEN:
        if (proposal.state, proposal.decided_by) == (state, ctx.actor.member_id):
            return ProposalDecided(state, member.id)
        raise AlreadyDecided
    pairs = proposal.before_and_after()
    stored = member_values.values_of(member)

    def work() -> None:
        proposals.decide(proposal, state, ctx.actor.member_id, command.note, ctx.now)
        if command.accept and pairs:
            if any(stored.get(name, "") != before for name, (before, _) in pairs.items()):
                raise ChangedByAnother
            wanted = {name: after for name, (_, after) in pairs.items()}
            cause = Cause(change_id, "proposal", proposal.reason, proposal.id)
            change_record(member, wanted, cause, ctx.actor, ctx.now)
        about = [member.id, *([proposal.other_id] if proposal.other_id else [])]
        details = {"state": state, "rule": proposal.rule}
        audit.record(
            "identity.proposal_decided", actor=ctx.actor, subject=proposal.id, path=member.cell_path, about=about,
            details=details, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return ProposalDecided(state, member.id)
