"""What was looked at of a package is taken into the library: each document, or refused for itself. Repeated, it answers
as before."""

from __future__ import annotations

import msgspec

from services.content.queries.read_package import known_package
from services.content.rules.document_errors import DocumentKnown
from services.content.store import document_packages, documents
from services.content.store.document_packages import DocumentPackage
from services.content.usecases.import_document import Incoming, take_in
from services.content.usecases.import_package import REFUSALS, EntryOutcome, refused
from shared.reading.file import parse_document
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class TakePackage(Request):
    package_id: Id


class TakenPackage(msgspec.Struct, frozen=True):
    items: list[EntryOutcome]


def take_package(command: TakePackage, ctx: Context) -> TakenPackage:
    """Raises PackageNotFound, PackageDone."""
    package = known_package(command.package_id, ctx.actor)
    waiting = msgspec.convert(list(package.entries), list[EntryOutcome])
    if package.taken:
        return TakenPackage(waiting)
    document_packages.begin_taking(package.id)
    outcomes = [_taken(each, package, ctx) if each.outcome in {"new", "changed"} else each for each in waiting]
    in_transaction(lambda: _ended(package, outcomes, ctx))
    return TakenPackage(outcomes)


def _ended(package: DocumentPackage, outcomes: list[EntryOutcome], ctx: Context) -> None:
    document_packages.was_taken(package.id, msgspec.to_builtins(outcomes))
    counts = {name: sum(each.outcome == name for each in outcomes) for name in ("new", "changed", "refused")}
    audit.record(
        "content.package_taken", actor=ctx.actor, subject=package.id, path=package.audience, details=counts, at=ctx.now
    )


def _taken(entry: EntryOutcome, package: DocumentPackage, ctx: Context) -> EntryOutcome:
    """A document that became another since it was looked at is refused."""
    kept = document_packages.text_of(package.id, entry.place)
    incoming = Incoming(
        parse_document(kept.text), kept.text, kept.audience, package.audience, ctx.now, ctx.actor.member_id
    )
    try:
        stored = documents.find(incoming.id)
        if stored is not None and stored.digest != incoming.digest and stored.version != kept.seen_version:
            raise DocumentKnown
        take_in(incoming)
    except REFUSALS as error:
        return refused(entry.place, entry.file, entry.number, error)
    return entry
