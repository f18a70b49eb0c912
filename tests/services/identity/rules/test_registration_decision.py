"""What follows from the pictures: nothing but a code or a person verifies, and every doubt has its reason."""

from dataclasses import replace

import pytest

from services.identity.rules.face_errors import WRONG_MOVEMENTS
from services.identity.rules.faces import Comparison
from services.identity.rules.liveness import LivenessReport
from services.identity.rules.membership import Status
from services.identity.rules.registration_decision import (
    CARD_ALONE,
    CARD_FACE_MISSING,
    CARD_REUSED,
    COPY_OF_CARD,
    CORRECTED,
    FACE_DIFFERENT,
    FACE_UNSURE,
    HAS_ACCOUNT,
    MATCH_UNSURE,
    NO_MATCH,
    NOT_A_MEMBER_NOW,
    REASON_WORDS,
    REPLAYED,
    TRIES_USED_UP,
    Evidence,
    decide,
)
from services.identity.rules.registration_words import reason_words

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
    tries_left=3,
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
        ({"replayed": True}, REPLAYED),
        ({"face": None}, CARD_FACE_MISSING),
        ({"face": replace(SAME, same_picture=True)}, COPY_OF_CARD),
        ({"face": replace(SAME, verdict="unsure")}, FACE_UNSURE),
        ({"face": replace(SAME, verdict="different")}, FACE_DIFFERENT),
    ],
)
def test_each_doubt_alone_brings_a_person_who_is_told_of_it(changed: dict[str, object], reason: str) -> None:
    decision = decide(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert (decision.outcome, decision.reasons) == ("in_review", [reason])
    assert reason_words([reason]) == [REASON_WORDS[reason]]


def test_all_doubts_are_told_together() -> None:
    doubtful = replace(GOOD, match="unsure", replayed=True, face=replace(SAME, verdict="different"))
    assert decide(doubtful).reasons == [MATCH_UNSURE, REPLAYED, FACE_DIFFERENT]


def test_a_challenge_that_was_not_met_is_tried_again_while_there_are_tries() -> None:
    again = decide(replace(GOOD, liveness=NOT_MET))
    assert (again.outcome, again.reasons) == ("face_unclear", [WRONG_MOVEMENTS])
    last = decide(replace(GOOD, liveness=NOT_MET, tries_left=0))
    assert (last.outcome, last.reasons) == ("in_review", [WRONG_MOVEMENTS, TRIES_USED_UP])


@pytest.mark.parametrize(
    "changed",
    [{"replayed": True}, {"face": replace(SAME, verdict="different")}, {"face": replace(SAME, same_picture=True)}],
)
def test_whoever_shows_another_face_gets_no_more_tries_to_learn_from(changed: dict[str, object]) -> None:
    assert decide(replace(GOOD, liveness=NOT_MET, **changed)).outcome == "in_review"  # type: ignore[arg-type]
