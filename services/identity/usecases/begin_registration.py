"""Somebody begins to register. Nothing is known of the person yet and nothing was agreed to."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.registration_errors import TooManyRegistrations
from services.identity.rules.registration_flow import State
from services.identity.store import registrations
from services.identity.store.registrations import Registration
from shared.outbox import create
from shared.usecase import Context, Request

MOST_AN_HOUR = 60
"""From one address: a hall on a sign-up day is behind one, a machine that tries cards is not so patient."""


class BeginRegistration(Request):
    """`address`: of the network the person comes from, as the gateway sees it; only its keyed hash is kept."""

    address: Annotated[str, Meta(min_length=1, max_length=100)]


class RegistrationBegun(msgspec.Struct, frozen=True):
    registration_id: str
    secret: str


def begin_registration(command: BeginRegistration, ctx: Context) -> RegistrationBegun:
    """Raises TooManyRegistrations."""
    return _begin(command, ctx, None)


def begin_assisted_registration(command: BeginRegistration, ctx: Context) -> RegistrationBegun:
    """A helper begins it for somebody else, and it carries the helper's id (F74). Raises TooManyRegistrations."""
    return _begin(command, ctx, ctx.actor.member_id)


def _begin(command: BeginRegistration, ctx: Context, helper_id: str | None) -> RegistrationBegun:
    origin = registrations.origin_key(command.address)
    if registrations.begun_from(origin, ctx.now - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooManyRegistrations
    secret = secrets.token_urlsafe(32)
    made = create(
        Registration(
            id=ctx.new_id(),
            secret_key=registrations.key_of_secret(secret),
            origin_key=origin,
            helper_id=helper_id,
            state=State.BEGUN,
            begun_at=ctx.now,
        )
    )
    return RegistrationBegun(made.id, secret)
