"""What every paper that is sent goes through before its file is stored: who keeps it, what it is, marks of secrecy."""

from __future__ import annotations

from services.identity.engines.papers import look_through
from services.identity.rules import paper_kinds
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.paper_errors import (
    NotAPortrait,
    NotLookedAt,
    PaperNotFound,
    PaperNotYours,
    UnknownPaperType,
)
from services.identity.rules.papers import BY_NAME, PaperType
from services.identity.rules.permissions import SEE_RECORD, may_change_field, may_see_field
from services.identity.rules.record_errors import OwnRecord
from services.identity.store import member_papers, members, paper_files
from services.identity.store.member_papers import MemberPaper, PaperVersion
from services.identity.store.members import Member
from shared.security import Actor, allowed
from shared.security.refusing import refuse_as_secret, refuse_secrets
from shared.security.secrecy import is_marked_name
from shared.usecase import Content, Context, Line, Request


class SendPaper(Request):
    """`looked_at`: the sender has looked at every page and found no mark of secrecy."""

    file_name: Line
    content: Content
    looked_at: bool


def seen_paper(paper_id: str, actor: Actor) -> MemberPaper:
    """Raises PaperNotFound also for one that the actor may not read: its being there says something already."""
    paper = member_papers.get(paper_id)
    if not may_see_field(actor, BY_NAME[paper.paper_type].seen_by, members.get(paper.member_id).cell_path):
        raise PaperNotFound
    return paper


def to_keep(member_id: str, paper_type: str, actor: Actor) -> tuple[Member, PaperType]:
    """Raises MemberNotFound, UnknownPaperType, OwnRecord, PaperNotYours."""
    member = members.get(member_id)
    if not allowed(actor, SEE_RECORD, member.cell_path):
        raise MemberNotFound
    kind = BY_NAME.get(paper_type)
    if kind is None:
        raise UnknownPaperType(details={"paper_type": UnknownPaperType.message})
    if member.id == actor.member_id:
        raise OwnRecord
    if not may_change_field(actor, kind.keeper, member.cell_path):
        raise PaperNotYours
    return member, kind


def stored_version(
    sent: SendPaper, paper_type: PaperType, member: Member, ctx: Context, *, number: int, file_id: str, title: str = ""
) -> PaperVersion:
    """The file is sealed and stored when this returns; it goes again unless a paper names it. Raises NotLookedAt,
    SecretMark, NotAPaper, NotAPortrait, PaperTooLarge, and what the looking through raises."""
    if not sent.looked_at:
        raise NotLookedAt(details={"looked_at": NotLookedAt.message})
    refuse_secrets({"title": title}, ctx.actor, member.cell_path, ctx.now)
    if is_marked_name(sent.file_name):
        refuse_as_secret(["file"], sent.content, ctx.actor, member.cell_path, ctx.now)
    kind = paper_kinds.kind_of(sent.content)
    if kind not in paper_type.files:
        raise NotAPortrait
    looked = look_through(sent.content, kind)
    if looked.marked:
        refuse_as_secret(["file"], sent.content, ctx.actor, member.cell_path, ctx.now)
    paper_files.put(file_id, looked.content, ctx.now)
    return PaperVersion(
        number=number,
        file_id=file_id,
        kind=str(kind),
        file_name=paper_kinds.file_name(sent.file_name, kind),
        size=len(looked.content),
        pages=looked.pages,
        has_text=looked.has_text,
        by=ctx.actor.member_id,
        at=ctx.now,
    )
