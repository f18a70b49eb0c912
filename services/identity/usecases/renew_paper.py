"""A new version of a paper; the ones before it stay."""

from __future__ import annotations

from services.identity.rules.paper_errors import PaperWithdrawn, TooManyPapers
from services.identity.rules.papers import MOST_VERSIONS
from services.identity.store import member_papers, paper_files
from services.identity.usecases.attach_paper import PaperKept
from services.identity.usecases.keeping_paper import SendPaper, seen_paper, stored_version, to_keep
from shared.outbox import ChangedByAnother
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Version


class RenewPaper(SendPaper):
    """`version`: of the paper as it was shown."""

    paper_id: Id
    version: Version


def renew_paper(command: RenewPaper, ctx: Context) -> PaperKept:
    """Raises PaperNotFound, OwnRecord, PaperNotYours, PaperWithdrawn, TooManyPapers, ChangedByAnother, SecretMark, and
    why a file is not taken."""
    file_id, actor = ctx.new_id(), ctx.actor
    paper = seen_paper(command.paper_id, actor)
    member, kind = to_keep(paper.member_id, paper.paper_type, actor)
    number = len(paper.versions) + 1
    for stored in paper.versions:
        if stored.file_id == file_id:  # the same command again
            return PaperKept(paper.id, stored.number)
    if paper.withdrawn_at is not None:
        raise PaperWithdrawn
    if paper.version != command.version:
        raise ChangedByAnother
    if number > MOST_VERSIONS:
        raise TooManyPapers
    version = stored_version(command, kind, member, ctx, number=number, file_id=file_id)

    def work() -> None:
        paper_files.named(version.file_id)
        member_papers.replace(paper, version, ctx.now)
        audit.record(
            "identity.paper_renewed", actor=actor, subject=paper.id, path=member.cell_path, about=[member.id],
            details={"paper_type": kind.name, "number": number}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return PaperKept(paper.id, number)
