"""Finds the lines of cards already cut out and reads each once with either engine; nothing is made of it."""

from pathlib import Path

import cv2

from services.identity.engines.cards.line_readers import PaddleLines, TesseractLines, cut_out
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    pictures = [cv2.imread(str(file)) for file in sorted(Path(task()["folder"]).glob("*.png"))]
    paddle, tesseract = PaddleLines(None, None, threads=1), TesseractLines(None)
    paddle.read([pictures[0]])
    working = Working()
    for picture in pictures:
        with working:
            crops = [cut_out(picture, quad) for quad in paddle.find(picture)]
            paddle.read(crops)
            tesseract.read(crops)
    report(len(pictures), working.total, **working.told())


if __name__ == "__main__":
    main()
