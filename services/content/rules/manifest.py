"""What lies beside documents that one system hands to another: `manifest.json`, an entry each (docs/exchange.md).

Unknown fields are passed over, so that a later writer may say more; another version is refused as a whole. An entry
that cannot be read is refused alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.content.rules.exchange_errors import EntryUnreadable, ManifestUnreadable
from shared.reading.file import Filled, Head

NAME = "manifest.json"
FORMAT = "sotay.documents"
VERSION = 1
MOST_MANIFEST_BYTES = 5_000_000

FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"^[^/\\\x00-\x1f][^\\\x00-\x1f]*$")]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Place = Annotated[str, msgspec.Meta(max_length=512, pattern=r"^(?:[A-Za-z0-9_.:-]+/)+$")]


class Replaced(msgspec.Struct, frozen=True, kw_only=True):
    number: Filled
    issuer: Filled | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`file`: beside the manifest, `/` between folders. `audience`: the organisation it is meant for."""

    file: FileName
    sha256: Sha256
    number: Filled
    kind: Filled
    title: Filled
    issuer: Filled
    issued_on: date
    effective_from: date | None = None
    effective_until: date | None = None
    supersedes: Replaced | None = None
    audience: Place | None = None

    @property
    def head(self) -> Head:
        replaced = self.supersedes
        return Head(
            number=self.number,
            kind=self.kind,
            title=self.title,
            issuer=self.issuer,
            issued_on=self.issued_on,
            effective_from=self.effective_from,
            effective_until=self.effective_until,
            supersedes=replaced.number if replaced else None,
            supersedes_issuer=replaced.issuer if replaced else None,
        )


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: Literal["sotay.documents"]
    version: Literal[1]
    made_at: datetime
    documents: list[Entry]


class _Envelope(msgspec.Struct, frozen=True):
    format: Literal["sotay.documents"]
    version: Literal[1]
    documents: list[msgspec.Raw]


def entry_of(head: Head, file: str, sha256: str, audience: str) -> Entry:
    return Entry(
        file=file,
        sha256=sha256,
        number=head.number,
        kind=head.kind,
        title=head.title,
        issuer=head.issuer,
        issued_on=head.issued_on,
        effective_from=head.effective_from,
        effective_until=head.effective_until,
        supersedes=Replaced(number=head.supersedes, issuer=head.supersedes_issuer) if head.supersedes else None,
        audience=audience,
    )


def read_manifest(raw: bytes) -> list[msgspec.Raw]:
    """The entries as they are written. Raises ManifestUnreadable."""
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Envelope).documents
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise ManifestUnreadable from None


def read_entry(raw: msgspec.Raw) -> Entry:
    """Raises EntryUnreadable."""
    try:
        return msgspec.json.decode(raw, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise EntryUnreadable(f"{EntryUnreadable.message} ({error})") from None


def schema() -> bytes:
    """What docs/document-manifest.v1.schema.json holds."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Manifest)), indent=2) + b"\n"
