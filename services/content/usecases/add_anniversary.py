"""An administrator of the province adds a day to the calendar."""

from __future__ import annotations

from services.content.store.anniversaries import Anniversary
from services.content.usecases.changing_anniversary import (
    AnniversaryChanged,
    AnniversaryTexts,
    fields_of,
    keep_anniversary,
)
from shared.outbox import create
from shared.usecase import Context


class AddAnniversary(AnniversaryTexts):
    pass


def add_anniversary(command: AddAnniversary, ctx: Context) -> AnniversaryChanged:
    """Raises NotPermitted, SecretMark, NoSuchDay, NameWithoutWords, AnniversaryNameTaken."""
    made = Anniversary(id=ctx.new_id(), **fields_of(command, ctx))
    return keep_anniversary("content.anniversary_added", ctx, lambda: create(made))
