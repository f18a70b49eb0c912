"""What adding and changing a day of the calendar share: who may, what a day is, the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.rules.anniversaries import check_day
from services.content.rules.category_errors import AnniversaryNameTaken
from services.content.rules.permissions import authorise_categories
from services.content.store.anniversaries import Anniversary
from services.content.usecases.changing_category import checked_name_key
from shared.outbox import AlreadyExists
from shared.security import audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Request


class AnniversaryTexts(Request):
    """`days`: of a lunar day, the solar days of the years to come. `since`: from which year on years are counted."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=150)]
    calendar: Literal["solar", "lunar"]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)]
    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    days: Annotated[list[date], msgspec.Meta(max_length=40)] = msgspec.field(default_factory=list)
    since: Annotated[int, msgspec.Meta(ge=1, le=2999)] | None = None
    concerns: Annotated[str, msgspec.Meta(max_length=150)] = ""
    suggestion: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class AnniversaryChanged(msgspec.Struct, frozen=True):
    id: str
    version: int


def fields_of(command: AnniversaryTexts, ctx: Context) -> dict[str, Any]:
    """Raises NotPermitted, SecretMark, NoSuchDay, NameWithoutWords."""
    texts = {"name": command.name, "concerns": command.concerns, "suggestion": command.suggestion}
    refuse_secrets(texts, ctx.actor, authorise_categories(ctx.actor), ctx.now)
    check_day(command.calendar, command.day, command.month)
    return {
        "name": command.name,
        "name_key": checked_name_key(command.name),
        "calendar": command.calendar,
        "day": command.day,
        "month": command.month,
        "days": sorted(set(command.days)) if command.calendar == "lunar" else [],
        "since": command.since,
        "concerns": command.concerns,
        "suggestion": command.suggestion,
        "changed_by": ctx.actor.member_id,
        "changed_at": ctx.now,
    }


def keep_anniversary(deed: str, ctx: Context, write: Callable[[], Anniversary]) -> AnniversaryChanged:
    """Raises AnniversaryNameTaken, ChangedByAnother."""

    def work() -> Anniversary:
        kept = write()
        audit.record(
            deed, actor=ctx.actor, subject=kept.id, path=authorise_categories(ctx.actor),
            details={"version": int(kept.version), "retired": int(kept.retired)}, at=ctx.now,
        )  # fmt: skip
        return kept

    try:
        kept = in_transaction(work)
    except (NotUniqueError, AlreadyExists) as error:
        raise AnniversaryNameTaken(details={"name": AnniversaryNameTaken.message}) from error
    return AnniversaryChanged(kept.id, kept.version)
