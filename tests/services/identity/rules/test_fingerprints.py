from itertools import combinations

import cv2
import numpy as np
import pytest

from deploy.demo.faces.clips import jpeg, selfie
from services.identity.engines.pictures import Picture, fingerprint, open_picture
from services.identity.rules.fingerprints import Fingerprint

PEOPLE, DAYS = (1, 3, 10, 14), range(700, 706)


def _saved(picture: Picture, quality: int = 88) -> Fingerprint:
    return fingerprint(open_picture(jpeg(picture, quality)))


def _noisy(picture: Picture, seed: int) -> Picture:
    noise = np.random.default_rng(seed).normal(0, 12, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def selfies() -> dict[tuple[int, int], Picture]:
    return {(person, day): selfie(person, day) for person in PEOPLE for day in DAYS}


def test_whatever_is_made_of_a_picture_is_known_as_that_picture(selfies: dict[tuple[int, int], Picture]) -> None:
    for (_, day), picture in selfies.items():
        first = _saved(picture)
        for copy in (
            _saved(picture, 70),
            _saved(picture, 20),
            _saved(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 75),
            _saved(cv2.resize(picture, None, fx=2, fy=2), 75),
            _saved(cv2.convertScaleAbs(picture, alpha=1.08, beta=6), 80),
            _saved(cv2.convertScaleAbs(picture, alpha=0.8, beta=0), 80),
            _saved(_noisy(picture, day), 80),
        ):
            assert copy.is_same_picture(first)
            assert first.is_same_picture(copy)


def test_neither_another_day_nor_another_person_is_the_same_picture(selfies: dict[tuple[int, int], Picture]) -> None:
    prints = [_saved(picture) for picture in selfies.values()]
    assert not [pair for pair in combinations(prints, 2) if pair[0].is_same_picture(pair[1])]
