"""Somebody registers, use case by use case, on the real store with the real engines. What an engine said of one picture
is remembered: the same picture in a second attempt costs nothing, and the answer is the engine's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.identity.engines.cards import CardReader
from services.identity.engines.faces.engine import Face, FaceEngine
from services.identity.engines.faces.examiner import Examiner
from services.identity.rules.card_reading import CardReading
from services.identity.rules.consents import TEXTS, Purpose
from services.identity.rules.faces import Comparison
from services.identity.rules.liveness import Challenge, Observation
from services.identity.rules.registration_flow import State
from services.identity.store import registrations
from services.identity.store.members import Member
from services.identity.store.registrations import Registration
from services.identity.usecases.begin_registration import BeginRegistration, begin_registration
from services.identity.usecases.confirm_card import ConfirmCard, confirm_card
from services.identity.usecases.draw_challenge import DrawChallenge, draw_challenge
from services.identity.usecases.give_consent import GiveConsent, give_consent
from services.identity.usecases.on_card_photographed import on_card_photographed
from services.identity.usecases.on_selfie_taken import on_selfie_taken
from services.identity.usecases.send_card import SendCard, send_card
from services.identity.usecases.send_face import SendFace, send_face
from shared import ids
from shared.contracts.identity import CardPhotographed, SelfieTaken
from shared.errors import AppError
from shared.usecase import Context
from tests.services.identity.conftest import NOW


def _key(*parts: Any) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
    return digest.hexdigest()


class Memory:
    """Answers and refusals by the pictures they were about."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bool, Any]] = {}

    def of(self, key: str, work: Callable[[], Any]) -> Any:
        if key not in self._known:
            try:
                self._known[key] = True, work()
            except AppError as refused:
                self._known[key] = False, refused
        answered, told = self._known[key]
        if not answered:
            raise told
        return told


class RememberingEngine(FaceEngine):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._memory = Memory()

    def find(self, content: bytes, *, smallest: int = 0) -> Face:
        work = lambda: super(RememberingEngine, self).find(content, smallest=smallest)  # noqa: E731
        found: Face = self._memory.of(_key("find", content, smallest), work)
        return found

    def compare(self, one: Face, other: Face) -> Comparison:
        work = lambda: super(RememberingEngine, self).compare(one, other)  # noqa: E731
        compared: Comparison = self._memory.of(_key("compare", one.chip.tobytes(), other.chip.tobytes()), work)
        return compared

    def _observed(self, frame: bytes, selfie: Face | None) -> Observation:
        work = lambda: super(RememberingEngine, self)._observed(frame, selfie)  # noqa: E731
        chip = selfie.chip.tobytes() if selfie else b""
        observed: Observation = self._memory.of(_key("observed", frame, chip), work)
        return observed


@dataclass
class Workers:
    """Card worker and face worker, as the bus would call them."""

    reader: CardReader
    examiner: Examiner
    _memory: Memory = field(default_factory=Memory)

    def read(self, content: bytes) -> CardReading:
        reading: CardReading = self._memory.of(_key("read", content), lambda: self.reader.read(content))
        return reading

    def examine(
        self, card: bytes, selfie: bytes, frames: list[bytes], challenge: Challenge, portrait: bytes | None = None
    ) -> Any:
        key = _key("examine", card, selfie, *frames, challenge.steps, portrait)
        return self._memory.of(key, lambda: self.examiner.examine(card, selfie, frames, challenge, portrait))


@dataclass
class Applicant:
    """`now`: the day of the attempt."""

    workers: Workers
    now: datetime
    id: str = ""
    secret: str = ""

    def at(self) -> Context:
        return Context(None, self.now, "correlation")

    def mine(self) -> dict[str, str]:
        return {"registration_id": self.id, "secret": self.secret}

    def stored(self) -> Registration:
        return registrations.get(self.id)

    @property
    def state(self) -> str:
        return str(self.stored().state)

    def begin(self, address: str = "") -> None:
        begun = begin_registration(BeginRegistration(address=address or ids.new_id()), self.at())
        self.id, self.secret = begun.registration_id, begun.secret

    def agree(self, purpose: Purpose) -> None:
        give_consent(GiveConsent(**self.mine(), purpose=purpose, text_version=TEXTS[purpose].version), self.at())

    def show_card(self, picture: bytes) -> str:
        self.agree(Purpose.CARD_PICTURE)
        send_card(SendCard(**self.mine(), picture=picture), self.at())
        told = CardPhotographed(registration_id=self.id, picture_id=self.stored().card_picture or "")
        on_card_photographed(told, self.workers)
        return self.state

    def confirm(self, **card: str) -> str:
        return confirm_card(ConfirmCard(**self.mine(), card=card), self.at()).state

    def challenge(self) -> list[str]:
        self.agree(Purpose.FACE)
        return draw_challenge(DrawChallenge(**self.mine()), self.at()).steps

    def show_face(self, selfie: bytes, frames: Sequence[bytes], *, codes_sent: bool = True) -> str:
        send_face(SendFace(**self.mine(), selfie=selfie, frames=list(frames)), self.at())
        told = SelfieTaken(registration_id=self.id, pictures_id=self.stored().face_pictures or "")
        on_selfie_taken(told, self.workers, self.now, codes_sent=codes_sent)
        return self.state


CELL = "ts/x01/c0101/"


def applicant(state: State = State.BEGUN, member: Member | None = None, **more: Any) -> Applicant:
    """Somebody who came as far as this."""
    somebody = Applicant(workers=None, now=NOW)  # type: ignore[arg-type]  # no picture is looked at here
    somebody.begin()
    told = {"state": str(state), "member_id": member.id if member else None, "path": CELL} | more
    Registration.objects(pk=somebody.id).update_one(**{f"set__{name}": value for name, value in told.items()})
    return somebody
