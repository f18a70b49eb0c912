"""The register's photograph beside the card: what it says for and against whoever registers, never that it is them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from deploy.demo.faces.clips import jpeg, portrait, selfie
from services.identity.engines.faces.examiner import Examiner
from services.identity.queries.read_registration import ReadRegistration, RegistrationView, read_registration
from services.identity.queries.registration_picture import RegistrationPicture, registration_picture
from services.identity.rules.faces import UNCLEAR
from services.identity.rules.papers import PORTRAIT
from services.identity.rules.registration_decision import (
    CARD_FACE_MISSING,
    COPY_OF_PORTRAIT,
    FACE_DIFFERENT,
    PORTRAIT_DIFFERENT,
    PORTRAIT_UNCLEAR,
    PORTRAIT_UNSURE,
    REASON_WORDS,
)
from services.identity.rules.registration_errors import PictureGone
from services.identity.rules.registration_flow import State
from services.identity.settings import FaceSettings, load
from services.identity.store.consents import Consent
from services.identity.store.members import Member
from services.identity.store.registrations import Registration
from services.identity.usecases.attach_paper import AttachPaper, attach_paper
from services.identity.usecases.on_selfie_taken import on_selfie_taken
from services.identity.usecases.send_face import SendFace, send_face
from shared.contracts.identity import SelfieTaken
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.facing import before_the_camera, filmed
from tests.services.identity.registering import Applicant, RememberingEngine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ImportWarning"),
]
At = Callable[..., Context]
ME, UNLIKE, ALIKE = 1, 2, 13
"""The shipped model finds ME and UNLIKE different, and is unsure of ME and ALIKE."""
NO_FACE = jpeg(np.full((600, 480, 3), 128, np.uint8))


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    return Examiner(RememberingEngine.start(load(FaceSettings, {}), tmp_path_factory.mktemp("faces")))


@pytest.fixture
def member(province: Province) -> Member:
    return province.member("Hoàng Văn Thuận")


@pytest.fixture
def secretary(province: Province, at: At) -> Context:
    return at(province.actor("Đinh Thị Hương", ("cell_secretary", "ts/x01/c0101/")))


@pytest.fixture
def attach(province: Province, member: Member, at: At) -> Callable[[bytes], None]:
    officer = at(province.actor("Lê Đức An", ("committee_officer", "ts/x01/")))

    def work(content: bytes) -> None:
        wish = AttachPaper(
            member_id=member.id, paper_type=PORTRAIT, title="Ảnh", file_name="anh.jpg", content=content, looked_at=True
        )
        attach_paper(wish, officer)

    return work


def shown(somebody: Applicant, picture: bytes = b"") -> str:
    return somebody.show_face(picture or jpeg(selfie(ME)), filmed(ME, somebody.challenge()))


def seen_by(secretary: Context, somebody: Applicant) -> RegistrationView:
    return read_registration(ReadRegistration(registration_id=somebody.id), secretary)


def test_a_portrait_that_is_alike_lets_the_code_be_wanted_and_verifies_nobody(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner
) -> None:
    attach(jpeg(portrait(ME)))
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    assert shown(somebody) == State.PHONE_WANTED
    stored = somebody.stored()
    assert stored.portrait_verdict == "same"
    assert stored.portrait_distance > 0


@pytest.mark.parametrize("other", [(UNLIKE, PORTRAIT_DIFFERENT), (ALIKE, PORTRAIT_UNSURE)])
def test_a_forged_card_with_the_own_face_does_not_get_past_another_face_in_the_register(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner, secretary: Context, other: tuple[int, str]
) -> None:
    person, reason = other
    attach(jpeg(portrait(person)))
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    assert shown(somebody) == State.IN_REVIEW
    assert list(somebody.stored().reasons) == [reason]
    found = seen_by(secretary, somebody)
    assert found.has_portrait
    assert found.face_words
    assert "giống khuôn mặt vừa chụp" in found.face_words
    assert found.portrait_words
    assert f"{found.portrait_distance:.2f}".replace(".", ",") in found.portrait_words


def test_where_the_card_shows_no_face_an_alike_portrait_stands_in_for_it(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner
) -> None:
    without = before_the_camera(member, card=NO_FACE, examiner=examiner)
    assert shown(without) == State.IN_REVIEW
    assert list(without.stored().reasons) == [CARD_FACE_MISSING]
    Registration.objects.delete()
    attach(jpeg(portrait(ME)))
    assert shown(before_the_camera(member, card=NO_FACE, examiner=examiner)) == State.PHONE_WANTED


@pytest.mark.parametrize("content", [NO_FACE, jpeg(np.hstack([portrait(1), portrait(11)]))])
def test_a_portrait_without_one_face_counts_as_none_and_the_reviewer_is_told(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner, secretary: Context, content: bytes
) -> None:
    attach(content)
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    assert shown(somebody) == State.PHONE_WANTED
    assert somebody.stored().portrait_verdict == UNCLEAR
    Registration.objects.delete()
    other = before_the_camera(member, card=jpeg(portrait(UNLIKE)), examiner=examiner)
    assert shown(other) == State.IN_REVIEW
    found = seen_by(secretary, other)
    assert found.reasons == [REASON_WORDS[FACE_DIFFERENT], REASON_WORDS[PORTRAIT_UNCLEAR]]
    assert found.portrait_words
    assert "không so được" in found.portrait_words


def test_a_copy_of_the_portrait_is_a_refused_picture(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner
) -> None:
    attach(jpeg(selfie(ME, 5)))
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    assert shown(somebody, jpeg(selfie(ME, 5), 70)) == State.FACE_UNCLEAR
    assert COPY_OF_PORTRAIT in somebody.stored().refused_pictures


@pytest.mark.parametrize("doubt", [{"match_verdict": "unsure"}, {"text_version": 1}])
def test_only_the_portrait_of_a_certain_member_is_compared_and_only_for_who_agreed_to_it(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner, doubt: dict[str, object]
) -> None:
    attach(jpeg(portrait(UNLIKE)))
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    steps = somebody.challenge()
    send_face(SendFace(**somebody.mine(), selfie=jpeg(selfie(ME)), frames=filmed(ME, steps)), somebody.at())
    if "text_version" in doubt:
        Consent.objects(subject=somebody.id).update(set__text_version=1)
    else:
        Registration.objects(pk=somebody.id).update_one(set__match_verdict="unsure")
    told = SelfieTaken(registration_id=somebody.id, pictures_id=somebody.stored().face_pictures or "")
    on_selfie_taken(told, somebody.workers, somebody.now, codes_sent=True)
    assert somebody.state in {State.PHONE_WANTED, State.IN_REVIEW}
    assert somebody.stored().portrait_verdict is None


def test_the_reviewer_sees_three_pictures_and_each_look_is_in_the_trail(
    member: Member, attach: Callable[[bytes], None], examiner: Examiner, secretary: Context
) -> None:
    attach(jpeg(portrait(UNLIKE)))
    somebody = before_the_camera(member, card=jpeg(portrait(ME)), examiner=examiner)
    shown(somebody)
    pictures = [
        registration_picture(RegistrationPicture(registration_id=somebody.id, kind=kind), secretary).content
        for kind in ("card", "portrait", "selfie")
    ]
    assert pictures == [jpeg(portrait(ME)), jpeg(portrait(UNLIKE)), jpeg(selfie(ME))]
    entries = list(database()["audit_entries"].find({"action": "identity.registration_picture_seen"}))
    assert _kinds(entries) == ["card", "portrait", "selfie"]
    assert all(entry["about"] == [member.id] for entry in entries)


def test_the_secretary_of_another_cell_with_whom_it_waits_does_not_see_the_portrait(
    province: Province, member: Member, attach: Callable[[bytes], None], at: At
) -> None:
    attach(jpeg(portrait(UNLIKE)))
    somebody = before_the_camera(member)
    Registration.objects(pk=somebody.id).update_one(set__state=State.IN_REVIEW, set__path="ts/x01/c0102/")
    elsewhere = at(province.actor("Đỗ Văn An", ("cell_secretary", "ts/x01/c0102/")))
    assert not seen_by(elsewhere, somebody).has_portrait
    with pytest.raises(PictureGone):
        registration_picture(RegistrationPicture(registration_id=somebody.id, kind="portrait"), elsewhere)


def _kinds(entries: Sequence[dict[str, dict[str, str]]]) -> list[str]:
    return sorted(entry["details"]["kind"] for entry in entries)
