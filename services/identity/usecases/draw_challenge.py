"""The movements that the person is to do in front of the camera, drawn now and good for some minutes, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import SystemRandom

import msgspec

from services.identity.rules.consents import Purpose
from services.identity.rules.liveness import draw
from services.identity.rules.registration_errors import TooManyPictures
from services.identity.rules.registration_flow import CHALLENGE_MINUTES, MOST_CHALLENGES, MOST_FACES, Move
from services.identity.usecases.finding_registration import OfRegistration, demand, mine
from shared.outbox import change
from shared.usecase import Context

GOOD_FOR = timedelta(minutes=CHALLENGE_MINUTES)


class DrawChallenge(OfRegistration):
    pass


class ChallengeDrawn(msgspec.Struct, frozen=True):
    steps: list[str]
    until: datetime


def draw_challenge(command: DrawChallenge, ctx: Context) -> ChallengeDrawn:
    """One that is still good is told again: who holds a film of certain movements cannot draw until they come up.
    Raises ConsentNeeded, TooManyPictures."""
    registration = mine(command, ctx, Move.DRAW_CHALLENGE)
    demand(registration, Purpose.FACE)
    if registration.faces_sent >= MOST_FACES:
        raise TooManyPictures
    drawn_at = registration.challenge_at
    if drawn_at is not None and ctx.now - drawn_at <= GOOD_FOR:
        return ChallengeDrawn(list(registration.challenge), drawn_at + GOOD_FOR)
    if registration.challenges_drawn >= MOST_CHALLENGES:
        raise TooManyPictures
    challenge = draw(SystemRandom())
    change(registration, set__challenge=list(challenge.steps), set__challenge_at=ctx.now, inc__challenges_drawn=1)
    return ChallengeDrawn(list(challenge.steps), ctx.now + GOOD_FOR)
