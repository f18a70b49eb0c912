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
from services.content.rules.document_file import composed, parse_document
from services.content.rules.exchange_errors import (
    AudienceOutOfReach,
    HashWrong,
    HeadDiffers,
    ManifestUnreadable,
    WithdrawnHere,
)
from services.content.rules.manifest import Entry, read_entry, read_manifest
from services.content.store import documents
from services.content.usecases.import_document import Incoming, Outcome, take_in
from services.content.usecases.reading_document import read_document_file
from shared.errors import AppError, Conflict, Invalid, Unavailable
from shared.security import covers, paths
from shared.security.refusing import refuse_secrets


class EntryOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """`code`, `message`: why it was refused, otherwise "". `place`: of the entry in the manifest, from 1."""

    place: int
    file: str
    number: str
    outcome: Literal["new", "changed", "unchanged", "refused"]
    code: str = ""
    message: str = ""


@dataclass(frozen=True)
class _HandOver:
    package: Package
    audience: str
    now: datetime
    by: str


def import_package(
    package: Package, audience: str, now: datetime, *, by: str = "", most: int = 0
) -> list[EntryOutcome]:
    """Nothing outside `audience` is touched. `most`: entries, 0 for any number. Raises ManifestUnreadable."""
    paths.checked(audience)
    entries = read_manifest(manifest_in(package))
    if most and len(entries) > most:
        raise ManifestUnreadable(f"Gói có quá {most} văn bản; cần chia thành nhiều gói.")
    given = _HandOver(package, audience, now, by)
    return [_outcome(place, raw, given) for place, raw in enumerate(entries, 1)]


def _outcome(place: int, raw: msgspec.Raw, given: _HandOver) -> EntryOutcome:
    file = number = ""
    try:
        entry = read_entry(raw)
        file, number = entry.file, entry.number
        outcome = _take(entry, given)
    except (Invalid, Conflict, Unavailable) as error:
        return _refused(place, file, number, error)
    return EntryOutcome(place=place, file=file, number=number, outcome=outcome)


def _refused(place: int, file: str, number: str, error: AppError) -> EntryOutcome:
    return EntryOutcome(
        place=place, file=file, number=number, outcome="refused", code=error.code, message=error.message
    )


def _take(entry: Entry, given: _HandOver) -> Outcome:
    audience = entry.audience or given.audience
    if not covers(given.audience, audience):
        raise AudienceOutOfReach
    content = given.package.read(entry.file)
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise HashWrong
    sent = read_document_file(content, entry.file, None, audience, given.now)
    if sent.head is not None and sent.head != entry.head:
        raise HeadDiffers
    text = sent.text if sent.head else composed(entry.head, sent.proposed.body)
    refuse_secrets({"file": text}, None, audience, given.now)  # the manifest's words too
    incoming = Incoming(parse_document(text), text, audience, given.audience, given.now, given.by)
    stored = documents.find(incoming.id)
    if stored is not None and not covers(given.audience, stored.audience):
        raise KeptElsewhere
    if stored is not None and stored.withdrawn:
        raise WithdrawnHere
    return take_in(incoming)
