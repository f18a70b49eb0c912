"""All that speech keeps about the caller: where listening stopped (law L4)."""

from __future__ import annotations

import msgspec

from services.speech.rules.places import Place
from services.speech.store import places
from shared.usecase import Context, Request


class MyData(Request):
    pass


class SpeechData(msgspec.Struct, frozen=True):
    listening_places: list[Place]


def my_data(_query: MyData, ctx: Context) -> SpeechData:
    return SpeechData(places.of_member(ctx.actor.member_id))
