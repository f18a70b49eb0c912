"""The selfie and the frames of the challenge arrive. Sealed and handed to the face worker; the challenge is used up."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from services.identity.rules.consents import Purpose
from services.identity.rules.registration_errors import ChallengeOver, TooManyPictures
from services.identity.rules.registration_flow import CHALLENGE_MINUTES, MOST_FACES, Move, State
from services.identity.rules.sent_pictures import MOST_FRAME_BYTES, MOST_FRAMES, check_signature
from services.identity.store import registration_pictures
from services.identity.store.registrations import Registration
from services.identity.usecases.finding_registration import OfRegistration, RegistrationStep, demand, mine
from shared.contracts.identity import SelfieTaken
from shared.outbox import change
from shared.usecase import Content, Context

Frame = Annotated[bytes, Meta(min_length=1, max_length=MOST_FRAME_BYTES)]


class SendFace(OfRegistration):
    """`frames`: JPEG, in the order of their taking, some five a second. None where the browser has no camera that
    scripts may use: then a person decides."""

    selfie: Content
    frames: Annotated[list[Frame], Meta(max_length=MOST_FRAMES)] = []


def send_face(command: SendFace, ctx: Context) -> RegistrationStep:
    """Raises NotAPicture, ConsentNeeded, ChallengeOver, TooManyPictures."""
    registration = mine(command, ctx, Move.SEND_FACE)
    demand(registration, Purpose.FACE)
    for picture in (command.selfie, *command.frames):
        check_signature(picture)
    if registration.faces_sent >= MOST_FACES:
        raise TooManyPictures
    if command.frames:
        _check_challenge(registration, ctx)
    pictures_id = ctx.new_id()
    before = registration.face_pictures
    registration_pictures.keep_face(pictures_id, command.selfie, command.frames)
    changed = change(
        registration,
        SelfieTaken(registration_id=registration.id, pictures_id=pictures_id),
        set__state=State.FACE_SENT,
        set__face_pictures=pictures_id,
        inc__faces_sent=1,
        set__told=[],
        unset__challenge_at=True,
    )
    registration_pictures.forget_one(before)
    return RegistrationStep(changed.state)


def _check_challenge(registration: Registration, ctx: Context) -> None:
    drawn = registration.challenge_at
    if drawn is None or ctx.now - drawn > timedelta(minutes=CHALLENGE_MINUTES):
        raise ChallengeOver
