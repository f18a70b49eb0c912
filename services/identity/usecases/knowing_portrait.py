"""The register's photograph of a member: the newest portrait in the file that was not withdrawn."""

from __future__ import annotations

from services.identity.rules.papers import BY_NAME, PORTRAIT
from services.identity.rules.permissions import may_see_field
from services.identity.store import member_papers, paper_files
from services.identity.store.members import Member
from shared.security import Actor


def portrait_of(member_id: str) -> bytes | None:
    """JPEG or PNG."""
    version = member_papers.current(member_id, PORTRAIT)
    if version is None:
        return None
    try:
        return paper_files.read(version.file_id)
    except paper_files.BlobNotFound:  # withdrawn and swept in this moment
        return None


def has_portrait_for(actor: Actor, member: Member) -> bool:
    """One that the actor may see, as in the file: a registration may wait with the secretary of another cell."""
    seen_by = BY_NAME[PORTRAIT].seen_by
    return may_see_field(actor, seen_by, member.cell_path) and member_papers.current(member.id, PORTRAIT) is not None
