"""A paper is attached to a member's file by who keeps its kind."""

from __future__ import annotations

import msgspec

from services.identity.rules.paper_errors import TooManyPapers
from services.identity.rules.papers import MOST_PAPERS
from services.identity.store import member_papers, paper_files
from services.identity.store.member_papers import MemberPaper
from services.identity.usecases.keeping_paper import SendPaper, stored_version, to_keep
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Line


class AttachPaper(SendPaper):
    """`title`: as the paper is called, e.g. its number and day."""

    member_id: Id
    paper_type: Line
    title: Line


class PaperKept(msgspec.Struct, frozen=True):
    paper_id: str
    number: int


def attach_paper(command: AttachPaper, ctx: Context) -> PaperKept:
    """Raises MemberNotFound, UnknownPaperType, OwnRecord, PaperNotYours, TooManyPapers, SecretMark, and why a file is
    not taken."""
    paper_id, actor = ctx.new_id(), ctx.actor
    member, kind = to_keep(command.member_id, command.paper_type, actor)
    if member_papers.find(paper_id) is not None:  # the same command again
        return PaperKept(paper_id, 1)
    if member_papers.how_many(member.id) >= MOST_PAPERS:
        raise TooManyPapers
    version = stored_version(command, kind, member, ctx, number=1, file_id=ctx.new_id(), title=command.title)

    def work() -> None:
        paper_files.named(version.file_id)
        MemberPaper(
            id=paper_id, member_id=member.id, paper_type=kind.name, title=command.title, versions=[version]
        ).save(force_insert=True)
        audit.record(
            "identity.paper_attached", actor=actor, subject=paper_id, path=member.cell_path, about=[member.id],
            details={"paper_type": kind.name}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return PaperKept(paper_id, 1)
