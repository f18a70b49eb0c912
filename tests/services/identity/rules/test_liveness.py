"""Movements against the challenge, and what gives a print, a screen or a second person away."""

from itertools import pairwise
from random import Random

import pytest

from services.identity.rules.face_errors import (
    FACE_CHANGED,
    FACE_LOST,
    SCREEN,
    STANDS_STILL,
    TOO_FEW_FRAMES,
    WRONG_MOVEMENTS,
)
from services.identity.rules.liveness import (
    COME_CLOSER,
    STEPS_ASKED,
    TURN_LEFT,
    TURN_RIGHT,
    Challenge,
    Observation,
    draw,
    judge,
)

POSES = {"": (0.0, 100.0), TURN_LEFT: (0.25, 100.0), TURN_RIGHT: (-0.25, 100.0), COME_CLOSER: (0.0, 130.0)}
CHALLENGE = Challenge((TURN_LEFT, COME_CLOSER, TURN_RIGHT))
NO_FACE = Observation(None, None, None, same_as_before=False, screen_peak=1.0)


def filmed(*steps: str, each: int = 4, peak: float = 3.0, like: bool | None = None) -> list[Observation]:
    """Straight ahead, then each movement and back; the head trembles."""
    frames: list[Observation] = []
    for step in ("", *(pose for one in steps for pose in (one, ""))):
        turn, span = POSES[step]
        for _ in range(each):
            place = (200.0 + len(frames) % 3, 150.0 - len(frames) % 2)
            frames.append(Observation(turn, span, place, same_as_before=False, screen_peak=peak, like_selfie=like))
    return frames


def test_the_movements_asked_for_in_their_order_pass() -> None:
    assert judge(filmed(*CHALLENGE.steps), CHALLENGE).passed


@pytest.mark.parametrize(
    "steps",
    [(TURN_LEFT,), CHALLENGE.steps[::-1], (*CHALLENGE.steps, TURN_LEFT), (TURN_RIGHT, COME_CLOSER, TURN_LEFT)],
)
def test_no_other_movements_do(steps: tuple[str, ...]) -> None:
    assert WRONG_MOVEMENTS in judge(filmed(*steps), CHALLENGE).reasons


def test_one_stray_frame_is_no_movement() -> None:
    frames = filmed(*CHALLENGE.steps)
    stray = Observation(0.25, 100.0, (201.0, 150.0), same_as_before=False, screen_peak=3.0)
    assert judge([*frames[:2], stray, *frames[2:]], CHALLENGE).passed


def test_a_crooked_camera_is_measured_out_by_the_first_frames() -> None:
    tilted = [
        Observation((frame.turn or 0) + 0.4, frame.span, frame.place, same_as_before=False, screen_peak=3.0)
        for frame in filmed(*CHALLENGE.steps)
    ]
    assert judge(tilted, CHALLENGE).passed


def test_too_few_frames_prove_nothing() -> None:
    assert judge(filmed()[:4], CHALLENGE).reasons == [TOO_FEW_FRAMES]


def test_a_face_that_is_away_for_a_third_of_the_time_is_lost() -> None:
    frames = filmed(*CHALLENGE.steps)
    assert FACE_LOST in judge([*frames, *[NO_FACE] * len(frames)], CHALLENGE).reasons


def test_a_print_stands_still_even_when_it_is_shown_long() -> None:
    still = [Observation(0.0, 100.0, (200.0, 150.0), same_as_before=False, screen_peak=3.0)] * 20
    assert STANDS_STILL in judge(still, CHALLENGE).reasons
    repeated = [Observation(0.0, 100.0, (200.0, 150.0), same_as_before=True, screen_peak=3.0)] * 20
    assert STANDS_STILL in judge(repeated, CHALLENGE).reasons


def test_a_face_that_is_not_the_selfies_is_told() -> None:
    frames = filmed(*CHALLENGE.steps, like=True)
    changed = Observation(0.0, 100.0, (200.0, 150.0), same_as_before=False, screen_peak=3.0, like_selfie=False)
    assert FACE_CHANGED in judge([*frames, changed], CHALLENGE).reasons


def test_the_stripes_of_a_screen_are_told() -> None:
    assert SCREEN in judge(filmed(*CHALLENGE.steps, peak=20.0), CHALLENGE).reasons


def test_a_challenge_has_three_movements_of_which_no_two_neighbours_are_alike() -> None:
    seen = set()
    for seed in range(200):
        steps = draw(Random(seed)).steps
        assert len(steps) == STEPS_ASKED
        assert all(one != other for one, other in pairwise(steps))
        seen.add(steps)
    assert len(seen) == 12
