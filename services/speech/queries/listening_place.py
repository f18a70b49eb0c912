"""Where the caller stopped listening to a text, on whatever device. Of a text never begun, its beginning."""

from __future__ import annotations

from services.speech.rules.places import Place, place_in
from services.speech.store import places
from shared.usecase import Context, Id, Request


class ListeningPlace(Request):
    text_id: Id


def listening_place(query: ListeningPlace, ctx: Context) -> Place:
    return place_in(places.of_member(ctx.actor.member_id), query.text_id) or Place(query.text_id, 0, 0)
