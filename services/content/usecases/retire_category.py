"""An administrator retires a category: articles keep it, nobody is offered it any more. Or takes it up again."""

from __future__ import annotations

from services.content.usecases.changing_category import (
    CategoryChanged,
    OfCategory,
    change_category_row,
    changed,
    seen_category,
)
from shared.usecase import Context


class RetireCategory(OfCategory):
    retired: bool


def retire_category(command: RetireCategory, ctx: Context) -> CategoryChanged:
    """Raises NotPermitted, CategoryNotFound, ChangedByAnother."""
    category = seen_category(command.category_id, command.version, ctx)
    if category.retired == command.retired:
        return changed(category)
    return changed(change_category_row(category, "content.category_retired", ctx, set__retired=command.retired))
