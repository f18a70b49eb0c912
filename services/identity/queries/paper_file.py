"""One version of a paper, to be read or taken along. Each is an entry of the trail; the own ones are not."""

from __future__ import annotations

import msgspec

from services.identity.rules.paper_errors import PaperErased
from services.identity.rules.paper_kinds import MEDIA_TYPES, Kind
from services.identity.store import member_papers, members, paper_files
from services.identity.usecases.keeping_paper import seen_paper
from services.identity.usecases.opening_session import check_open
from shared.security import audit
from shared.usecase import Context, Id, Request


class PaperFile(Request):
    paper_id: Id
    number: int


class FileView(msgspec.Struct, frozen=True):
    """`content`: base64 on the way."""

    file_name: str
    media_type: str
    content: bytes


def paper_file(query: PaperFile, ctx: Context) -> FileView:
    """Raises PaperNotFound, PaperErased."""
    paper = member_papers.get(query.paper_id)
    if paper.member_id == ctx.actor.member_id:
        check_open(ctx.actor.token_id)
    else:
        paper = seen_paper(query.paper_id, ctx.actor)
        member = members.get(paper.member_id)
        audit.record(
            "identity.paper_read", actor=ctx.actor, subject=paper.id, path=member.cell_path, about=[member.id],
            details={"paper_type": paper.paper_type, "number": query.number}, at=ctx.now,
        )  # fmt: skip
    version = member_papers.numbered(paper, query.number)
    try:
        content = paper_files.read(version.file_id)
    except paper_files.BlobNotFound:
        raise PaperErased from None
    return FileView(version.file_name, MEDIA_TYPES[Kind(version.kind)], content)
