"""B12: the pictures of one registration — card, selfie, the frames of the challenge — to everything the decision needs,
against dlib and DeepFace alone on the same pictures. Processor time, as B10."""

import shutil
from pathlib import Path
from typing import Any

from deploy.demo.faces.clips import film, jpeg, selfie
from deploy.demo.registrants import registrant
from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

ROWS, FACE = (0, 41, 44, 45), 1
STEPS = ("turn_left", "come_closer", "turn_right")
OURS, BARE = "face examiner", "bare dlib and DeepFace"
MOST_MEGABYTES = 900


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    folder = Path(stage.place.run_dir) / "faces"
    for number, row in enumerate(ROWS):
        one = folder / f"{number:02}"
        one.mkdir(parents=True)
        (one / "card.jpg").write_bytes(registrant(row, FACE).card)
        (one / "selfie.jpg").write_bytes(jpeg(selfie(FACE, number)))
        for place, frame in enumerate(film(FACE, STEPS, day=number)):
            (one / f"frame-{place:03}.jpg").write_bytes(jpeg(frame, 72))
    try:
        sides = {
            OURS: lambda: stage.run("face_examiner", folder=str(folder), steps=STEPS),
            BARE: lambda: stage.run("bare_face_engines", folder=str(folder)),
        }
        found = alternate(sides, rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ours = [one[OURS] for one in found]
    compared = Comparison(OURS, BARE, bar=1.15, at_most=True)
    return {
        "seconds a registration": judge(compared, found, "seconds_each"),
        "p95 seconds": judge(compared, found, "p95"),
        "megabytes": judge_limit(OURS, MOST_MEGABYTES, [side["megabytes"] for side in ours]),
    }
