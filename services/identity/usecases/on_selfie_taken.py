"""The face worker's job: the face on the card, the one on the register's photograph where there is one, the face before
the camera, the movements; then the decision. Run twice it does nothing the second time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol

from services.identity.rules.consents import Purpose
from services.identity.rules.face_errors import TOO_FEW_FRAMES
from services.identity.rules.faces import UNCLEAR, Comparison
from services.identity.rules.fingerprints import Fingerprint
from services.identity.rules.liveness import Challenge, LivenessReport
from services.identity.rules.membership import Status
from services.identity.rules.picture_errors import PictureRefused
from services.identity.rules.registration_decision import Evidence, decide
from services.identity.rules.registration_errors import RegistrationNotFound
from services.identity.rules.registration_flow import MOST_FACES, State
from services.identity.store import accounts, members, organisations, registration_pictures, registrations
from services.identity.store.registrations import Registration
from services.identity.usecases.finding_registration import agreed
from services.identity.usecases.knowing_portrait import portrait_of
from shared.contracts.identity import RegistrationDecided, SelfieTaken
from shared.outbox import change
from shared.store import BlobNotFound

SELFIES_REMEMBERED = registrations.KEPT_AFTER_END
REUSED_AFTER = 3
"""Registrations with one card within a day before somebody looks."""


class Seen(Protocol):
    @property
    def face(self) -> Comparison | None: ...

    @property
    def liveness(self) -> LivenessReport: ...

    @property
    def selfie(self) -> Fingerprint: ...

    @property
    def portrait(self) -> Comparison | None: ...

    @property
    def portrait_unclear(self) -> bool: ...


class FaceExaminer(Protocol):
    def examine(
        self, card: bytes, selfie: bytes, frames: list[bytes], challenge: Challenge, portrait: bytes | None = None
    ) -> Seen:
        """Raises PictureRefused for a selfie that cannot be used."""


def on_selfie_taken(told: SelfieTaken, examiner: FaceExaminer, now: datetime, *, codes_sent: bool) -> None:
    """`codes_sent`: the province sends one-time codes to telephones."""
    registration = _waiting(told)
    if registration is None:
        return
    try:
        card = registration_pictures.card(registration.card_picture or "")
        taken = registration_pictures.face(told.pictures_id)
    except BlobNotFound:
        return
    challenge = Challenge(tuple(registration.challenge))
    try:
        seen = examiner.examine(card, taken.selfie, taken.frames, challenge, _portrait(registration))
    except PictureRefused as refused:
        change(registration, set__state=State.FACE_UNCLEAR, set__told=[refused.code])
        return
    _settle(registration, seen, _evidence(registration, seen, bool(taken.frames), now, codes_sent), now)


def _settle(registration: Registration, seen: Seen, evidence: Evidence, now: datetime) -> None:
    decision = decide(evidence)
    update: dict[str, Any] = {
        "set__state": State(decision.outcome),
        "set__reasons": decision.reasons,
        "set__selfie_pixels": seen.selfie.pixels,
        "set__selfie_look": seen.selfie.look,
        "set__face_distance": seen.face.distance if seen.face else None,
        "set__face_verdict": seen.face.verdict if seen.face else None,
        "set__portrait_distance": seen.portrait.distance if seen.portrait else None,
        "set__portrait_verdict": _portrait_verdict(seen),
    }
    if decision.refused:
        update["push_all__refused_pictures"] = decision.refused
    if decision.outcome == "face_unclear":
        change(registration, **update, set__told=decision.told)
        return
    path = path_of(registration)
    if decision.outcome == "phone_wanted":
        change(registration, **update, set__path=path)
        return
    event = RegistrationDecided(registration_id=registration.id, path=path, outcome=decision.outcome)
    change(registration, event, **update, set__path=path, set__decided_at=now)


def _evidence(registration: Registration, seen: Seen, moved: bool, now: datetime, codes_sent: bool) -> Evidence:
    """`moved`: frames were sent at all."""
    member = members.by_id(registration.member_id) if registration.member_id else None
    return Evidence(
        match=registration.match_verdict or "none",
        status=Status(member.status) if member else None,
        has_account=member is not None and accounts.of_member(member.id) is not None,
        phone=codes_sent and member is not None and bool(member.phone),
        corrected=registration.corrected,
        card_reused=_card_is_reused(registration, now),
        replayed=registrations.selfie_was_used(seen.selfie, registration.id, now - SELFIES_REMEMBERED),
        face=seen.face,
        portrait=seen.portrait,
        portrait_unclear=seen.portrait_unclear,
        liveness=seen.liveness if moved else LivenessReport(False, [TOO_FEW_FRAMES]),
        filmed=moved,
        tries_left=MOST_FACES - registration.faces_sent,
        refused_before=bool(registration.refused_pictures),
    )


def _portrait(registration: Registration) -> bytes | None:
    """Of the one member whom the card names for certain, and only for who agreed to the text that names it."""
    if registration.match_verdict != "certain" or registration.member_id is None:
        return None
    return portrait_of(registration.member_id) if agreed(registration.id, Purpose.FACE) else None


def _portrait_verdict(seen: Seen) -> str | None:
    if seen.portrait is not None:
        return seen.portrait.verdict
    return UNCLEAR if seen.portrait_unclear else None


def path_of(registration: Registration) -> str:
    """The cell of the best record; where nobody was found, the province looks."""
    member = members.by_id(registration.member_id) if registration.member_id else None
    return member.cell_path if member else organisations.root_path()


def _card_is_reused(registration: Registration, now: datetime) -> bool:
    if not registration.card_key:
        return False
    since = now - timedelta(days=1)
    return registrations.others_with_card(registration.card_key, registration.id, since) >= REUSED_AFTER


def _waiting(told: SelfieTaken) -> Registration | None:
    try:
        found = registrations.get(told.registration_id)
    except RegistrationNotFound:
        return None
    return found if found.state == State.FACE_SENT and found.face_pictures == told.pictures_id else None
