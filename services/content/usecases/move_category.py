"""An administrator moves a category one place up or down among those in use."""

from __future__ import annotations

from typing import Literal

from services.content.store import categories
from services.content.store.categories import Category
from services.content.usecases.changing_category import (
    CategoryChanged,
    OfCategory,
    change_category_row,
    changed,
    seen_category,
)
from shared.outbox import change
from shared.store import in_transaction
from shared.usecase import Context


class MoveCategory(OfCategory):
    to: Literal["up", "down"]


def move_category(command: MoveCategory, ctx: Context) -> CategoryChanged:
    """At the end of the list it stays where it is. Raises NotPermitted, CategoryNotFound, ChangedByAnother."""
    category = seen_category(command.category_id, command.version, ctx)
    other = _neighbour(category, command.to)
    if other is None:
        return changed(category)

    def work() -> Category:
        change(other, set__order=category.order)
        return change_category_row(category, "content.category_moved", ctx, set__order=other.order)

    return changed(in_transaction(work))


def _neighbour(category: Category, to: str) -> Category | None:
    listed = [each for each in categories.all_in_order() if not each.retired or each.id == category.id]
    place = [each.id for each in listed].index(category.id) + (-1 if to == "up" else 1)
    return listed[place] if 0 <= place < len(listed) else None
