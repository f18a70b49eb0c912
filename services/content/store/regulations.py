"""Which document a committee works by, and who accepted which version of it.

A version is the document's `revision`: a new text asks for a new acceptance. Of two organisations that became one, the
regulation that was named last counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

import mongoengine as me

from services.content.rules.notice_errors import RegulationNotFound
from services.content.store import roster
from services.content.store.documents import Document
from shared.outbox import Aggregate
from shared.security import Actor, covers
from shared.security.paths import parent
from shared.store import below

AcceptanceState = Literal["accepted", "changed", "to_accept"]
"""`changed`: another version was."""


class Regulation(Aggregate):
    """`id` is the organisation's, so that two editors cannot name one each. Without a document: none any more."""

    meta = {
        "collection": "regulations",
        "auto_create_index": False,
        "indexes": [{"fields": ["path"], "name": "regulations_by_path"}],
    }

    path = me.StringField(required=True)
    document_id = me.StringField()
    named_by = me.StringField(required=True)
    named_at = me.DateTimeField(required=True)


class Acceptance(me.EmbeddedDocument):
    document_id = me.StringField(required=True)
    revision = me.IntField(required=True)
    at = me.DateTimeField(required=True)


class RegulationAcceptance(me.Document):
    """`document_id` and `revision`: what was accepted last; `history`: all of them, the last at the end."""

    meta = {
        "collection": "regulation_acceptances",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["member_id"], "name": "acceptances_of_member"},
            {"fields": ["regulation_id", "counted", "cell_path"], "name": "acceptances_by_cell"},
        ],
    }

    id = me.StringField(primary_key=True)
    regulation_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    counted = me.BooleanField(required=True)
    document_id = me.StringField(required=True)
    revision = me.IntField(required=True)
    history = me.EmbeddedDocumentListField(Acceptance)


def acceptance_state(accepted: RegulationAcceptance | None, document: Document) -> AcceptanceState:
    if accepted is None:
        return "to_accept"
    same = accepted.document_id == document.id and accepted.revision == document.revision
    return "accepted" if same else "changed"


def id_of(path: str) -> str:
    return path.removeprefix(parent(path) or "").rstrip("/")


def find(path: str) -> Regulation | None:
    """What was named last for this very organisation, with or without a document."""
    found: Regulation | None = Regulation.objects(path=path).order_by("-named_at").first()
    return found


def get_with_document(regulation_id: str) -> tuple[Regulation, Document]:
    """Raises RegulationNotFound, also where its document was withdrawn or is for others by now."""
    regulation: Regulation | None = Regulation.objects(pk=regulation_id).first()
    document = _documents([regulation]).get(regulation.id) if regulation else None
    if regulation is None or document is None:
        raise RegulationNotFound
    return regulation, document


def of_places(places: Collection[str]) -> list[tuple[Regulation, Document]]:
    """Those named for exactly these organisations, each with its document as it is now; from the top down."""
    newest: dict[str, Regulation] = {}
    for regulation in Regulation.objects(path__in=list(places)).order_by("named_at"):
        newest[regulation.path] = regulation
    documents = _documents(list(newest.values()))
    named = [newest[path] for path in sorted(newest)]
    return [(regulation, documents[regulation.id]) for regulation in named if regulation.id in documents]


def at_the_desk(paths: Sequence[str]) -> list[tuple[Regulation, Document]]:
    """Those of the paths and of everything below them."""
    if not paths:
        return []
    rows = Regulation.objects(__raw__={"$or": [below("path", path) for path in paths]}).only("path")
    return of_places({row.path for row in rows})


def _documents(regulations: Sequence[Regulation]) -> dict[str, Document]:
    """{regulation: its document}, where that is there for everybody who works by it."""
    ids = [regulation.document_id for regulation in regulations if regulation.document_id]
    rows = Document.objects(pk__in=ids, withdrawn=False).exclude("sections", "outbox")
    found = {row.id: row for row in rows}
    return {
        regulation.id: found[regulation.document_id]
        for regulation in regulations
        if regulation.document_id in found and covers(found[regulation.document_id].audience, regulation.path)
    }


def accept(regulation_id: str, document: Document, actor: Actor, now: datetime) -> None:
    """Repeated, or by another device at the same time, it changes nothing."""
    cell_path, counted = roster.place_of(actor)
    key = _id(regulation_id, actor.member_id)
    accepted = {"document_id": document.id, "revision": document.revision}
    first = {
        "regulation_id": regulation_id,
        "member_id": actor.member_id,
        "cell_path": cell_path,
        "counted": counted,
        **accepted,
        "history": [{**accepted, "at": now}],
    }
    rows = RegulationAcceptance._get_collection()
    if rows.update_one({"_id": key}, {"$setOnInsert": first}, upsert=True).upserted_id is not None:
        return
    another = {"_id": key, "$or": [{name: {"$ne": value}} for name, value in accepted.items()]}
    rows.update_one(another, {"$set": accepted, "$push": {"history": {**accepted, "at": now}}})


def accepted_by(member_id: str, regulation_ids: Collection[str]) -> dict[str, RegulationAcceptance]:
    """{regulation: acceptance}"""
    rows = RegulationAcceptance.objects(pk__in=[_id(each, member_id) for each in regulation_ids])
    return {row.regulation_id: row for row in rows}


def of_member(member_id: str) -> list[RegulationAcceptance]:
    return list(RegulationAcceptance.objects(member_id=member_id))


def of_members(regulation_id: str, member_ids: Sequence[str]) -> dict[str, RegulationAcceptance]:
    """{member: acceptance}"""
    rows = RegulationAcceptance.objects(pk__in=[_id(regulation_id, member_id) for member_id in member_ids])
    return {row.member_id: row for row in rows}


def counted_below(regulation_id: str, document: Document, path: str) -> list[tuple[str, bool, int]]:
    """(cell, whether of this version, members) of those who count and accepted some version."""
    same = {"$and": [{"$eq": ["$document_id", document.id]}, {"$eq": ["$revision", document.revision]}]}
    rows = RegulationAcceptance.objects.aggregate(
        [
            {"$match": {"regulation_id": regulation_id, "counted": True, **below("cell_path", path)}},
            {"$group": {"_id": {"cell": "$cell_path", "now": same}, "n": {"$sum": 1}}},
        ]
    )
    return [(row["_id"]["cell"], row["_id"]["now"], row["n"]) for row in rows]


def forget_member(member_id: str) -> int:
    return int(RegulationAcceptance.objects(member_id=member_id).delete())


def _id(regulation_id: str, member_id: str) -> str:
    return f"{regulation_id}.{member_id}"
