"""Consents of a registration, its limits, and how it is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.identity.queries.registration_status import RegistrationStatus, registration_status
from services.identity.rules.consents import TEXTS, Purpose, text_of
from services.identity.rules.registration_errors import ConsentNeeded, ConsentTextChanged, NotNow, TooManyRegistrations
from services.identity.rules.registration_flow import State
from services.identity.store import consents, registration_pictures
from services.identity.store.registration_pictures import BlobNotFound
from services.identity.usecases.begin_registration import MOST_AN_HOUR
from services.identity.usecases.draw_challenge import DrawChallenge, draw_challenge
from services.identity.usecases.forget_old_registrations import forget_old_registrations
from services.identity.usecases.give_consent import GiveConsent, give_consent
from services.identity.usecases.send_card import SendCard, send_card
from services.identity.usecases.stop_registration import StopRegistration, stop_registration
from shared.store import database
from tests.services.identity.conftest import NOW
from tests.services.identity.registering import Applicant, applicant

pytestmark = pytest.mark.usefixtures("province")
JPEG = b"\xff\xd8\xff\xe0 a picture, for all that its first bytes say"


class TestConsent:
    def test_without_it_no_picture_is_stored(self) -> None:
        somebody = applicant()
        with pytest.raises(ConsentNeeded):
            send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
        assert database()["fs.files"].count_documents({}) == 0

    def test_a_text_that_changed_meanwhile_is_shown_again(self) -> None:
        somebody = applicant()
        with pytest.raises(ConsentTextChanged):
            give_consent(GiveConsent(**somebody.mine(), purpose=Purpose.CARD_PICTURE, text_version=99), somebody.at())

    def test_who_agreed_to_an_earlier_text_is_asked_again_and_the_earlier_proof_stays(self) -> None:
        somebody = applicant(State.CONFIRMED)
        consents.give("earlier", somebody.id, Purpose.FACE, 1, NOW)
        with pytest.raises(ConsentNeeded):
            draw_challenge(DrawChallenge(**somebody.mine()), somebody.at())
        assert registration_status(RegistrationStatus(**somebody.mine()), somebody.at()).agreed == []
        somebody.agree(Purpose.FACE)
        assert draw_challenge(DrawChallenge(**somebody.mine()), somebody.at()).steps
        given = {row["text_version"] for row in database()["consents"].find({"subject": somebody.id})}
        assert given == {1, TEXTS[Purpose.FACE].version}
        assert text_of(Purpose.FACE, 1).title == "So khuôn mặt với ảnh trên thẻ"
        assert "hồ sơ" in text_of(Purpose.FACE, TEXTS[Purpose.FACE].version).title

    def test_stopping_takes_all_consents_back_and_deletes_what_was_sent(self) -> None:
        somebody = applicant()
        somebody.agree(Purpose.CARD_PICTURE)
        send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
        picture = somebody.stored().card_picture
        stop_registration(StopRegistration(**somebody.mine()), somebody.at())
        assert somebody.state == State.STOPPED
        assert not consents.is_given(somebody.id, Purpose.CARD_PICTURE, TEXTS[Purpose.CARD_PICTURE].version)
        with pytest.raises(BlobNotFound):
            registration_pictures.card(picture or "")
        with pytest.raises(NotNow):
            send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())

    def test_the_proof_of_a_consent_that_was_taken_back_stays_when_it_is_given_again(self) -> None:
        somebody = applicant()
        somebody.agree(Purpose.FACE)
        consents.withdraw_all(somebody.id, NOW)
        somebody.agree(Purpose.FACE)
        rows = list(database()["consents"].find({"subject": somebody.id}))
        assert len(rows) == 2
        assert sum(row.get("withdrawn_at") is not None for row in rows) == 1


class TestLimitsAndForgetting:
    def test_one_address_begins_sixty_an_hour(self) -> None:
        for _ in range(MOST_AN_HOUR):
            Applicant(workers=None, now=NOW).begin("10.0.0.1")  # type: ignore[arg-type]
        with pytest.raises(TooManyRegistrations):
            Applicant(workers=None, now=NOW).begin("10.0.0.1")  # type: ignore[arg-type]
        Applicant(workers=None, now=NOW).begin("10.0.0.2")  # type: ignore[arg-type]
        Applicant(workers=None, now=NOW + timedelta(hours=1, seconds=1)).begin("10.0.0.1")  # type: ignore[arg-type]

    def test_pictures_of_what_was_given_up_go_after_the_set_hours(self) -> None:
        somebody = applicant()
        somebody.agree(Purpose.CARD_PICTURE)
        send_card(SendCard(**somebody.mine(), picture=JPEG), somebody.at())
        picture = somebody.stored().card_picture or ""
        forget_old_registrations(NOW + timedelta(hours=71), 72)
        assert registration_pictures.card(picture) == JPEG
        forget_old_registrations(NOW + timedelta(hours=73), 72)
        with pytest.raises(BlobNotFound):
            registration_pictures.card(picture)

    def test_a_picture_that_a_kill_left_to_nobody_goes_as_well(self) -> None:
        kept = applicant()
        kept.agree(Purpose.CARD_PICTURE)
        send_card(SendCard(**kept.mine(), picture=JPEG), kept.at())
        registration_pictures.keep_card("left-behind", JPEG)  # and killed before the registration names it
        database()["fs.chunks"].insert_one({"files_id": "half-written", "n": 0, "data": b"sealed"})
        soon = NOW.replace(year=2099)  # the store stamps files with its own clock
        forget_old_registrations(soon, 10**6)
        registration_pictures.remove_fragments(soon)
        with pytest.raises(BlobNotFound):
            registration_pictures.card("left-behind")
        assert database()["fs.chunks"].count_documents({"files_id": "half-written"}) == 0
        assert registration_pictures.card(kept.stored().card_picture or "") == JPEG

    def test_a_picture_that_is_being_sent_is_left_alone(self) -> None:
        registration_pictures.keep_card("on-its-way", JPEG)
        forget_old_registrations(NOW, 72)
        assert registration_pictures.card("on-its-way") == JPEG
