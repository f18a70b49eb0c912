"""DeepFace's own model on people who do not exist: found, compared, watched; what cannot be used is refused by name."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from deploy.demo.faces.clips import film, jpeg, photographed_from_screen, portrait, print_held_up, selfie
from services.identity.engines.faces.engine import FaceEngine
from services.identity.face_commands import calibrate_faces, compare_faces
from services.identity.rules.face_errors import SCREEN, STANDS_STILL, FaceTooSmall, NoFace, SeveralFaces
from services.identity.rules.liveness import SCREEN_PEAK, Challenge, judge
from services.identity.settings import FaceSettings, load

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ImportWarning")]
PEOPLE = (1, 11, 10)
STEPS = ("come_closer", "turn_right", "turn_left")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> FaceEngine:
    return FaceEngine.start(load(FaceSettings, {}), tmp_path_factory.mktemp("faces"))


def test_one_person_on_two_days_is_the_same_and_two_people_never_are(engine: FaceEngine) -> None:
    cards = {person: engine.find(jpeg(portrait(person))) for person in PEOPLE}
    for person in PEOPLE:
        comparison = engine.compare(cards[person], engine.find(jpeg(selfie(person))))
        assert (comparison.verdict, comparison.same_picture) == ("same", False), (person, comparison)
    for one, other in combinations(PEOPLE, 2):
        assert engine.compare(cards[one], cards[other]).verdict != "same"


def test_the_picture_of_the_card_shown_as_a_selfie_is_known_for_a_copy(engine: FaceEngine) -> None:
    picture = portrait(PEOPLE[0])
    smaller = cv2.GaussianBlur(cv2.resize(picture, None, fx=0.8, fy=0.8), (0, 0), 0.7).astype(np.uint8)
    assert engine.compare(engine.find(jpeg(picture)), engine.find(jpeg(smaller, 60))).same_picture


def test_what_shows_no_one_face_is_refused(engine: FaceEngine) -> None:
    with pytest.raises(NoFace):
        engine.find(jpeg(np.full((600, 480, 3), 128, np.uint8)))
    with pytest.raises(SeveralFaces):
        engine.find(jpeg(np.hstack([portrait(1), portrait(11)])))
    far = np.full((900, 900, 3), 200, np.uint8)
    far[300:450, 300:420] = cv2.resize(portrait(1), (120, 150))
    with pytest.raises((FaceTooSmall, NoFace)):
        engine.find(jpeg(far), smallest=120)


def test_the_movements_that_were_asked_for_pass_and_no_others(engine: FaceEngine) -> None:
    me = engine.find(jpeg(selfie(1)))
    seen = engine.observe([jpeg(frame, 72) for frame in film(1, STEPS)], me)
    assert judge(seen, Challenge(STEPS)).passed
    assert not judge(seen, Challenge(STEPS[::-1])).passed


def test_a_print_held_up_and_a_film_from_a_screen_do_not_pass(engine: FaceEngine) -> None:
    me = engine.find(jpeg(selfie(1)))
    still = engine.observe([jpeg(frame, 72) for frame in print_held_up(portrait(1), 20)], me)
    assert STANDS_STILL in judge(still, Challenge(STEPS)).reasons
    frames = [jpeg(photographed_from_screen(frame), 85) for frame in film(1, STEPS)]
    seen = engine.observe(frames, me)
    assert sum(frame.screen_peak > SCREEN_PEAK for frame in seen) > len(seen) / 2
    assert SCREEN in judge(seen, Challenge(STEPS)).reasons


def test_the_command_line_tells_distances_and_calibrates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for person in PEOPLE:
        folder = tmp_path / "people" / str(person)
        folder.mkdir(parents=True)
        (folder / "card.jpg").write_bytes(jpeg(portrait(person)))
        (folder / "selfie.jpg").write_bytes(jpeg(selfie(person)))
    people = tmp_path / "people"
    assert compare_faces(people / "1" / "card.jpg", people / "1" / "selfie.jpg") == 0
    assert json.loads(capsys.readouterr().out)["same"] is True
    assert compare_faces(people / "1" / "card.jpg", tmp_path / "nothing.jpg") == 1
    assert "file_unreadable" in capsys.readouterr().out
    bands = tmp_path / "bands.toml"
    assert calibrate_faces(people, bands) == 0
    told = capsys.readouterr().out
    assert "3 people, 3 pairs of one person, 3 of two" in told
    assert bands.read_text(encoding="utf-8").startswith("[Dlib]")
