"""Which categories these open articles carry, for lists that another service makes. Asked without an account."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.store import categories, opened
from shared.usecase import Context, Id, Request


class CategoriesOfOpenArticles(Request):
    article_ids: Annotated[list[Id], msgspec.Meta(max_length=500)]


class CategoryNames(msgspec.Struct, frozen=True):
    """{article: names, the main one first}; of what is not open nothing."""

    items: dict[str, list[str]]


def categories_of_open_articles(query: CategoriesOfOpenArticles, _ctx: Context) -> CategoryNames:
    carried = opened.categories_of(query.article_ids)
    names = categories.names(one for ids in carried.values() for one in ids)
    return CategoryNames(
        {article: [names[each] for each in ids if each in names] for article, ids in carried.items()}
    )  # fmt: skip
