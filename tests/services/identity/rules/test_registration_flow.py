"""The table of what may follow what."""

import pytest

from services.identity.rules.registration_errors import NotNow
from services.identity.rules.registration_flow import ALLOWED, ENDED, WAITING, Move, State, check


def test_what_has_ended_allows_no_move() -> None:
    for state in ENDED:
        assert [move for move in Move if state in ALLOWED[move]] == []


def test_whoever_has_not_ended_can_always_stop() -> None:
    assert ALLOWED[Move.STOP] == frozenset(State) - ENDED


def test_nobody_enrols_who_was_not_verified() -> None:
    assert ALLOWED[Move.ENROL] == {State.VERIFIED}


def test_while_a_machine_is_at_work_no_picture_takes_the_place_of_the_one_it_looks_at() -> None:
    for state in WAITING:
        for move in (Move.SEND_CARD, Move.CONFIRM, Move.SEND_FACE, Move.DRAW_CHALLENGE):
            with pytest.raises(NotNow):
                check(move, state)


def test_a_person_can_be_asked_from_every_step_before_the_decision() -> None:
    before = frozenset(State) - ENDED - {State.IN_REVIEW, State.VERIFIED}
    assert ALLOWED[Move.ASK_FOR_PERSON] == before


def test_every_move_that_leads_on_is_reachable_from_the_beginning() -> None:
    leads = {
        Move.SEND_CARD: {State.CARD_SENT, State.CARD_READ, State.CARD_UNREAD},
        Move.CONFIRM: {State.CONFIRMED},
        Move.SEND_FACE: {State.FACE_SENT, State.FACE_UNCLEAR, State.PHONE_WANTED, State.IN_REVIEW},
        Move.ASK_FOR_PERSON: {State.IN_REVIEW},
        Move.CONFIRM_PHONE: {State.VERIFIED},
        Move.DECIDE: {State.VERIFIED, State.REFUSED},
        Move.ENROL: {State.ENROLLED},
        Move.STOP: {State.STOPPED},
    }
    reached = {State.BEGUN}
    while True:
        more = {state for move, states in leads.items() if reached & ALLOWED[move] for state in states}
        if more <= reached:
            break
        reached |= more
    assert reached == set(State)
