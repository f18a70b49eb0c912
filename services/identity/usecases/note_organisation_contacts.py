"""Where an organisation is found: address, telephone, e-mail of its office. Nothing of a person."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.organisation_errors import ChangeRefused
from services.identity.rules.permissions import ADMINISTER
from services.identity.store import organisations
from shared.outbox import change
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+0-9][0-9 ().-]{5,29}")


class NoteOrganisationContacts(Request):
    """What is empty is taken away."""

    organisation_id: Id
    address: Annotated[str, Meta(max_length=300)] = ""
    phone: Annotated[str, Meta(max_length=50)] = ""
    email: Annotated[str, Meta(max_length=200)] = ""


class ContactsNoted(msgspec.Struct, frozen=True):
    organisation_id: str


def note_organisation_contacts(command: NoteOrganisationContacts, ctx: Context) -> ContactsNoted:
    """Raises OrganisationNotFound, NotPermitted, ChangeRefused."""
    one = organisations.get(command.organisation_id)
    authorise(ctx.actor, ADMINISTER, one.path)
    if command.email and not _EMAIL.fullmatch(command.email):
        raise ChangeRefused(details={"email": "Thư điện tử chưa đúng, ví dụ: vanphong@xa.example."})
    if command.phone and not _PHONE.fullmatch(command.phone):
        raise ChangeRefused(details={"phone": "Số điện thoại chỉ gồm chữ số và dấu cách, ví dụ 0209 3812 345."})
    values = {"address": command.address, "phone": command.phone, "email": command.email}

    def work() -> None:
        audit.record("identity.organisation_contacts_noted", actor=ctx.actor, subject=one.id, path=one.path, at=ctx.now)
        change(one, **{f"set__{name}" if text else f"unset__{name}": text or 1 for name, text in values.items()})

    in_transaction(work)
    return ContactsNoted(one.id)
