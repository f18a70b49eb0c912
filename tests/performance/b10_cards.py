"""B10: a photographed card to its fields — cut out, turned, read, voted on — against the bare engines: PaddleOCR's
finder and recogniser and Tesseract called once for each line of the same card, already cut out.

Processor time, not the clock: a card is work for one core, and that core is shared with whoever else is there.
"""

import shutil
from pathlib import Path
from typing import Any

import cv2

from deploy.demo.cards.generate import cards
from services.identity.engines.cards.rectify import rectify
from services.identity.engines.pictures import open_picture
from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

COUNT = 40
LEVELS = (1, 2)
"""Of damage. Of 40 cards one is cut out wrongly and read three times: with 16 it alone were the 95th of 100."""
READER, BARE = "card reader", "bare PaddleOCR and Tesseract"
MOST_MEGABYTES = 800


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    folder = Path(stage.place.run_dir) / "cards"
    _photograph(folder)
    try:
        sides = {
            READER: lambda: stage.run("card_reader", folder=str(folder)),
            BARE: lambda: stage.run("bare_card_engines", folder=str(folder)),
        }
        found = alternate(sides, rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ours = [one[READER] for one in found]
    per_minute = sorted(60 * side["events"] / side["working_seconds"] for side in ours)[len(ours) // 2]
    compared = Comparison(READER, BARE, bar=1.15, at_most=True)
    return {
        "seconds a card": {**judge(compared, found, "seconds_each"), "cards_a_minute_a_core": per_minute},
        "p95 seconds": judge(compared, found, "p95"),
        "megabytes": judge_limit(READER, MOST_MEGABYTES, [side["megabytes"] for side in ours]),
    }


def _photograph(folder: Path) -> None:
    """Each card as a photograph, and cut out as the bare engines are given it."""
    folder.mkdir()
    for card in cards(COUNT, levels=LEVELS):
        straight = rectify(open_picture(card.photograph))
        if straight is None:
            continue
        (folder / f"{card.name}.jpg").write_bytes(card.photograph)
        cv2.imwrite(str(folder / f"{card.name}.png"), straight)
