"""The categories of what is open to everybody, in the province's order. Asked without an account."""

from __future__ import annotations

import msgspec

from services.content.store import categories, opened
from shared.usecase import Context, Request


class ListOpenCategories(Request):
    pass


class OpenCategory(msgspec.Struct, frozen=True):
    id: str
    name: str


class OpenCategories(msgspec.Struct, frozen=True):
    items: list[OpenCategory]


def list_open_categories(_query: ListOpenCategories, _ctx: Context) -> OpenCategories:
    carried = opened.categories()
    return OpenCategories(
        [OpenCategory(each.id, each.name) for each in categories.all_in_order() if each.id in carried]
    )
