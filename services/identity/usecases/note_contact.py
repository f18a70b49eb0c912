"""How far the secretary has come with a member who is to be signed up: called, appointed, refused, no telephone."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from services.identity.rules.chasing import Contact, appointment
from services.identity.rules.permissions import RUN_ROLL_OUT
from services.identity.rules.roll_out import Smartphone
from services.identity.store import members
from services.identity.usecases.noting_fact import FactNoted, note_fact
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Id, Request


class NoteContact(Request):
    member_id: Id
    contact: Contact
    appointed_on: date | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


def note_contact(command: NoteContact, ctx: Context) -> FactNoted:
    """“Has no telephone” is also the fact that the smartphone list counts."""
    member = members.get(command.member_id)
    authorise(ctx.actor, RUN_ROLL_OUT, member.cell_path)
    today = local_date(ctx.now)
    update = {
        "set__contact": str(command.contact),
        "set__contact_on": today,
        "set__appointed_on": appointment(command.contact, command.appointed_on, today),
        "set__contact_note": command.note or None,
    }
    if command.contact is Contact.NO_PHONE:
        update["set__smartphone"] = str(Smartphone.NO)
    return note_fact("identity.contact_noted", member, ctx, **update)
