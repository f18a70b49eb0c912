"""The categories as the administrator of the province keeps them, with who changed each last."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import authorise_categories
from services.content.store import articles, categories
from services.content.store.categories import Category
from shared.usecase import Context, Request


class ListDeskCategories(Request):
    pass


class DeskCategory(msgspec.Struct, frozen=True, kw_only=True):
    """`articles`: how many that are published carry it. `changed_by`: empty for what came with the installation."""

    id: str
    version: int
    name: str
    summary: str
    uses: list[str]
    retired: bool
    articles: int
    changed_by: str
    changed_at: datetime


class DeskCategories(msgspec.Struct, frozen=True):
    items: list[DeskCategory]


def list_desk_categories(_query: ListDeskCategories, ctx: Context) -> DeskCategories:
    """Raises NotPermitted."""
    authorise_categories(ctx.actor)
    return DeskCategories([_row(each) for each in categories.all_in_order()])


def _row(category: Category) -> DeskCategory:
    return DeskCategory(
        id=category.id,
        version=category.version,
        name=category.name,
        summary=category.summary or "",
        uses=list(category.uses),
        retired=category.retired,
        articles=articles.carrying(category.id),
        changed_by=category.changed_by or "",
        changed_at=category.changed_at,
    )
