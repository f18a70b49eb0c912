"""Face comparison at the command line, for a province's own evaluation: no store, no broker, no keys.

`compare-faces A B` prints one JSON line. `calibrate-faces FOLDER` takes a folder with a subfolder per person and prints
how often the model would take two people for one, and one for two, at a range of thresholds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from services.identity.card_commands import unreadable
from services.identity.rules.face_calibration import Rates, bands_for, rates
from services.identity.settings import FaceSettings, load
from shared.errors import AppError

if TYPE_CHECKING:
    from services.identity.engines.faces.engine import Face, FaceEngine

PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


def compare_faces(first: Path, second: Path) -> int:
    with TemporaryDirectory(prefix="sotay-faces-") as home:
        engine = _engine(Path(home))
        began = perf_counter()
        try:
            comparison = engine.compare(engine.find(first.read_bytes()), engine.find(second.read_bytes()))
        except AppError as error:
            _tell({"error": error.code, "message": error.message})
            return 1
        except OSError as error:
            _tell(unreadable(Path(error.filename or first), error))
            return 1
        _tell(
            {
                "model": comparison.model,
                "distance": comparison.distance,
                "threshold": engine.bands.accept,
                "verdict": comparison.verdict,
                "same": comparison.verdict == "same",
                "same_picture": comparison.same_picture,
                "milliseconds": round((perf_counter() - began) * 1000, 1),
            }
        )
    return 0


def calibrate_faces(folder: Path, target: Path | None) -> int:
    """`target`: a TOML file that `SOTAY_FACE_BANDS_FILE` may name; without it the bands are only printed."""
    with TemporaryDirectory(prefix="sotay-faces-") as home:
        engine = _engine(Path(home))
        people = list(_people(engine, folder))
        same = [engine.compare(one, other).distance for _, faces in people for one, other in combinations(faces, 2)]
        different = [engine.compare(one[0], other[0]).distance for (_, one), (_, other) in combinations(people, 2)]
    if not same or not different:
        sys.stderr.write("Cần ít nhất hai người, và một người có hai ảnh.\n")
        return 1
    _say(f"{len(people)} people, {len(same)} pairs of one person, {len(different)} of two; model {engine.model}")
    for row in rates(same, different):
        _say(_line(row))
    bands = bands_for(engine.model, same, different, engine.bands)
    told = (
        f'[{bands.model}]\nmetric = "{engine.metric}"\ncopy = {bands.copy}\n'
        f"accept = {bands.accept}\nreview = {bands.review}\n"
    )
    _say(told)
    if target is not None:
        target.write_text(told, encoding="utf-8")
    return 0


def _people(engine: FaceEngine, folder: Path) -> Iterator[tuple[str, list[Face]]]:
    """A picture that cannot be used is said and left out."""
    for person in sorted(item for item in folder.iterdir() if item.is_dir()):
        faces = []
        for file in sorted(item for item in person.iterdir() if item.suffix.lower() in PICTURES):
            try:
                faces.append(engine.find(file.read_bytes()))
            except AppError as error:
                sys.stderr.write(f"{file}: {error.message}\n")
        if faces:
            yield person.name, faces


def _line(row: Rates) -> str:
    return (
        f"threshold {row.threshold:.2f}   false accept {row.false_accept:7.2%}   false reject {row.false_reject:7.2%}"
    )


def _engine(home: Path) -> FaceEngine:
    from services.identity.engines.faces.engine import FaceEngine

    return FaceEngine.start(load(FaceSettings), home)


def _tell(line: dict[str, Any]) -> None:
    _say(json.dumps(line, ensure_ascii=False))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
