"""Papers of members' files with all their versions. Titles, file names and reasons lie encrypted; the files apart.

A new version leaves the ones before it; a withdrawn paper stays. What the set time has run out for loses its file only:
who attached what, and when, stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from services.identity.rules.paper_errors import PaperNotFound
from shared.outbox import ChangedByAnother
from shared.store import EncryptedText


class PaperVersion(me.EmbeddedDocument):
    """`file_id`: of the sealed file. `has_text`: its text was searched for marks of secrecy; else a person looked.
    `ended_at`: another version or a withdrawal took its place."""

    number = me.IntField(required=True)
    file_id = me.StringField(required=True)
    kind = me.StringField(required=True)
    file_name = EncryptedText(place="member_papers.file_name", required=True)
    size = me.IntField(required=True)
    pages = me.IntField(default=0)
    has_text = me.BooleanField(default=False)
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    ended_at = me.DateTimeField()
    erased_at = me.DateTimeField()


class MemberPaper(me.Document):
    """`version` counts changes: who changes a paper names the one that was shown."""

    meta = {
        "collection": "member_papers",
        "auto_create_index": False,
        "indexes": ["member_id", {"fields": ["versions.ended_at"], "sparse": True}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    paper_type = me.StringField(required=True)
    title = EncryptedText(required=True)
    versions = me.EmbeddedDocumentListField(PaperVersion)
    version = me.IntField(default=1)
    withdrawn_at = me.DateTimeField()
    withdrawn_by = me.StringField()
    withdrawn_reason = EncryptedText()


def get(paper_id: str) -> MemberPaper:
    found = find(paper_id)
    if found is None:
        raise PaperNotFound
    return found


def find(paper_id: str) -> MemberPaper | None:
    found: MemberPaper | None = MemberPaper.objects(pk=paper_id).first()
    return found


def of_member(member_id: str) -> Sequence[MemberPaper]:
    """In the order of their attaching."""
    found: Any = MemberPaper.objects(member_id=member_id).order_by("id")
    return list(found)


def current(member_id: str, paper_type: str) -> PaperVersion | None:
    """The newest version among the papers of that kind that were not withdrawn."""
    found: Any = MemberPaper.objects(member_id=member_id, paper_type=paper_type, withdrawn_at=None)
    return max((paper.versions[-1] for paper in found), key=lambda version: version.at, default=None)


def how_many(member_id: str) -> int:
    return int(MemberPaper.objects(member_id=member_id).count())


def numbered(paper: MemberPaper, number: int) -> PaperVersion:
    for version in paper.versions:
        if version.number == number:
            found: PaperVersion = version
            return found
    raise PaperNotFound


def replace(paper: MemberPaper, version: PaperVersion, now: datetime) -> None:
    """In a transaction. Raises ChangedByAnother."""
    last = len(paper.versions) - 1
    # One update may not set within a list and push to it.
    _update(paper, **{f"set__versions__{last}__ended_at": now})
    MemberPaper.objects(pk=paper.id).update_one(push__versions=version)


def withdraw(paper: MemberPaper, by: str, reason: str, now: datetime) -> None:
    """Raises ChangedByAnother."""
    last = len(paper.versions) - 1
    _update(
        paper,
        set__withdrawn_at=now,
        set__withdrawn_by=by,
        set__withdrawn_reason=reason,
        **{f"set__versions__{last}__ended_at": now},
    )


def ended_before(moment: datetime) -> Iterator[MemberPaper]:
    """Those with a file whose time has run out."""
    ended = {"$elemMatch": {"ended_at": {"$lt": moment}, "erased_at": None}}
    return iter(MemberPaper.objects(__raw__={"versions": ended}).limit(1_000))


def erase(paper: MemberPaper, number: int, now: datetime) -> bool:
    """False when it was erased already; the caller lets the file go in the same transaction."""
    condition = {"_id": paper.id, "versions": {"$elemMatch": {"number": number, "erased_at": None}}}
    return bool(MemberPaper.objects(__raw__=condition).update_one(__raw__={"$set": {"versions.$.erased_at": now}}))


def _update(paper: MemberPaper, **update: Any) -> None:
    if not MemberPaper.objects(pk=paper.id, version=paper.version).update_one(inc__version=1, **update):
        raise ChangedByAnother
