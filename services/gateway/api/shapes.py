"""What the API's routes share: strict bodies, the problem answer, paging."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Header, Query
from pydantic import BaseModel, ConfigDict, Field

Answer = dict[str, Any]
Day = Annotated[date, Field(strict=False)]
"""JSON has no dates: in a strict body, where a text is never read as anything else, a plain `date` refuses all."""
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before")]
Search = Annotated[str | None, Query(max_length=200, description="Words, with or without diacritics")]
RepeatKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=128,
        description="A repeat with the same key and body gets the first answer, for a day.",
    ),
]


class Body(BaseModel):
    """A field that is not named is refused: a misspelt one must not be silently ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)

    def fields(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True)


class Problem(BaseModel):
    code: str
    message: str
    details: dict[str, str]
    correlation_id: str
