"""An administrator changes a day of the calendar, retires it or takes it up again."""

from __future__ import annotations

from services.content.rules.permissions import authorise_categories
from services.content.store import anniversaries
from services.content.usecases.changing_anniversary import (
    AnniversaryChanged,
    AnniversaryTexts,
    fields_of,
    keep_anniversary,
)
from shared.outbox import ChangedByAnother, change
from shared.usecase import Context, Id, Version


class ChangeAnniversary(AnniversaryTexts):
    anniversary_id: Id
    version: Version
    retired: bool = False


def change_anniversary(command: ChangeAnniversary, ctx: Context) -> AnniversaryChanged:
    """Raises NotPermitted, AnniversaryNotFound, ChangedByAnother, SecretMark, NoSuchDay, NameWithoutWords,
    AnniversaryNameTaken."""
    authorise_categories(ctx.actor)
    row = anniversaries.get(command.anniversary_id)
    if row.version != command.version:
        raise ChangedByAnother
    update = {f"set__{name}": value for name, value in fields_of(command, ctx).items()}
    return keep_anniversary(
        "content.anniversary_changed", ctx, lambda: change(row, set__retired=command.retired, **update)
    )  # fmt: skip
