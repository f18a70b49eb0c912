"""What became known or was done later about a breach. Nothing that was entered is changed."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.breaches import State, check_may_note
from services.identity.store.breaches import BreachNote
from services.identity.usecases.handling_breach import BreachStep, to_work_on, written
from shared.usecase import Context, Id, Request, Text


class NoteOnBreach(Request):
    """`persons_affected`: the number as it is known now, if it is known better."""

    breach_id: Id
    text: Text
    persons_affected: Annotated[int, Meta(ge=0, le=100_000_000)] | None = None


def note_on_breach(command: NoteOnBreach, ctx: Context) -> BreachStep:
    breach = to_work_on(command.breach_id, ctx)
    check_may_note(State(breach.state))
    update = {} if command.persons_affected is None else {"set__persons_affected": command.persons_affected}
    note = BreachNote(at=ctx.now, by=ctx.actor.member_id, text=command.text)
    return written("identity.breach_noted", breach, ctx, push__notes=note, **update)
