"""B14: words of written text a second of one core, from an article's blocks to the finished, checked MP3, against
espeak-ng and the encoder alone with the words already spelled out for them."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

OURS, BARE = "narrator", "bare espeak-ng and LAME"
ARTICLES = 8
MOST_MEGABYTES = 600


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    sides = {
        OURS: lambda: stage.run("reading_aloud", articles=ARTICLES),
        BARE: lambda: stage.run("bare_espeak", articles=ARTICLES),
    }
    found = alternate(sides, rounds)
    return {
        "words a second": judge(Comparison(OURS, BARE, bar=0.35), found),
        "megabytes": judge_limit(OURS, MOST_MEGABYTES, [one[OURS]["megabytes"] for one in found]),
    }
