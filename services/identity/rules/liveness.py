"""Is a living person in front of the camera, doing now what was asked a moment ago?

A challenge is a few movements in an order drawn by the server; it is judged on where eyes and nose lie in a few seconds
of frames, so that no landmark model with a restrictive licence is needed. What it stops: a photograph, a film of
somebody else's challenge, a film in which the face changes. What it does not stop: a film of the right person doing
the right movements, a mask, a face generated on the fly. That is why a doubtful registration goes to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from typing import Protocol

from services.identity.rules.face_errors import (
    FACE_CHANGED,
    FACE_LOST,
    SCREEN,
    STANDS_STILL,
    TOO_FEW_FRAMES,
    WRONG_MOVEMENTS,
)

TURN_LEFT, TURN_RIGHT, COME_CLOSER = "turn_left", "turn_right", "come_closer"
STEPS = (TURN_LEFT, TURN_RIGHT, COME_CLOSER)
STEPS_ASKED = 3
LEAST_FRAMES, MOST_FRAMES = 10, 60
RESTING_FRAMES = 2
"""Before the first movement the person looks straight ahead; against this the movements are measured."""
TURNED = 0.11
"""How far the nose moves to the side, in distances between the outer corners of the eyes: about 15 degrees."""
CLOSER = 1.15
"""Growth of the distance between the eyes."""
MOST_WITHOUT_FACE = 0.34
LEAST_MOTION = 0.002
"""Of the distance between the eyes, from frame to frame: a hand and a neck are never as still as a print on a table."""
SCREEN_PEAK = 12.0
"""How far the strongest regular pattern stands out of the picture's fine detail; skin has none."""
SCREEN_SHARE = 0.5


@dataclass(frozen=True)
class Challenge:
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Observation:
    """One frame. `turn`: nose against the middle of the eyes, + to the person's left; `span`: between the outer corners
    of the eyes, pixels; `place`: middle of the eyes, pixels. All None where no single face is seen. `like_selfie`:
    False where the face was compared with the selfie and is another one."""

    turn: float | None
    span: float | None
    place: tuple[float, float] | None
    same_as_before: bool
    screen_peak: float
    like_selfie: bool | None = None


@dataclass(frozen=True)
class LivenessReport:
    passed: bool
    reasons: list[str] = field(default_factory=list)
    """Codes of face_errors.LIVENESS_WORDS."""


class Chance(Protocol):
    """`random.SystemRandom` in the service."""

    def choice(self, choices: list[str], /) -> str: ...


def draw(chance: Chance) -> Challenge:
    """Neighbouring steps differ, so that each is a movement of its own."""
    steps: list[str] = []
    while len(steps) < STEPS_ASKED:
        steps.append(chance.choice([step for step in STEPS if not steps or step != steps[-1]]))
    return Challenge(tuple(steps))


def judge(frames: Sequence[Observation], challenge: Challenge) -> LivenessReport:
    if len(frames) < LEAST_FRAMES:
        return LivenessReport(False, [TOO_FEW_FRAMES])
    seen = [frame for frame in frames if frame.turn is not None]
    reasons = []
    if len(seen) < len(frames) * (1 - MOST_WITHOUT_FACE) or len(seen) <= RESTING_FRAMES:
        reasons.append(FACE_LOST)
    elif movements(seen) != challenge.steps:
        reasons.append(WRONG_MOVEMENTS)
    if _is_still(frames, seen):
        reasons.append(STANDS_STILL)
    if any(frame.like_selfie is False for frame in frames):
        reasons.append(FACE_CHANGED)
    if sum(frame.screen_peak >= SCREEN_PEAK for frame in frames) > len(frames) * SCREEN_SHARE:
        reasons.append(SCREEN)
    return LivenessReport(not reasons, reasons)


def movements(seen: Sequence[Observation]) -> tuple[str, ...]:
    """What the head did, in order, measured against its first frames. A single stray frame is no movement."""
    resting = seen[:RESTING_FRAMES]
    ahead = median(frame.turn or 0.0 for frame in resting)
    span = median(frame.span or 1.0 for frame in resting)
    told = [_movement(frame, ahead, span) for frame in seen]
    runs = [(step, sum(1 for _ in run)) for step, run in groupby(told)]
    return tuple(step for step, length in runs if step and length >= 2)


def _movement(frame: Observation, ahead: float, span: float) -> str:
    turned = (frame.turn or 0.0) - ahead
    if abs(turned) >= TURNED:
        return TURN_LEFT if turned > 0 else TURN_RIGHT
    return COME_CLOSER if (frame.span or 0.0) >= span * CLOSER else ""


def _is_still(frames: Sequence[Observation], seen: Sequence[Observation]) -> bool:
    """The very same frame again and again, or a face that does not move by a hair."""
    if sum(frame.same_as_before for frame in frames) > len(frames) / 3:
        return True
    moved = [
        (abs(one.place[0] - other.place[0]) + abs(one.place[1] - other.place[1])) / one.span
        for one, other in pairwise(seen)
        if one.place and other.place and one.span
    ]
    return not moved or median(moved) < LEAST_MOTION
