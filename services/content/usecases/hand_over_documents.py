"""Another system hands documents over with its key: a zip file with a manifest. Told for each what became of it."""

from __future__ import annotations

import msgspec

from services.content.engines.document_package import ZipPackage
from services.content.queries.read_feed import Key
from services.content.rules.exchange_errors import NotThisPartner
from services.content.usecases.import_package import EntryOutcome, import_package
from services.content.usecases.knowing_partner import partner_with
from shared.usecase import Content, Context, Request

MOST_ENTRIES = 50
"""In one request, which waits for all of them to be read."""


class HandOverDocuments(Request):
    key: Key
    content: Content


class HandedOver(msgspec.Struct, frozen=True):
    items: list[EntryOutcome]


def hand_over_documents(command: HandOverDocuments, ctx: Context) -> HandedOver:
    """Raises KeyUnknown, NotThisPartner, PackageUnreadable, ManifestUnreadable."""
    partner = partner_with(command.key)
    if not partner.may_hand_over:
        raise NotThisPartner
    package = ZipPackage(command.content)
    return HandedOver(import_package(package, partner.path, ctx.now, by=f"partner:{partner.id}", most=MOST_ENTRIES))
