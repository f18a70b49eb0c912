"""What of members' records may be taken out as a table: the fields of the catalogue, each for who may read it, and
where the member belongs. Heads are the labels that an import knows again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from services.identity.rules.record_fields import BY_NAME, FIELDS, Field, shown

CELL_CODE, CELL_NAME = "cell_code", "cell_name"
PLACES: Mapping[str, str] = {CELL_CODE: "Mã chi bộ", CELL_NAME: "Chi bộ"}
AT_ONCE = 250
"""Rows of one page; an entry of the trail names at most 500 people."""
OPEN_FOR = timedelta(hours=1)
TO_IMPORT_AGAIN = ("record_number", "full_name", "birth_date", CELL_CODE, "status")
"""Without these an import refuses the file."""


def known(name: str) -> bool:
    return name in PLACES or name in BY_NAME


def in_order(names: Sequence[str]) -> list[str]:
    """As they stand in the record, the places first."""
    wanted = set(names)
    return [name for name in (*PLACES, *(field.name for field in FIELDS)) if name in wanted]


def head(name: str) -> str:
    return PLACES[name] if name in PLACES else BY_NAME[name].label


def field_of(name: str) -> Field | None:
    """None for a place, which whoever sees the list of members sees."""
    return BY_NAME.get(name)


def row(names: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """`values`: of the record and the places, as stored."""
    return [values.get(name, "") if name in PLACES else shown(BY_NAME[name], values.get(name, "")) for name in names]
