"""An administrator of the province adds a category; it stands last and is offered at once."""

from __future__ import annotations

from mongoengine.errors import NotUniqueError

from services.content.rules.categories import id_for
from services.content.rules.category_errors import CategoryNameTaken
from services.content.rules.permissions import authorise_categories
from services.content.store import categories
from services.content.store.categories import Category
from services.content.usecases.changing_category import (
    CategoryChanged,
    CategoryTexts,
    changed,
    checked_texts,
    record_category,
)
from shared.outbox import AlreadyExists, create
from shared.store import in_transaction
from shared.usecase import Context


class AddCategory(CategoryTexts):
    pass


def add_category(command: AddCategory, ctx: Context) -> CategoryChanged:
    """Raises NotPermitted, SecretMark, NameWithoutWords, CategoryNameTaken. Repeated, it is the same category."""
    authorise_categories(ctx.actor)
    made_by = ctx.new_id()
    if (known := categories.made_by(made_by)) is not None:
        return changed(known)
    key = checked_texts(command, ctx)
    category = Category(
        id=id_for(command.name, categories.ids()),
        name=command.name,
        name_key=key,
        summary=command.summary,
        uses=list(command.uses),
        order=categories.last_order() + 1,
        made_by=made_by,
        changed_by=ctx.actor.member_id,
        changed_at=ctx.now,
    )

    def work() -> Category:
        made = create(category)
        if made.made_by != made_by:
            raise AlreadyExists  # another took the id a moment ago, so the name too
        record_category("content.category_added", made, ctx)
        return made

    try:
        return changed(in_transaction(work))
    except (NotUniqueError, AlreadyExists) as error:
        raise CategoryNameTaken(details={"name": CategoryNameTaken.message}) from error
