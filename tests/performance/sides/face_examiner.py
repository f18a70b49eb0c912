"""Examines every registration of a folder as the face worker would."""

from pathlib import Path
from tempfile import TemporaryDirectory

from services.identity.engines.faces.engine import FaceEngine
from services.identity.engines.faces.examiner import Examiner
from services.identity.rules.liveness import Challenge
from services.identity.settings import FaceSettings, load
from tests.performance.sides.pictures_of_faces import pictures_of_faces
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    registrations = pictures_of_faces(Path(task()["folder"]))
    with TemporaryDirectory() as home:
        examiner = Examiner(FaceEngine.start(load(FaceSettings), Path(home)))
        challenge = Challenge(tuple(task()["steps"]))
        working = Working()
        for number, one in enumerate([registrations[0], *registrations]):
            if number == 0:  # the first pays for what is loaded late
                examiner.examine(one.card, one.selfie, one.frames, challenge)
                continue
            with working:
                examiner.examine(one.card, one.selfie, one.frames, challenge)
    report(len(registrations), working.total, **working.told())


if __name__ == "__main__":
    main()
