"""Documents that another system handed over, with a manifest: each is taken or refused for itself.

Done again, what was taken is unchanged. What was withdrawn here stays away.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from services.content.engines.document_package import Package, manifest_in
from services.content.rules.document_errors import KeptElsewhere
from services.content.rules.exchange_errors import (
    AudienceOutOfReach,
    HashWrong,
    HeadDiffers,
    ManifestUnreadable,
    WithdrawnHere,
)
from services.content.rules.manifest import Entry, read_entry, read_manifest
from services.content.store import documents
from services.content.usecases.import_document import Incoming, take_in
from services.content.usecases.reading_document import read_document_file
from shared.errors import AppError, Conflict, Invalid, Unavailable
from shared.reading.file import composed, parse_document
from shared.security import Actor, covers, paths
from shared.security.refusing import refuse_secrets

REFUSALS = (Invalid, Conflict, Unavailable)


class EntryOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """`code`, `message`: why it was refused, otherwise "". `place`: of the entry in the manifest, from 1."""

    place: int
    file: str
    number: str
    outcome: Literal["new", "changed", "unchanged", "refused"]
    code: str = ""
    message: str = ""


@dataclass(frozen=True)
class HandOver:
    """`actor`: who hands it over at the desk; told where a mark of secrecy is refused."""

    package: Package
    audience: str
    now: datetime
    by: str
    actor: Actor | None = None


def import_package(
    package: Package, audience: str, now: datetime, *, by: str = "", most: int = 0
) -> list[EntryOutcome]:
    """Nothing outside `audience` is touched. `most`: entries, 0 for any number. Raises ManifestUnreadable."""
    paths.checked(audience)
    given = HandOver(package, audience, now, by)
    return [_outcome(place, raw, given) for place, raw in enumerate(entries_in(package, most), 1)]


def entries_in(package: Package, most: int) -> list[msgspec.Raw]:
    """Raises ManifestUnreadable."""
    entries = read_manifest(manifest_in(package))
    if most and len(entries) > most:
        raise ManifestUnreadable(f"Gói có quá {most} văn bản; cần chia thành nhiều gói.")
    return entries


def _outcome(place: int, raw: msgspec.Raw, given: HandOver) -> EntryOutcome:
    file = number = ""
    try:
        entry = read_entry(raw)
        file, number = entry.file, entry.number
        outcome = take_in(checked_entry(entry, given))
    except REFUSALS as error:
        return refused(place, file, number, error)
    return EntryOutcome(place=place, file=file, number=number, outcome=outcome)


def refused(place: int, file: str, number: str, error: AppError) -> EntryOutcome:
    return EntryOutcome(
        place=place, file=file, number=number, outcome="refused", code=error.code, message=error.message
    )


def checked_entry(entry: Entry, given: HandOver) -> Incoming:
    """Raises what refuses this document alone (REFUSALS)."""
    audience = entry.audience or given.audience
    if not covers(given.audience, audience):
        raise AudienceOutOfReach
    content = given.package.read(entry.file)
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise HashWrong
    sent = read_document_file(content, entry.file, given.actor, audience, given.now)
    if sent.head is not None and sent.head != entry.head:
        raise HeadDiffers
    text = sent.text if sent.head else composed(entry.head, sent.proposed.body)
    refuse_secrets({"file": text}, given.actor, audience, given.now)  # the manifest's words too
    incoming = Incoming(parse_document(text), text, audience, given.audience, given.now, given.by)
    stored = documents.find(incoming.id)
    if stored is not None and not covers(given.audience, stored.audience):
        raise KeptElsewhere
    if stored is not None and stored.withdrawn:
        raise WithdrawnHere
    return incoming
