"""A package of documents arrives on the desk. It is read, and what would become of each is shown; nothing is published
yet, and nothing is kept of a document that is refused."""

from __future__ import annotations

from contextlib import suppress

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.engines.document_package import ZipPackage
from services.content.rules.manifest import read_entry
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_packages, documents
from services.content.store.document_packages import DocumentPackage, PackageText
from services.content.usecases.hand_over_documents import MOST_ENTRIES
from services.content.usecases.import_document import would_become
from services.content.usecases.import_package import (
    REFUSALS,
    EntryOutcome,
    HandOver,
    checked_entry,
    entries_in,
    refused,
)
from shared.security import authorise
from shared.security.refusing import refuse_as_secret
from shared.security.secrecy import is_marked_name
from shared.usecase import Content, Context, Line, Path, Request


class SendPackage(Request):
    """`content`: a zip file with manifest.json, 11 MB and 50 documents at most."""

    audience: Path
    file_name: Line
    content: Content


class PackageAtDesk(msgspec.Struct, frozen=True):
    id: str


def send_package(command: SendPackage, ctx: Context) -> PackageAtDesk:
    """Raises NotPermitted, SecretMark for the name of the package, PackageUnreadable, ManifestUnreadable."""
    authorise(ctx.actor, KEEP_DOCUMENTS, command.audience)
    package_id = ctx.new_id()
    if document_packages.find(package_id) is not None:  # the same command again
        return PackageAtDesk(package_id)
    if is_marked_name(command.file_name):
        refuse_as_secret(["file"], command.content, ctx.actor, command.audience, ctx.now)
    package = ZipPackage(command.content)
    given = HandOver(package, command.audience, ctx.now, ctx.actor.member_id, ctx.actor)
    outcomes: list[EntryOutcome] = []
    texts: dict[int, PackageText] = {}
    for place, raw in enumerate(entries_in(package, MOST_ENTRIES), 1):
        outcome, text = _looked_at(place, raw, given)
        outcomes.append(outcome)
        if text is not None:
            texts[place] = text
    kept = DocumentPackage(
        id=package_id, file_name=command.file_name, audience=command.audience, by=ctx.actor.member_id, at=ctx.now,
        entries=msgspec.to_builtins(outcomes),
    )  # fmt: skip
    with suppress(NotUniqueError):  # the same command ran beside this one
        document_packages.keep(kept, texts)
    return PackageAtDesk(package_id)


def _looked_at(place: int, raw: msgspec.Raw, given: HandOver) -> tuple[EntryOutcome, PackageText | None]:
    file = number = ""
    try:
        entry = read_entry(raw)
        file, number = entry.file, entry.number
        incoming = checked_entry(entry, given)
    except REFUSALS as error:
        return refused(place, file, number, error), None
    outcome = EntryOutcome(place=place, file=file, number=number, outcome=would_become(incoming))
    if outcome.outcome == "unchanged":
        return outcome, None
    stored = documents.find(incoming.id)
    seen = stored.version if stored else 0
    return outcome, PackageText(text=incoming.text, audience=incoming.audience, seen_version=seen)
