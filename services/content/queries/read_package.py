"""A package at the desk: what would become of each of its documents, or what did."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.exchange_errors import PackageNotFound
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_packages
from services.content.store.document_packages import DocumentPackage
from services.content.usecases.import_package import EntryOutcome
from shared.security import Actor, allowed
from shared.usecase import Context, Id, Request


class ReadPackage(Request):
    package_id: Id


class PackageView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    file_name: str
    audience: str
    at: datetime
    taken: bool
    items: list[EntryOutcome]


def read_package(query: ReadPackage, ctx: Context) -> PackageView:
    """Raises PackageNotFound."""
    package = known_package(query.package_id, ctx.actor)
    return PackageView(
        id=package.id,
        file_name=package.file_name,
        audience=package.audience,
        at=package.at,
        taken=package.taken,
        items=msgspec.convert(list(package.entries), list[EntryOutcome]),
    )


def known_package(package_id: str, actor: Actor) -> DocumentPackage:
    """Raises PackageNotFound, also for one of another committee."""
    package = document_packages.get(package_id)
    if not allowed(actor, KEEP_DOCUMENTS, package.audience):
        raise PackageNotFound
    return package
