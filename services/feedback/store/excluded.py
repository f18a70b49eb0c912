"""Members who may not answer polls now (suspended, exempt, gone), as identity tells of them.

Only of these, and of those whose status ever changed, is there a row: of a hundred thousand members a few hundred.
`sequence` is that of the member's event, so that an older one that comes late changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import mongoengine as me

from services.feedback.rules.polls import MAY_ANSWER


class ExcludedMember(me.Document):
    meta = {"collection": "excluded_members", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    sequence = me.IntField(required=True)
    excluded = me.BooleanField(required=True)


@dataclass(frozen=True)
class Standing:
    """What one event says of one member."""

    member_id: str
    status: str
    sequence: int


def learn(standings: Sequence[Standing]) -> None:
    newest: dict[str, Standing] = {}
    for standing in sorted(standings, key=lambda each: each.sequence):
        newest[standing.member_id] = standing
    known = {row.id: row for row in ExcludedMember.objects(pk__in=list(newest))}
    for standing in newest.values():
        row = known.get(standing.member_id)
        if _says_something_new(standing, row):
            excluded = standing.status not in MAY_ANSWER
            ExcludedMember(id=standing.member_id, sequence=standing.sequence, excluded=excluded).save()


def _says_something_new(standing: Standing, row: ExcludedMember | None) -> bool:
    if row is not None:
        return bool(row.sequence < standing.sequence)
    # A first event about a member who may answer needs no row; a later one does, or the first could undo it.
    return standing.status not in MAY_ANSWER or standing.sequence > 1


def is_excluded(member_id: str) -> bool:
    return ExcludedMember.objects(pk=member_id, excluded=True).first() is not None
