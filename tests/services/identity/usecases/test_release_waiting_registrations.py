"""A picture that no worker looks at: told after half an hour, and the worker that comes late changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

import pytest

from services.identity.queries.registration_status import RegistrationStatus, registration_status
from services.identity.rules.consents import Purpose
from services.identity.rules.registration_flow import LONGEST_WAIT_MINUTES, State
from services.identity.rules.registration_words import NOT_LOOKED_AT, TOLD_WORDS
from services.identity.usecases.on_card_photographed import on_card_photographed
from services.identity.usecases.release_waiting_registrations import give_up_picture, release_waiting_registrations
from services.identity.usecases.send_card import SendCard, send_card
from shared.contracts.identity import CardPhotographed
from tests.services.identity.conftest import NOW
from tests.services.identity.registering import Applicant, applicant

pytestmark = pytest.mark.usefixtures("province")
JPEG = b"\xff\xd8\xff\xe0 a picture, for all that its first bytes say"
LONG = timedelta(minutes=LONGEST_WAIT_MINUTES, seconds=1)


class LateReader:
    def read(self, content: bytes) -> NoReturn:
        raise AssertionError(f"nobody waits any more for this picture of {len(content)} bytes")


def _sent() -> Applicant:
    somebody = applicant()
    somebody.agree(Purpose.CARD_PICTURE)
    send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
    return somebody


def test_after_half_an_hour_the_picture_may_be_sent_anew() -> None:
    somebody = _sent()
    assert release_waiting_registrations(NOW + LONG - timedelta(seconds=2)) == 0
    assert somebody.state == State.CARD_SENT
    assert release_waiting_registrations(NOW + LONG) == 1
    assert somebody.state == State.CARD_UNREAD
    assert registration_status(RegistrationStatus(**somebody.mine()), somebody.at()).told == [TOLD_WORDS[NOT_LOOKED_AT]]
    assert release_waiting_registrations(NOW + LONG) == 0
    send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
    assert somebody.state == State.CARD_SENT


def test_a_worker_that_comes_late_changes_nothing() -> None:
    somebody = _sent()
    told = CardPhotographed(registration_id=somebody.id, picture_id=somebody.stored().card_picture or "")
    release_waiting_registrations(NOW + LONG)
    on_card_photographed(told, LateReader())
    assert somebody.state == State.CARD_UNREAD


def test_who_does_not_wait_is_left_alone() -> None:
    somebody = applicant(State.CONFIRMED)
    assert release_waiting_registrations(NOW + timedelta(days=1)) == 0
    assert somebody.state == State.CONFIRMED


def test_what_no_try_could_read_is_told_at_once_and_a_newer_picture_waits_on() -> None:
    somebody = _sent()
    told = CardPhotographed(registration_id=somebody.id, picture_id=somebody.stored().card_picture or "")
    give_up_picture(told)
    assert somebody.state == State.CARD_UNREAD
    assert registration_status(RegistrationStatus(**somebody.mine()), somebody.at()).told == [TOLD_WORDS[NOT_LOOKED_AT]]
    send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
    give_up_picture(told)
    give_up_picture(CardPhotographed(registration_id="gone", picture_id="p1"))
    assert somebody.state == State.CARD_SENT
