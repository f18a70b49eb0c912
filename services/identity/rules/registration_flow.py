"""The way of a registration, as one table. Everything else asks this file what may happen next.

begun ─ card_sent ─ card_read ─ confirmed ─ face_sent ─┬ phone_wanted ─ verified ─ enrolled
          └ card_unread                └ face_unclear  ├ in_review ─┬ verified
asked_for_person (from everywhere, into the review) ───┘            └ refused
stopped (from everywhere that is not the end)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.identity.rules.registration_errors import NotNow


class State(StrEnum):
    BEGUN = "begun"
    CARD_SENT = "card_sent"
    CARD_UNREAD = "card_unread"
    CARD_READ = "card_read"
    CONFIRMED = "confirmed"
    FACE_SENT = "face_sent"
    FACE_UNCLEAR = "face_unclear"
    PHONE_WANTED = "phone_wanted"
    IN_REVIEW = "in_review"
    VERIFIED = "verified"
    ENROLLED = "enrolled"
    REFUSED = "refused"
    STOPPED = "stopped"


class Move(StrEnum):
    SEND_CARD = "send_card"
    CONFIRM = "confirm"
    DRAW_CHALLENGE = "draw_challenge"
    SEND_FACE = "send_face"
    ASK_FOR_PERSON = "ask_for_person"
    DECIDE = "decide"
    CONFIRM_PHONE = "confirm_phone"
    ENROL = "enrol"
    STOP = "stop"


_S = State
ALLOWED: Mapping[Move, frozenset[State]] = {
    Move.SEND_CARD: frozenset({_S.BEGUN, _S.CARD_UNREAD, _S.CARD_READ, _S.CONFIRMED}),
    Move.CONFIRM: frozenset({_S.CARD_READ, _S.CONFIRMED}),
    Move.DRAW_CHALLENGE: frozenset({_S.CONFIRMED, _S.FACE_UNCLEAR}),
    Move.SEND_FACE: frozenset({_S.CONFIRMED, _S.FACE_UNCLEAR}),
    Move.ASK_FOR_PERSON: frozenset(
        {
            _S.BEGUN,
            _S.CARD_SENT,
            _S.CARD_UNREAD,
            _S.CARD_READ,
            _S.CONFIRMED,
            _S.FACE_SENT,
            _S.FACE_UNCLEAR,
            _S.PHONE_WANTED,
        }
    ),
    Move.CONFIRM_PHONE: frozenset({_S.PHONE_WANTED}),
    Move.DECIDE: frozenset({_S.IN_REVIEW}),
    Move.ENROL: frozenset({_S.VERIFIED}),
    Move.STOP: frozenset(_S) - {_S.ENROLLED, _S.REFUSED, _S.STOPPED},
}
WAITING = frozenset({_S.CARD_SENT, _S.FACE_SENT})
"""Something is being worked on; the page asks again."""
ENDED = frozenset({_S.ENROLLED, _S.REFUSED, _S.STOPPED})
LONGEST_WAIT_MINUTES = 30
"""For a worker; then the picture may be sent anew. A message that comes back later finds the registration moved on."""
UNSEEN: Mapping[State, State] = {_S.CARD_SENT: _S.CARD_UNREAD, _S.FACE_SENT: _S.FACE_UNCLEAR}
MOST_CARDS, MOST_FACES = 8, 4
"""Pictures one registration may send; then a person helps."""
MOST_CODES = 5
"""With five guesses each, 25 in a million."""
CHALLENGE_MINUTES = 5
MOST_CHALLENGES = 8
"""Old hands let some run out."""
LIFETIME_HOURS = 24


def check(move: Move, state: State) -> None:
    """Raises NotNow."""
    if state not in ALLOWED[move]:
        raise NotNow
