"""What an import told about single rows: refused, remarked, changed, absent. Encrypted, gone with the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import mongoengine as me

from shared.store import EncryptedText

REFUSED, REMARK, CHANGED, ABSENT = "refused", "remark", "changed", "absent"
KINDS = (REFUSED, REMARK, CHANGED, ABSENT)


class MemberImportRow(me.Document):
    """`sealed`: {"told": [[column, before, after or message]], "cells": the row as it is in the file}"""

    meta = {
        "collection": "member_import_rows",
        "auto_create_index": False,
        "indexes": [("import_id", "round", "kind", "line")],
    }

    id = me.StringField(primary_key=True)
    import_id = me.StringField(required=True)
    round = me.IntField(required=True)
    kind = me.StringField(required=True)
    line = me.IntField(required=True)
    member_id = me.StringField()
    sealed = EncryptedText(required=True)

    def told(self) -> list[list[str]]:
        found: list[list[str]] = json.loads(self.sealed)["told"]
        return found

    def cells(self) -> list[str]:
        found: list[str] = json.loads(self.sealed)["cells"]
        return found


@dataclass(frozen=True)
class Told:
    kind: str
    line: int
    told: list[list[str]]
    cells: Sequence[str] = ()
    member_id: str | None = None


def made(import_id: str, number: int, row: Told) -> MemberImportRow:
    return MemberImportRow(
        id=f"{import_id}:{number}:{row.kind}:{row.line}",
        import_id=import_id,
        round=number,
        kind=row.kind,
        line=row.line,
        member_id=row.member_id,
        sealed=json.dumps({"told": row.told, "cells": list(row.cells)}, ensure_ascii=False),
    )


def keep(rows: Sequence[MemberImportRow]) -> None:
    if rows:
        MemberImportRow.objects.insert(list(rows), load_bulk=False)


def page(import_id: str, number: int, kind: str, after_line: int, size: int) -> Sequence[MemberImportRow]:
    found: Any = MemberImportRow.objects(import_id=import_id, round=number, kind=kind, line__gt=after_line)
    return list(found.order_by("line").limit(size))


def refused(import_id: str, number: int) -> Iterator[MemberImportRow]:
    found: Any = MemberImportRow.objects(import_id=import_id, round=number, kind=REFUSED)
    return iter(found.order_by("line").no_cache())


def forget(import_id: str, *, before_round: int | None = None) -> None:
    condition = {} if before_round is None else {"round__lt": before_round}
    MemberImportRow.objects(import_id=import_id, **condition).delete()


def forget_round(import_id: str, number: int) -> None:
    MemberImportRow.objects(import_id=import_id, round=number).delete()
