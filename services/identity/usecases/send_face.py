"""The selfie and the frames of the challenge arrive. Sealed and handed to the face worker; the challenge is used up.

A file that was sent in another registration goes no further than this: it is refused before anything is stored, the try
counts, and who reviews the registration reads of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from mongoengine.errors import NotUniqueError
from msgspec import Meta

from services.identity.rules.consents import Purpose
from services.identity.rules.face_errors import SelfieUsed
from services.identity.rules.registration_decision import REPLAYED
from services.identity.rules.registration_errors import ChallengeOver, TooManyPictures
from services.identity.rules.registration_flow import CHALLENGE_MINUTES, MOST_FACES, Move, State, check
from services.identity.rules.sent_pictures import MOST_FRAME_BYTES, MOST_FRAMES, check_signature
from services.identity.store import registration_pictures, registrations
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
    """The same picture again without new movements is the same request again: it changes nothing. Raises NotAPicture,
    ConsentNeeded, ChallengeOver, TooManyPictures, SelfieUsed."""
    registration = mine(command, ctx)
    key = registrations.selfie_key(command.selfie)
    if key in (registration.selfie_keys or []) and registration.challenge_at is None:
        return RegistrationStep(registration.state)
    check(Move.SEND_FACE, State(registration.state))
    demand(registration, Purpose.FACE)
    for picture in (command.selfie, *command.frames):
        check_signature(picture)
    if registration.faces_sent >= MOST_FACES:
        raise TooManyPictures
    if command.frames:
        _check_challenge(registration, ctx)
    if registrations.is_sent_elsewhere(key, registration.id):
        raise _refused(registration)
    return _handed_over(registration, command, key, ctx)


def _handed_over(registration: Registration, command: SendFace, key: str, ctx: Context) -> RegistrationStep:
    pictures_id = ctx.new_id()
    before = registration.face_pictures
    registration_pictures.keep_face(pictures_id, command.selfie, command.frames)
    try:
        changed = change(
            registration,
            SelfieTaken(registration_id=registration.id, pictures_id=pictures_id),
            set__state=State.FACE_SENT,
            set__waiting_since=ctx.now,
            set__face_pictures=pictures_id,
            add_to_set__selfie_keys=key,
            inc__faces_sent=1,
            set__told=[],
            unset__challenge_at=True,
        )
    except NotUniqueError:  # another registration sent the same file in this moment
        registration_pictures.forget_one(pictures_id)
        raise _refused(registration) from None
    registration_pictures.forget_one(before)
    return RegistrationStep(changed.state)


def _refused(registration: Registration) -> SelfieUsed:
    change(registration, inc__faces_sent=1, push__refused_pictures=REPLAYED, set__told=[], unset__challenge_at=True)
    return SelfieUsed()


def _check_challenge(registration: Registration, ctx: Context) -> None:
    drawn = registration.challenge_at
    if drawn is None or ctx.now - drawn > timedelta(minutes=CHALLENGE_MINUTES):
        raise ChallengeOver
