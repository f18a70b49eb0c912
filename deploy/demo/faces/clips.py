"""People in front of a camera: a portrait for the card, a selfie on another day, and a film of the movements that a
challenge asks for. And two ways to cheat: a print held up, a picture of a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import cv2
import numpy as np

from deploy.demo.faces.head import Looks, Picture, Pose, draw
from deploy.demo.faces.people import another_day, looks_of

SIZE = (480, 600)
FILM = (640, 480)
TURN, NEAR = 20.0, 1.27
PATHS = {"turn_left": (TURN, 1.0), "turn_right": (-TURN, 1.0), "come_closer": (0.0, NEAR)}


def portrait(person: int) -> Picture:
    """As on the card: straight ahead, studio light."""
    return draw(looks_of(person), Pose(), SIZE)


def selfie(person: int, day: int = 1) -> Picture:
    """Held as a hand holds a telephone: never twice at the same height and distance."""
    held = Random(f"held {person} {day}")  # noqa: S311
    pose = Pose(
        turn=held.uniform(-4, 6),
        nod=held.uniform(-5, 0),
        near=held.uniform(0.86, 1.0),
        shift=(held.uniform(-0.03, 0.03), held.uniform(-0.03, 0.03)),
        light=(0.4, 0.3),
    )
    return _noisy(draw(_today(person, day), pose, SIZE), Random(day))  # noqa: S311


def film(
    person: int, steps: Sequence[str], *, day: int = 1, hold: int = 5, size: tuple[int, int] = FILM
) -> list[Picture]:
    """Straight ahead, then each movement and back; `hold` frames each. Nobody holds quite still."""
    chance = Random(f"{person} {day} {steps}")  # noqa: S311
    held = Random(f"filmed {person} {day}")  # noqa: S311
    place = (held.uniform(-0.03, 0.03), held.uniform(-0.03, 0.03))
    looks = _today(person, day)
    return [_noisy(draw(looks, pose, size), chance) for pose in _poses(steps, hold, chance, place)]


def print_held_up(picture: Picture, count: int, size: tuple[int, int] = FILM) -> list[Picture]:
    """The same print in every frame, not even the noise differs."""
    return [np.asarray(cv2.resize(picture, size), np.uint8) for _ in range(count)]


def photographed_from_screen(picture: Picture) -> Picture:
    """Rows and columns of a display, a little out of step with those of the camera."""
    height, width = picture.shape[:2]
    rows = 1 + 0.22 * np.sin(np.arange(height) * 2 * np.pi / 2.7)[:, None, None]
    columns = 1 + 0.22 * np.sin(np.arange(width) * 2 * np.pi / 2.9)[None, :, None]
    return np.asarray(np.clip(picture * rows * columns, 0, 255), np.uint8)


def jpeg(picture: Picture, quality: int = 88) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def write_camera_file(frames: Sequence[Picture], file: Path) -> None:
    """Motion JPEG, as Chromium's --use-file-for-fake-video-capture takes it."""
    file.write_bytes(b"".join(jpeg(frame, 92) for frame in frames))


def _today(person: int, day: int) -> Looks:
    return another_day(looks_of(person), day)


def _poses(steps: Sequence[str], hold: int, chance: Random, place: tuple[float, float]) -> Iterator[Pose]:
    light = (0.4, 0.3)
    turned, near = 0.0, 1.0
    for goal_turn, goal_near in ((0.0, 1.0), *(stop for step in steps for stop in (PATHS[step], (0.0, 1.0)))):
        for part in range(1, hold + 1):
            share = min(1.0, part / 2)
            at_turn, at_near = turned + (goal_turn - turned) * share, near + (goal_near - near) * share
            shake = (place[0] + chance.uniform(-0.006, 0.006), place[1] + chance.uniform(-0.006, 0.006))
            yield Pose(at_turn + chance.uniform(-1, 1), chance.uniform(-2, 0), at_near, shake, light)
        turned, near = goal_turn, goal_near


def _noisy(picture: Picture, chance: Random) -> Picture:
    noise = np.random.default_rng(chance.randrange(2**31)).normal(0, 2.5, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)
