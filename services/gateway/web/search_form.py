"""What a search page was asked for, as its address says it; and addresses that ask for a little more or less."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

LONGEST_TEXT = 200
FORCE = {"yes": True, "no": False}


@dataclass(frozen=True)
class SearchForm:
    """The fields of the form; "" is no choice. What cannot be a choice is none."""

    search: str = ""
    thing: str = ""
    kind: str = ""
    issuer: str = ""
    category: str = ""
    year: str = ""
    force: str = ""

    @classmethod
    def of(cls, given: QueryParams, **fixed: str) -> SearchForm:
        values = {name: given.get(name, "").strip()[:LONGEST_TEXT] for name in cls.__dataclass_fields__}
        year, force = values["year"], values["force"]
        values["year"] = year if year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2999 else ""
        values["force"] = force if force in FORCE else ""
        return cls(**{**values, **fixed})

    @property
    def filtered(self) -> bool:
        return any((self.thing, self.kind, self.issuer, self.category, self.year, self.force))

    @property
    def narrowed(self) -> bool:
        """By what lies behind "Lọc thêm"."""
        return any((self.kind, self.issuer, self.category, self.year, self.force))

    def question(self, cursor: str | None) -> dict[str, Any]:
        """As content wants it."""
        return {
            "text": self.search,
            "thing": self.thing or None,
            "kind": self.kind or None,
            "issuer": self.issuer or None,
            "category": self.category or None,
            "year": int(self.year) if self.year else None,
            "in_force": FORCE.get(self.force),
            "cursor": cursor,
        }

    def query(self, **other: str) -> str:
        """The address's query, with some fields otherwise: search=dang+phi&thing=article"""
        fields = replace(self, **other).__dict__
        return urlencode({name: value for name, value in fields.items() if value})
