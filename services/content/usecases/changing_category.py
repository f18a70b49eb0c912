"""What every change of a category begins and ends with: who may, the version that was seen, the trail."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.rules.categories import Use, name_key
from services.content.rules.category_errors import CategoryNameTaken, NameWithoutWords
from services.content.rules.permissions import authorise_categories
from services.content.store import categories
from services.content.store.categories import Category
from shared.outbox import AlreadyExists, ChangedByAnother, change
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

CategoryName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
CategorySummary = Annotated[str, msgspec.Meta(max_length=300)]


class CategoryTexts(Request):
    """`uses`: where it is shown."""

    name: CategoryName
    summary: CategorySummary = ""
    uses: Annotated[list[Use], msgspec.Meta(max_length=4)] = msgspec.field(default_factory=list)


class OfCategory(Request):
    category_id: Id
    version: Version


class CategoryChanged(msgspec.Struct, frozen=True):
    id: str
    version: int


def changed(category: Category) -> CategoryChanged:
    return CategoryChanged(category.id, category.version)


def seen_category(category_id: str, version: int, ctx: Context) -> Category:
    """Raises NotPermitted, CategoryNotFound, ChangedByAnother."""
    authorise_categories(ctx.actor)
    category = categories.get(category_id)
    if category.version != version:
        raise ChangedByAnother
    return category


def checked_texts(command: CategoryTexts, ctx: Context) -> str:
    """The name's key. Raises NotPermitted, SecretMark, NameWithoutWords."""
    root = authorise_categories(ctx.actor)
    refuse_secrets({"name": command.name, "summary": command.summary}, ctx.actor, root, ctx.now)
    return checked_name_key(command.name)


def checked_name_key(name: str) -> str:
    """Raises NameWithoutWords."""
    key = name_key(name)
    if not key:
        raise NameWithoutWords(details={"name": NameWithoutWords.message})
    return key


def change_category_row(category: Category, deed: str, ctx: Context, **update: Any) -> Category:
    """Raises CategoryNameTaken, ChangedByAnother."""

    def work() -> Category:
        after: Category = change(
            category, set__changed_by=ctx.actor.member_id, set__changed_at=ctx.now, **update
        )  # fmt: skip
        record_category(deed, after, ctx)
        return after

    try:
        return in_transaction(work)
    except (NotUniqueError, AlreadyExists) as error:
        raise CategoryNameTaken(details={"name": CategoryNameTaken.message}) from error


def record_category(deed: str, category: Category, ctx: Context) -> None:
    audit.record(
        deed, actor=ctx.actor, subject=category.id, path=authorise_categories(ctx.actor),
        details={"version": int(category.version), "retired": int(category.retired)}, at=ctx.now,
    )  # fmt: skip
