"""The papers of a member's file: what, since when, by whom. The own ones, too. The files are given out one by one."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.rules.errors import MemberNotFound
from services.identity.rules.papers import BY_NAME, PAPER_TYPES, PaperType
from services.identity.rules.permissions import SEE_RECORD, may_change_field, may_see_field
from services.identity.store import member_papers as stored_papers
from services.identity.store import members
from services.identity.store.member_papers import MemberPaper, PaperVersion
from services.identity.store.members import Member
from services.identity.usecases.opening_session import check_open
from shared.security import Actor, allowed
from shared.usecase import Context, Id, Request


class MemberPapers(Request):
    """Without an id: one's own."""

    member_id: Id | None = None


class VersionView(msgspec.Struct, frozen=True):
    """`by`: the name of who sent it. `has_text`: it was searched for marks of secrecy by its text. `erased`: the set
    time has run out."""

    number: int
    file_name: str
    kind: str
    size: int
    pages: int
    has_text: bool
    by: str
    at: datetime
    erased: bool


class PaperView(msgspec.Struct, frozen=True):
    """`versions`: newest first. `version` goes back with a change."""

    id: str
    version: int
    paper_type: str
    type_label: str
    title: str
    versions: list[VersionView]
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    changeable: bool


class PaperList(msgspec.Struct, frozen=True):
    """`attachable`: {kind: label} of the papers the reader may attach."""

    member_id: str
    full_name: str
    items: list[PaperView]
    attachable: dict[str, str]


def member_papers(query: MemberPapers, ctx: Context) -> PaperList:
    """Raises MemberNotFound."""
    actor = ctx.actor
    member = members.get(query.member_id or actor.member_id)
    own = member.id == actor.member_id
    if own:
        check_open(actor.token_id)
    elif not allowed(actor, SEE_RECORD, member.cell_path):
        raise MemberNotFound
    found = [
        paper
        for paper in stored_papers.of_member(member.id)
        if own or may_see_field(actor, BY_NAME[paper.paper_type].seen_by, member.cell_path)
    ]
    if not own:
        leave_trail("identity.papers_listed", ctx, member.cell_path, [member.id])
    attachable = {item.name: item.label for item in PAPER_TYPES if _keeps(actor, item, member)}
    names = _names_of(found)
    return PaperList(member.id, member.full_name, [_view(item, names, attachable) for item in found], attachable)


def _keeps(actor: Actor, kind: PaperType, member: Member) -> bool:
    return member.id != actor.member_id and may_change_field(actor, kind.keeper, member.cell_path)


def _names_of(papers: list[MemberPaper]) -> dict[str, str]:
    people = {version.by for paper in papers for version in paper.versions}
    people |= {paper.withdrawn_by for paper in papers if paper.withdrawn_by}
    return {item.id: item.full_name for item in members.by_ids(people)}


def _view(paper: MemberPaper, names: dict[str, str], attachable: dict[str, str]) -> PaperView:
    return PaperView(
        id=paper.id,
        version=paper.version,
        paper_type=paper.paper_type,
        type_label=BY_NAME[paper.paper_type].label,
        title=paper.title,
        versions=[_version(item, names) for item in reversed(paper.versions)],
        withdrawn_at=paper.withdrawn_at,
        withdrawn_by=names.get(paper.withdrawn_by or "", ""),
        withdrawn_reason=paper.withdrawn_reason or "",
        changeable=paper.withdrawn_at is None and paper.paper_type in attachable,
    )


def _version(item: PaperVersion, names: dict[str, str]) -> VersionView:
    return VersionView(
        number=item.number,
        file_name=item.file_name,
        kind=item.kind,
        size=item.size,
        pages=item.pages,
        has_text=item.has_text,
        by=names.get(item.by, ""),
        at=item.at,
        erased=item.erased_at is not None,
    )
