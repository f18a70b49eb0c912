"""Chromium with a camera that shows what we drew: a card on a table, a head that moves as it was asked to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page

from deploy.demo.faces.clips import film, jpeg
from deploy.demo.story.browser import CHROMIUM, FLAGS
from deploy.demo.story.patience import eventually

FRAMES_A_SECOND = 30
"""What Chromium takes a Motion JPEG file for."""
POSE_FRAMES, REPEATED = 8, 6
"""Eight pictures a pose, a fifth of a second each: three poses and the ways back are done before the page is."""
AHEAD_SECONDS = 2.4
"""Somebody looks at the page before pressing the button."""
STILL_SECONDS = 60


@contextlib.contextmanager
def camera_browser(beside: Browser, frames: Sequence[bytes], folder: Path) -> Iterator[Browser]:
    """Another Chromium beside that one. `frames`: JPEG. The film begins when a page opens the camera, and begins anew
    at its end."""
    file = folder / "camera.mjpeg"
    file.write_bytes(b"".join(frames))
    flags = (
        *FLAGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={file}",
    )
    browser = beside.browser_type.launch(executable_path=CHROMIUM, args=flags)
    try:
        yield browser
    finally:
        browser.close()
        file.unlink()


def card_before_camera(photograph: bytes) -> list[bytes]:
    """A hand is never still: the picture trembles by a pixel, so that the file is no still picture."""
    picture = cv2.imdecode(np.frombuffer(photograph, np.uint8), cv2.IMREAD_COLOR)
    shifted = [jpeg(np.roll(picture, (step % 2, step // 2), (0, 1)).astype(np.uint8), 92) for step in range(4)]
    return [shifted[number // 10 % 4] for number in range(4 * FRAMES_A_SECOND)]


def face_before_camera(person: int, steps: Sequence[str], *, day: int = 1) -> list[bytes]:
    poses = [jpeg(frame, 90) for frame in film(person, steps, day=day, hold=POSE_FRAMES)]
    ahead = poses[:POSE_FRAMES]
    waits = [ahead[number // REPEATED % POSE_FRAMES] for number in range(int(AHEAD_SECONDS * FRAMES_A_SECOND))]
    moves = [frame for frame in poses for _ in range(REPEATED)]
    rests = [poses[-1 - number // REPEATED % 4] for number in range(STILL_SECONDS * FRAMES_A_SECOND)]
    return [*waits, *moves, *rests]


def press_when_seen(page: Page) -> None:
    """Starts the taking of the face once the film has run for a moment: whoever presses at once is not seen yet."""
    page.wait_for_selector(".camera:not([hidden])")
    eventually("the camera", lambda: page.evaluate("document.querySelector('video').currentTime") > 1.0)
    page.click("[data-shoot]")
