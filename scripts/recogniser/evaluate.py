"""Reads the same lines in fonts never trained on with one or more exported models and prints their errors.

    python -m scripts.recogniser.evaluate FONTS OLD_MODEL_FOLDER NEW_MODEL_FOLDER --lines 60

Every family is read in every kind of text, once as a flat scan and once with the full damage of the training mixture;
same seed, same pictures for every model.
"""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import yaml

from scripts.recogniser import fonts, text
from scripts.recogniser.lines import LineSource
from scripts.recogniser.measure import Reading, read_all, summary

KINDS = ("number", "date", "name", "place", "issuer", "heading", "syllables", "labelled")
STRENGTHS = {"scan": 0.0, "photograph": 1.0}


@dataclass(frozen=True)
class Asked:
    """One line of the examination: which family and kind it belongs to, and the reading of one model."""

    family: str
    kind: str
    damage: str
    reading: Reading


class Model:
    """A folder with inference.onnx and inference.yml, read as PaddleX reads it."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(folder / "inference.onnx", options, ["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name
        settings = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))
        self.letters = ["", *settings["PostProcess"]["character_dict"], " "]

    def scores(self, pictures: np.ndarray) -> np.ndarray:
        found: np.ndarray = self.session.run(None, {self.input: pictures})[0]
        return found


def _write(kind: str) -> Callable[[Random], list[str]]:
    if kind == "labelled":
        return text.labelled
    return lambda chance: [text.of_kind(chance, kind)]


def examination(folder: Path, lines: int, seed: int) -> list[Asked]:
    """`lines` lines of every kind and damage in every held-out family; unread."""
    asked = []
    for number, (family, files) in enumerate(sorted(fonts.by_family(folder, held_out=True).items())):
        source = LineSource(seed + number, {family: files})
        for damage, strength in STRENGTHS.items():
            for kind in KINDS:
                for _ in range(lines):
                    line = source.line(_write(kind), strength)
                    asked.append(Asked(family, kind, damage, Reading(line.picture, line.text)))
    return asked


def table(title: str, groups: Iterable[str], of: Callable[[Asked], str], read: dict[str, list[Asked]]) -> None:
    """One row a group, for each model its CER and its share of exact lines."""
    print(f"\n| {title} | " + " | ".join(f"{model}: CER | exact" for model in read) + " |")
    print("|---" * (1 + 2 * len(read)) + "|")
    for group in groups:
        cells = []
        for asked in read.values():
            result = summary([one.reading for one in asked if of(one) == group])
            cells.append(f"{result.error_rate:.2%} | {result.exact:.1%}")
        print(f"| {group} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path, help="folder of catalogue.json")
    parser.add_argument("models", type=Path, nargs="+", help="folders with inference.onnx and inference.yml")
    parser.add_argument("--lines", type=int, default=20, help="lines of each kind, damage and family")
    parser.add_argument("--seed", type=int, default=5000)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong readings of the last model")
    options = parser.parse_args()
    asked = examination(options.fonts, options.lines, options.seed)
    read: dict[str, list[Asked]] = {}
    for number, folder in enumerate(options.models):
        model = Model(folder)
        own = [Asked(a.family, a.kind, a.damage, Reading(a.reading.picture, a.reading.truth)) for a in asked]
        read_all(model.scores, [one.reading for one in own], model.letters)
        read[f"{number + 1}"] = own
        print(f"model {number + 1}: {folder}")
    photographs = {model: [one for one in own if one.damage == "photograph"] for model, own in read.items()}
    table("damage", STRENGTHS, lambda one: one.damage, read)
    table("photographed, by family", sorted({one.family for one in asked}), lambda one: one.family, photographs)
    table("photographed, by kind", KINDS, lambda one: one.kind, photographs)
    wrong = [one for one in photographs[str(len(read))] if one.reading.read != one.reading.truth]
    for one in wrong[:: max(1, len(wrong) // max(1, options.wrong))][: options.wrong]:
        print(f"{one.family}: {one.reading.truth!r} read as {one.reading.read!r}")


if __name__ == "__main__":
    main()
