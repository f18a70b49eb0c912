"""An administrator renames a category or says where it is shown. Its address stays; what carries it has the new name at
once."""

from __future__ import annotations

from services.content.usecases.changing_category import (
    CategoryChanged,
    CategoryTexts,
    change_category_row,
    changed,
    checked_texts,
    seen_category,
)
from shared.usecase import Context, Id, Version


class ChangeCategory(CategoryTexts):
    category_id: Id
    version: Version


def change_category(command: ChangeCategory, ctx: Context) -> CategoryChanged:
    """Raises NotPermitted, CategoryNotFound, ChangedByAnother, SecretMark, NameWithoutWords,
    CategoryNameTaken."""
    category = seen_category(command.category_id, command.version, ctx)
    return changed(
        change_category_row(
            category, "content.category_changed", ctx, set__name=command.name,
            set__name_key=checked_texts(command, ctx), set__summary=command.summary, set__uses=list(command.uses),
        )
    )  # fmt: skip
