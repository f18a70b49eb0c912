"""The tree of organisations. `path` is the chain of ids, so "at or below" is one prefix of one index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import mongoengine as me

from services.identity.rules.errors import OrganisationNotFound
from services.identity.rules.names import fold
from services.identity.rules.tree import Kind
from shared import clock
from shared.outbox import Aggregate
from shared.store import below


class Organisation(Aggregate):
    meta = {
        "collection": "organisations",
        "auto_create_index": False,
        "indexes": [{"fields": ["path"], "unique": True}, "parent_id"],
    }

    code = me.StringField(required=True)
    name = me.StringField(required=True)
    kind = me.StringField(required=True)
    parent_id = me.StringField()
    path = me.StringField(required=True)
    effective_from = me.DateField()
    effective_until = me.DateField()
    """The first day on which it does not exist any more."""
    successor_id = me.StringField()
    address = me.StringField()
    phone = me.StringField()
    email = me.StringField()

    def exists_on(self, day: date) -> bool:
        return self.effective_until is None or bool(day < self.effective_until)


def get(organisation_id: str) -> Organisation:
    found: Organisation | None = Organisation.objects(pk=organisation_id).first()
    if found is None:
        raise OrganisationNotFound
    return found


def get_cell(organisation_id: str) -> Organisation:
    """Raises OrganisationNotFound also for what is no cell."""
    found = get(organisation_id)
    if found.kind != "cell":
        raise OrganisationNotFound
    return found


def find(organisation_id: str | None) -> Organisation | None:
    found: Organisation | None = Organisation.objects(pk=organisation_id).first() if organisation_id else None
    return found


def at(path: str) -> Organisation:
    found: Organisation | None = Organisation.objects(path=path).first()
    if found is None:
        raise OrganisationNotFound
    return found


def root_path() -> str:
    """Of the province itself; empty before anything was imported."""
    found = Organisation.objects(parent_id=None).order_by("path").only("path").first()
    return found.path if found else ""


def cells_named(folded_name: str, code: str) -> list[str]:
    """Paths of the cells of that code, or whose name, folded, is this one with or without its first words "chi bộ"."""
    cells = Organisation.objects(_exists(), kind=Kind.CELL).only("path", "name", "code")
    wanted = folded_name.removeprefix("chi bo ").strip()
    return [item.path for item in cells if item.code == code.strip().lower() or _short(item.name) == wanted]


def _short(name: str) -> str:
    return fold(name).removeprefix("chi bo ").strip()


def by_ids(ids: Iterable[str]) -> dict[str, Organisation]:
    return {item.id: item for item in Organisation.objects(pk__in=list(ids))}


def all_of_them() -> dict[str, Organisation]:
    return {item.id: item for item in Organisation.objects.order_by("path")}


def at_or_below(path: str | None) -> Sequence[Organisation]:
    """Those that exist."""
    found: Any = Organisation.objects(_exists(), **below("path", path)).order_by("path")
    return list(found)


def at_or_below_ever(path: str) -> Sequence[Organisation]:
    """Also those that were merged or dissolved: their place follows as well."""
    found: Any = Organisation.objects(**below("path", path)).order_by("path")
    return list(found)


def _exists() -> Any:
    return me.Q(effective_until=None) | me.Q(effective_until__gt=clock.local_date(clock.now()))


def root() -> Organisation | None:
    """The province's own committee; None before the first import."""
    found: Organisation | None = Organisation.objects(parent_id=None).order_by("path").first()
    return found


def directly_below(path: str) -> Sequence[Organisation]:
    found: Any = Organisation.objects(_exists(), parent_id=path.rstrip("/").rpartition("/")[2]).order_by("path")
    return list(found)


def names_of(paths: Iterable[str]) -> dict[str, str]:
    return {item.path: item.name for item in Organisation.objects(path__in=list(paths)).only("path", "name")}
