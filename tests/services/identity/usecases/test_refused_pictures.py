"""Pictures that the machine refuses: sent before, or taken of a picture. The person takes another; a person decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from deploy.demo.faces.clips import jpeg, portrait, selfie
from services.identity.engines.faces.examiner import Examiner
from services.identity.queries.list_registrations import ListRegistrations, list_registrations
from services.identity.queries.read_registration import ReadRegistration, read_registration
from services.identity.queries.registration_status import RegistrationStatus, registration_status
from services.identity.rules.face_errors import SelfieUsed
from services.identity.rules.registration_decision import COPY_OF_CARD, PICTURES_REFUSED, REASON_WORDS, REPLAYED
from services.identity.rules.registration_errors import ChallengeOver, NotNow, TooManyPictures
from services.identity.rules.registration_flow import MOST_FACES, State
from services.identity.settings import FaceSettings, load
from services.identity.store.registrations import Registration
from services.identity.usecases.ask_for_person import AskForPerson, ask_for_person
from services.identity.usecases.send_face import SendFace, send_face
from services.identity.usecases.stop_registration import StopRegistration, stop_registration
from shared.outbox import ChangedByAnother
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.facing import before_the_camera, card_with_face_of, filmed
from tests.services.identity.registering import Applicant, RememberingEngine

At = Callable[..., Context]
WITHOUT_ACCOUNT = "Hoàng Văn Thuận"
SELFIE, OTHER, FRAME = b"\xff\xd8\xff a selfie", b"\xff\xd8\xff another selfie", b"\xff\xd8\xff a frame"


def sent(somebody: Applicant, selfie: bytes = SELFIE, *, moving: bool = True) -> str:
    if moving:
        somebody.challenge()
    wish = SendFace(**somebody.mine(), selfie=selfie, frames=[FRAME] if moving else [])
    return send_face(wish, somebody.at()).state


@pytest.mark.usefixtures("province")
class TestTheSameFile:
    def test_a_file_of_another_registration_is_refused_before_anything_is_stored_and_the_try_counts(self) -> None:
        sent(before_the_camera())
        other = before_the_camera()
        files = database()["fs.files"].count_documents({})
        with pytest.raises(SelfieUsed, match="chụp ảnh mới"):
            sent(other)
        assert database()["fs.files"].count_documents({}) == files
        stored = other.stored()
        assert (stored.state, stored.faces_sent, stored.face_pictures) == (State.CONFIRMED, 1, None)
        assert list(stored.refused_pictures) == [REPLAYED]
        assert stored.challenge_at is None
        assert sent(other, OTHER) == State.FACE_SENT

    def test_nobody_tries_files_without_end(self) -> None:
        sent(before_the_camera())
        other = before_the_camera()
        for _ in range(MOST_FACES):
            with pytest.raises(SelfieUsed):
                sent(other)
        for picture in (SELFIE, OTHER):
            with pytest.raises(TooManyPictures):
                sent(other, picture, moving=False)
        with pytest.raises(TooManyPictures):
            other.challenge()

    def test_the_same_request_again_is_no_second_picture(self) -> None:
        somebody = before_the_camera()
        somebody.challenge()
        wish = SendFace(**somebody.mine(), selfie=SELFIE, frames=[FRAME])
        first = send_face(wish, somebody.at())
        before = somebody.stored()
        assert send_face(wish, somebody.at()) == first
        after = somebody.stored()
        assert (after.version, after.faces_sent, after.face_pictures) == (before.version, 1, before.face_pictures)

    def test_another_picture_while_one_is_looked_at_is_not_taken(self) -> None:
        somebody = before_the_camera()
        sent(somebody)
        with pytest.raises(NotNow):
            sent(somebody, OTHER, moving=False)

    def test_an_own_picture_with_new_movements_is_a_new_try(self) -> None:
        somebody = before_the_camera()
        sent(somebody)
        Registration.objects(pk=somebody.id).update_one(set__state=State.FACE_UNCLEAR)
        assert sent(somebody) == State.FACE_SENT
        assert somebody.stored().faces_sent == 2

    def test_of_two_registrations_that_send_one_file_at_once_one_is_refused(self) -> None:
        both = [before_the_camera() for _ in range(2)]
        start, told = Barrier(2), []

        def go(somebody: Applicant) -> None:
            start.wait()
            try:
                told.append(sent(somebody))
            except SelfieUsed:
                told.append("refused")

        threads = [Thread(target=go, args=(somebody,)) for somebody in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == [State.FACE_SENT, "refused"]
        assert database()["fs.files"].count_documents({}) == 3  # two cards, one face

    def test_a_challenge_that_is_over_says_nothing_about_the_file(self) -> None:
        sent(before_the_camera())
        other = before_the_camera()
        other.challenge()
        other.now += timedelta(minutes=6)
        with pytest.raises(ChallengeOver):
            send_face(SendFace(**other.mine(), selfie=SELFIE, frames=[FRAME]), other.at())

    def test_whoever_stops_leaves_no_mark_of_the_picture(self) -> None:
        somebody = before_the_camera()
        sent(somebody)
        assert SELFIE not in str(somebody.stored().selfie_keys).encode()
        stop_registration(StopRegistration(**somebody.mine()), somebody.at())
        assert "selfie_keys" not in database()["registrations"].find_one({"_id": somebody.id})
        assert sent(before_the_camera()) == State.FACE_SENT

    def test_two_requests_of_one_registration_at_once_count_one_try(self) -> None:
        somebody = before_the_camera()
        somebody.challenge()
        wish = SendFace(**somebody.mine(), selfie=SELFIE, frames=[FRAME])
        start, told = Barrier(2), []

        def go() -> None:
            start.wait()
            try:
                told.append(send_face(wish, somebody.at()).state)
            except ChangedByAnother:
                told.append("again")

        threads = [Thread(target=go) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert State.FACE_SENT in told
        assert somebody.stored().faces_sent == 1

    def test_whoever_asks_for_a_person_is_seen_with_the_refused_pictures(self, province: Province, at: At) -> None:
        sent(before_the_camera())
        other = before_the_camera(province.member(WITHOUT_ACCOUNT))
        with pytest.raises(SelfieUsed):
            sent(other)
        told = AskForPerson(**other.mine(), full_name="Hoàng Văn Thuận", phone="0950 111 222", cell="c0101")
        ask_for_person(told, other.at())
        assert list(other.stored().reasons) == ["asked_for_person", PICTURES_REFUSED]
        secretary = province.actor("Đinh Thị Hương", ("cell_secretary", "ts/x01/c0101/"))
        seen = read_registration(ReadRegistration(registration_id=other.id), at(secretary))
        assert seen.refused == [REASON_WORDS[REPLAYED]]


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    return Examiner(RememberingEngine.start(load(FaceSettings, {}), tmp_path_factory.mktemp("faces")))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ImportWarning")
class TestPicturesOfPictures:
    def shown(self, somebody: Applicant, picture: bytes, *, day: int) -> str:
        return somebody.show_face(picture, filmed(1, somebody.challenge(), day=day))

    def test_a_recompressed_replay_is_refused_and_a_good_picture_afterwards_goes_to_a_person(
        self, province: Province, examiner: Examiner, at: At
    ) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        first, second = (before_the_camera(member, card=card_with_face_of(1), examiner=examiner) for _ in range(2))
        assert self.shown(first, jpeg(selfie(1, 3)), day=3) == State.PHONE_WANTED
        assert self.shown(second, jpeg(selfie(1, 3), 70), day=3) == State.FACE_UNCLEAR
        told = registration_status(RegistrationStatus(**second.mine()), second.at()).told
        assert len(told) == 1
        assert "trực tiếp trước máy ảnh" in told[0]
        assert REASON_WORDS[REPLAYED] not in told
        assert self.shown(second, jpeg(selfie(1, 1)), day=1) == State.IN_REVIEW
        assert list(second.stored().reasons) == [PICTURES_REFUSED]
        secretary = at(province.actor("Đinh Thị Hương", ("cell_secretary", "ts/x01/c0101/")))
        seen = read_registration(ReadRegistration(registration_id=second.id), secretary)
        assert (seen.reasons, seen.refused) == ([REASON_WORDS[PICTURES_REFUSED]], [REASON_WORDS[REPLAYED]])
        listed = list_registrations(ListRegistrations(), secretary).items
        assert [row.reasons for row in listed] == [[REASON_WORDS[PICTURES_REFUSED]]]

    def test_the_portrait_of_the_card_instead_of_a_face_is_refused_until_the_tries_are_used_up(
        self, province: Province, examiner: Examiner
    ) -> None:
        member = province.member(WITHOUT_ACCOUNT)
        somebody = before_the_camera(member, card=jpeg(portrait(1)), examiner=examiner)
        copy = jpeg(portrait(1), 70)
        outcomes = [self.shown(somebody, copy, day=1) for _ in range(MOST_FACES)]
        assert outcomes == [*[State.FACE_UNCLEAR] * (MOST_FACES - 1), State.IN_REVIEW]
        stored = somebody.stored()
        assert COPY_OF_CARD in stored.reasons
        assert list(stored.refused_pictures).count(COPY_OF_CARD) == MOST_FACES
