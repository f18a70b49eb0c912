"""A citizen comes in by telephone and code; the first time an account is made, with the citizen's consent (law L1)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.rules.citizen_errors import ConsentNeeded
from services.identity.rules.errors import FieldProblem, WrongCredentials
from services.identity.rules.login_codes import typed_code
from services.identity.rules.names import person_name
from services.identity.store import citizens, login_attempts, login_codes
from services.identity.usecases.opening_session import SignedIn, SigningIn, open_citizens_session, spend_attempt
from services.identity.usecases.request_citizen_code import citizens_place, typed_phone
from shared.usecase import Context, Line


class EnterAsCitizen(SigningIn):
    """`consent`: to what the page says about telephone and name; asked for at the first time only."""

    phone: Line
    code: Annotated[str, Meta(min_length=1, max_length=50)]
    full_name: Annotated[str, Meta(max_length=120)] | None = None
    consent: bool = False


def enter_as_citizen(command: EnterAsCitizen, ctx: Context) -> SignedIn:
    """Raises FieldProblem, LoginLocked, WrongCredentials, ConsentNeeded (the code serves on)."""
    phone = typed_phone(command.phone)
    login_name = f"citizen {phone}"
    spend_attempt(login_name, ctx.now)
    row = login_codes.spend_attempt(citizens_place(phone), ctx.now)
    if row is None or not login_codes.matches(row, typed_code(command.code)):
        raise WrongCredentials
    full_name = _name(command.full_name or "")
    citizen = citizens.with_phone(phone)
    if citizen is None and not command.consent:
        login_attempts.forgive(login_name)
        raise ConsentNeeded(details={"consent": ConsentNeeded.message})
    if not login_codes.use_up(row):
        raise WrongCredentials
    login_attempts.forgive(login_name)
    known = citizen or citizens.add(ctx.new_id(), phone, full_name, ctx.now)
    return open_citizens_session(known, command, ctx.now)


def _name(text: str) -> str | None:
    try:
        return person_name(text) if text else None
    except FieldProblem as error:
        raise FieldProblem(error.message, details={"full_name": error.message}) from error
