"""Categories of articles: what the province calls them, where they are shown, and who changed them last.

The `id` is made of the first name and stands in addresses; it stays when the name is changed.
"""

from __future__ import annotations

from collections.abc import Iterable

import mongoengine as me

from services.content.rules.categories import USES
from services.content.rules.category_errors import CategoryNotFound
from shared.outbox import Aggregate


class Category(Aggregate):
    """`name_key`: the name without tones and case, so that no two look alike. `made_by`: the command that added it."""

    meta = {
        "collection": "categories",
        "auto_create_index": False,
        "indexes": [{"fields": ["name_key"], "unique": True, "name": "category_names"}],
    }

    name = me.StringField(required=True)
    name_key = me.StringField(required=True)
    summary = me.StringField()
    uses = me.ListField(me.StringField(choices=USES))
    order = me.IntField(required=True)
    retired = me.BooleanField(required=True, default=False)
    made_by = me.StringField(required=True)
    changed_by = me.StringField()
    changed_at = me.DateTimeField(required=True)


def get(category_id: str) -> Category:
    """Raises CategoryNotFound."""
    found: Category | None = Category.objects(pk=category_id).first()
    if found is None:
        raise CategoryNotFound
    return found


def made_by(command: str) -> Category | None:
    found: Category | None = Category.objects(made_by=command).first()
    return found


def ids() -> set[str]:
    return set(Category.objects.distinct("id"))


def all_in_order() -> list[Category]:
    return list(Category.objects.order_by("order", "id"))


def of(category_ids: Iterable[str]) -> list[Category]:
    """In the order of the ids."""
    wanted = list(dict.fromkeys(category_ids))
    found = {row.id: row for row in Category.objects(id__in=wanted)} if wanted else {}
    return [found[each] for each in wanted if each in found]


def names_of(category_ids: Iterable[str]) -> list[str]:
    return [str(category.name) for category in of(category_ids)]


def names(category_ids: Iterable[str]) -> dict[str, str]:
    return {each.id: str(each.name) for each in of(category_ids)}


def for_use(use: str) -> list[str]:
    """Ids of those that are offered and shown there."""
    return [row.id for row in Category.objects(uses=use, retired=False).only("id")]


def last_order() -> int:
    last = Category.objects.order_by("-order").only("order").first()
    return int(last.order) if last else 0
