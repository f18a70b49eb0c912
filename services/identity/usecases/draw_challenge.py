"""The movements that the person is to do in front of the camera, drawn now and good for some minutes, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import SystemRandom

import msgspec

from services.identity.rules.consents import Purpose
from services.identity.rules.liveness import draw
from services.identity.rules.registration_errors import TooManyPictures
from services.identity.rules.registration_flow import CHALLENGE_MINUTES, MOST_FACES, Move
from services.identity.usecases.finding_registration import OfRegistration, demand, mine
from shared.outbox import change
from shared.usecase import Context


class DrawChallenge(OfRegistration):
    pass


class ChallengeDrawn(msgspec.Struct, frozen=True):
    steps: list[str]
    until: datetime


def draw_challenge(command: DrawChallenge, ctx: Context) -> ChallengeDrawn:
    """An older one counts no more. Raises ConsentNeeded, TooManyPictures."""
    registration = mine(command, ctx, Move.DRAW_CHALLENGE)
    demand(registration, Purpose.FACE)
    if registration.faces_sent >= MOST_FACES:
        raise TooManyPictures
    challenge = draw(SystemRandom())
    change(registration, set__challenge=list(challenge.steps), set__challenge_at=ctx.now)
    return ChallengeDrawn(list(challenge.steps), ctx.now + timedelta(minutes=CHALLENGE_MINUTES))
