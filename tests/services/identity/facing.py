"""Somebody whose card is read and confirmed, before the camera: with the real engine, or with none where only the door
is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from deploy.demo.faces.clips import film, jpeg
from deploy.demo.registrants import registrant
from services.identity.engines.faces.examiner import Examiner
from services.identity.rules.consents import Purpose
from services.identity.rules.registration_flow import State
from services.identity.store import registration_pictures
from services.identity.store.members import Member
from shared import ids
from tests.services.identity.registering import Applicant, Workers, applicant


@cache
def card_with_face_of(person: int) -> bytes:
    return registrant(41, person).card


def before_the_camera(
    member: Member | None = None, *, card: bytes = b"", examiner: Examiner | None = None, **more: Any
) -> Applicant:
    card_id = ids.new_id()
    registration_pictures.keep_card(card_id, card or b"\xff\xd8\xff")
    somebody = applicant(State.CONFIRMED, member, card_picture=card_id, match_verdict="certain", **more)
    somebody.workers = Workers(None, examiner)  # type: ignore[arg-type]  # no card is read here
    somebody.agree(Purpose.FACE)
    return somebody


def filmed(person: int, steps: Sequence[str], *, day: int = 1) -> list[bytes]:
    return [jpeg(frame, 72) for frame in film(person, steps, day=day)]
