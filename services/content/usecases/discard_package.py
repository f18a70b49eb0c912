"""A package that waits at the desk is thrown away."""

from __future__ import annotations

from services.content.queries.read_package import known_package
from services.content.store import document_packages
from services.content.usecases.send_package import PackageAtDesk
from shared.usecase import Context, Id, Request


class DiscardPackage(Request):
    package_id: Id


def discard_package(command: DiscardPackage, ctx: Context) -> PackageAtDesk:
    """Raises PackageNotFound, PackageDone."""
    package = known_package(command.package_id, ctx.actor)
    document_packages.discard(package.id)
    return PackageAtDesk(package.id)
