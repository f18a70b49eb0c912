"""The event that tells an organisation as it is, or as the write beside it makes it."""

from __future__ import annotations

from services.identity.store.organisations import Organisation
from shared.contracts.identity import OrganisationRegistered


def as_told(
    one: Organisation, *, name: str | None = None, path: str | None = None, parent_id: str | None = None
) -> OrganisationRegistered:
    """`name`, `path`, `parent_id`: where the same write changes them."""
    return OrganisationRegistered(
        organisation_id=one.id,
        code=one.code,
        name=name or one.name,
        kind=one.kind,
        parent_id=parent_id or one.parent_id,
        path=path or one.path,
    )
