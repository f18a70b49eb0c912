"""What organisations are called, by their paths. The tree is for everybody; a path that is none now is left out."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.identity.store import organisations
from shared.usecase import Context, Path, Request


class OrganisationNames(Request):
    paths: Annotated[list[Path], msgspec.Meta(max_length=100)]


class OrganisationNameList(msgspec.Struct, frozen=True):
    items: dict[str, str]


def organisation_names(query: OrganisationNames, ctx: Context) -> OrganisationNameList:
    ctx.actor  # noqa: B018  somebody who is logged in
    return OrganisationNameList(organisations.names_of(query.paths))
