"""The photograph of the card arrives. It is sealed and handed to the card worker; here nothing of it is decoded."""

from __future__ import annotations

from services.identity.rules.consents import Purpose
from services.identity.rules.registration_errors import TooManyPictures
from services.identity.rules.registration_flow import MOST_CARDS, Move, State
from services.identity.rules.sent_pictures import check_signature
from services.identity.store import registration_pictures
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, demand, mine
from shared.contracts.identity import CardPhotographed
from shared.outbox import change
from shared.usecase import Content, Context


class SendCard(OfRegistration):
    picture: Content


def send_card(command: SendCard, ctx: Context) -> RegistrationStep:
    """Raises NotAPicture, ConsentNeeded, TooManyPictures."""
    registration = mine(command, ctx, Move.SEND_CARD)
    demand(registration, Purpose.CARD_PICTURE)
    check_signature(command.picture)
    if registration.cards_sent >= MOST_CARDS:
        raise TooManyPictures
    picture_id = ctx.new_id()
    before = registration.card_picture
    registration_pictures.keep_card(picture_id, command.picture)
    changed = change(
        registration,
        CardPhotographed(registration_id=registration.id, picture_id=picture_id),
        set__state=State.CARD_SENT,
        set__waiting_since=ctx.now,
        set__card_picture=picture_id,
        inc__cards_sent=1,
        set__told=[],
        set__corrected=False,
        unset__confirmed=True,
        unset__match=True,
        unset__match_verdict=True,
        unset__member_id=True,
    )
    registration_pictures.forget_one(before)
    return RegistrationStep(changed.state)
