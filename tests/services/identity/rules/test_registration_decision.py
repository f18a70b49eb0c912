"""What follows from the pictures: nothing but a code or a person verifies, and every doubt has its reason."""

from dataclasses import replace

import pytest

from services.identity.rules.face_errors import LIVENESS_WORDS, NOT_TAKEN_LIVE, SCREEN, TOO_FEW_FRAMES, WRONG_MOVEMENTS
from services.identity.rules.faces import Comparison
from services.identity.rules.liveness import LivenessReport
from services.identity.rules.membership import Status
from services.identity.rules.picture_errors import QUALITY_WORDS
from services.identity.rules.registration_decision import (
    CARD_ALONE,
    CARD_FACE_MISSING,
    CARD_REUSED,
    COPY_OF_CARD,
    COPY_OF_PORTRAIT,
    CORRECTED,
    FACE_DIFFERENT,
    FACE_UNSURE,
    HAS_ACCOUNT,
    MATCH_UNSURE,
    NO_MATCH,
    NOT_A_MEMBER_NOW,
    PICTURES_REFUSED,
    PORTRAIT_DIFFERENT,
    PORTRAIT_UNCLEAR,
    PORTRAIT_UNSURE,
    REASON_WORDS,
    REPLAYED,
    TRIES_USED_UP,
    Evidence,
    decide,
)
from services.identity.rules.registration_words import reason_words, refused_words, told_words

SAME = Comparison(0.3, "same", same_picture=False, model="Dlib")
GOOD = Evidence(
    match="certain",
    status=Status.OFFICIAL,
    has_account=False,
    phone=True,
    corrected=False,
    card_reused=False,
    replayed=False,
    face=SAME,
    liveness=LivenessReport(True),
    filmed=True,
    tries_left=3,
    refused_before=False,
)
NOT_MET = LivenessReport(False, [WRONG_MOVEMENTS])


def test_where_nothing_speaks_against_it_a_code_to_the_telephone_on_the_record_decides() -> None:
    assert decide(GOOD).outcome == "phone_wanted"


def test_without_such_a_telephone_a_person_decides() -> None:
    decision = decide(replace(GOOD, phone=False))
    assert (decision.outcome, decision.reasons) == ("in_review", [CARD_ALONE])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"match": "none"}, NO_MATCH),
        ({"match": "unsure"}, MATCH_UNSURE),
        ({"status": Status.LEFT}, NOT_A_MEMBER_NOW),
        ({"has_account": True}, HAS_ACCOUNT),
        ({"corrected": True}, CORRECTED),
        ({"card_reused": True}, CARD_REUSED),
        ({"face": None}, CARD_FACE_MISSING),
        ({"face": replace(SAME, verdict="unsure")}, FACE_UNSURE),
        ({"face": replace(SAME, verdict="different")}, FACE_DIFFERENT),
        ({"refused_before": True}, PICTURES_REFUSED),
        ({"portrait": replace(SAME, verdict="unsure")}, PORTRAIT_UNSURE),
        ({"portrait": replace(SAME, verdict="different")}, PORTRAIT_DIFFERENT),
    ],
)
def test_each_doubt_alone_brings_a_person_who_is_told_of_it(changed: dict[str, object], reason: str) -> None:
    decision = decide(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert (decision.outcome, decision.reasons) == ("in_review", [reason])
    assert reason_words([reason]) == [REASON_WORDS[reason]]


def test_all_doubts_are_told_together() -> None:
    doubtful = replace(GOOD, match="unsure", corrected=True, face=replace(SAME, verdict="different"))
    assert decide(doubtful).reasons == [MATCH_UNSURE, CORRECTED, FACE_DIFFERENT]


def test_a_challenge_that_was_not_met_is_tried_again_while_there_are_tries() -> None:
    again = decide(replace(GOOD, liveness=NOT_MET))
    assert (again.outcome, again.reasons) == ("face_unclear", [WRONG_MOVEMENTS])
    last = decide(replace(GOOD, liveness=NOT_MET, tries_left=0))
    assert (last.outcome, last.reasons) == ("in_review", [WRONG_MOVEMENTS, TRIES_USED_UP])


def test_without_frames_there_are_no_movements_to_try_again() -> None:
    decision = decide(replace(GOOD, liveness=LivenessReport(False, [TOO_FEW_FRAMES]), filmed=False))
    assert (decision.outcome, decision.reasons) == ("in_review", [TOO_FEW_FRAMES, TRIES_USED_UP])


REFUSED = [
    ({"replayed": True}, REPLAYED),
    ({"face": replace(SAME, same_picture=True)}, COPY_OF_CARD),
    ({"portrait": replace(SAME, same_picture=True)}, COPY_OF_PORTRAIT),
    ({"liveness": LivenessReport(False, [SCREEN])}, SCREEN),
]


@pytest.mark.parametrize(("changed", "reason"), REFUSED)
def test_a_picture_that_was_shown_before_or_copied_is_refused_and_the_person_asked_for_another(
    changed: dict[str, object], reason: str
) -> None:
    again = decide(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert (again.outcome, again.refused, again.told) == ("face_unclear", [reason], [NOT_TAKEN_LIVE])
    (sentence,) = told_words(again.told)
    assert "chụp lại trực tiếp trước máy ảnh" in sentence


@pytest.mark.parametrize(("changed", "reason"), REFUSED)
def test_after_the_last_try_a_person_looks_at_it(changed: dict[str, object], reason: str) -> None:
    last = decide(replace(GOOD, **changed, tries_left=0))  # type: ignore[arg-type]
    assert (last.outcome, last.reasons) == ("in_review", [reason, TRIES_USED_UP])


@pytest.mark.parametrize("changed", [changed for changed, _ in REFUSED])
def test_what_refuses_a_picture_hides_which_other_check_failed(changed: dict[str, object]) -> None:
    unmet = LivenessReport(False, [WRONG_MOVEMENTS, SCREEN])
    again = decide(replace(GOOD, **({"liveness": unmet} | changed)))  # type: ignore[arg-type]
    assert again.told == [NOT_TAKEN_LIVE]


def test_without_frames_a_refused_picture_is_taken_again_as_well() -> None:
    decision = decide(replace(GOOD, replayed=True, liveness=LivenessReport(False, [TOO_FEW_FRAMES]), filmed=False))
    assert (decision.outcome, decision.refused) == ("face_unclear", [REPLAYED])


def test_whoever_shows_another_face_gets_no_more_tries_to_learn_from() -> None:
    different = replace(SAME, verdict="different")
    for doubtful in (replace(GOOD, face=different), replace(GOOD, portrait=different)):
        for changed in ({"liveness": NOT_MET}, {"replayed": True}):
            assert decide(replace(doubtful, **changed)).outcome == "in_review"  # type: ignore[arg-type]


def test_a_portrait_that_is_alike_stands_in_for_a_card_without_a_face_and_verifies_nobody() -> None:
    decision = decide(replace(GOOD, face=None, portrait=SAME))
    assert decision.outcome == "phone_wanted"
    assert decide(replace(GOOD, face=None, portrait=SAME, phone=False)).reasons == [CARD_ALONE]


def test_a_portrait_on_which_no_face_is_found_speaks_against_nobody_and_is_remarked_to_a_reviewer() -> None:
    unclear = replace(GOOD, portrait_unclear=True)
    assert decide(unclear).outcome == "phone_wanted"
    assert decide(replace(unclear, phone=False)).reasons == [CARD_ALONE, PORTRAIT_UNCLEAR]
    assert decide(replace(unclear, face=None)).reasons == [CARD_FACE_MISSING, PORTRAIT_UNCLEAR]


def test_reasons_of_refused_pictures_are_counted_for_the_reviewer() -> None:
    assert refused_words([REPLAYED, COPY_OF_CARD, REPLAYED]) == [
        f"{REASON_WORDS[REPLAYED]} (2 lần)",
        REASON_WORDS[COPY_OF_CARD],
    ]


def test_the_advice_for_the_person_at_the_camera_is_not_given_to_the_secretary() -> None:
    assert reason_words([TOO_FEW_FRAMES]) == ["Máy chưa ghi đủ hình."]
    assert all("Đồng chí" not in words for words in reason_words([*LIVENESS_WORDS, *QUALITY_WORDS]))
    assert "Đồng chí" in told_words([TOO_FEW_FRAMES])[0]
