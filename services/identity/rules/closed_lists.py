"""A cell's list as it was closed: what the page and the minutes of a closed check show, whatever becomes of the members
and the cell afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ClosedMember:
    """`outcome`: "matches" or what differs. `arrived`: since the check began."""

    id: str
    full_name: str
    card_number: str
    birth_year: int
    status: str
    outcome: str
    note: str
    arrived: bool


@dataclass(frozen=True)
class GoneMember:
    """Was on the list when the check began."""

    id: str
    full_name: str


@dataclass(frozen=True)
class PaperOnly:
    """Stands on the list on paper and not in the system. `card_number`: as it stands there."""

    full_name: str
    card_number: str
    note: str


@dataclass(frozen=True)
class ClosedList:
    """`closed_by`: a name. Members in the order of a Vietnamese list, who is on paper only as they were noted."""

    cell_name: str
    closed_by: str
    members: Sequence[ClosedMember]
    gone: Sequence[GoneMember]
    on_paper: Sequence[PaperOnly]
