"""Where the member stopped, so that another device goes on from there. At the beginning there is nothing to keep."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.speech.rules.places import Place
from services.speech.store import places
from shared.usecase import Context, Id, Request

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class KeepListeningPlace(Request):
    text_id: Id
    block: Count
    character: Count


class Kept(msgspec.Struct, frozen=True):
    kept: bool


def keep_listening_place(command: KeepListeningPlace, ctx: Context) -> Kept:
    place = Place(command.text_id, command.block, command.character)
    places.keep(ctx.actor.member_id, place, ctx.now)
    return Kept(True)
