"""All categories in the province's order: the retired ones too, because articles keep them."""

from __future__ import annotations

import msgspec

from services.content.store import categories
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Request


class ListCategories(Request):
    pass


class CategoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """`uses`: menu, home, office, meetings. A retired one is not to be offered."""

    id: str
    name: str
    summary: str
    uses: list[str]
    retired: bool


class CategoryList(msgspec.Struct, frozen=True):
    items: list[CategoryRow]


@citizens_may
@helpers_may("read_news")
def list_categories(_query: ListCategories, _ctx: Context) -> CategoryList:
    return CategoryList(
        [
            CategoryRow(
                id=each.id,
                name=each.name,
                summary=each.summary or "",
                uses=list(each.uses),
                retired=each.retired,
            )
            for each in categories.all_in_order()
        ]
    )
