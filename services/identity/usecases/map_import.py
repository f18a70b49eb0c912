"""The person says which column is what; the worker then compares every row with the register and writes nothing."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.import_flow import Move, Step, check_mapping
from services.identity.store.member_imports import as_json
from services.identity.usecases.knowing_import import ImportStep, OfImport, ask_worker, to_move
from shared.usecase import Context


class MapImport(OfImport):
    """`mapping`: {position of the column, from 0: field of the catalogue or "cell_code"}; others are left out."""

    mapping: Annotated[dict[Annotated[str, Meta(pattern=r"^[0-9]{1,3}$")], str], Meta(max_length=200)]


def map_import(command: MapImport, ctx: Context) -> ImportStep:
    """Raises ImportNotFound, NotNow, ChangedByAnother, MappingWrong."""
    item = to_move(command, Move.MAP, ctx)
    mapping = {int(position): name for position, name in command.mapping.items()}
    check_mapping(mapping, len(item.columns()))
    return ask_worker(item, Step.CHECK, ctx, set__mapping=as_json(mapping), set__counts={})
