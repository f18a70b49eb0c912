"""B15: time from a fresh article to its first sound against the bare engine saying its first sentence, median.

espeak-ng says a sentence in a hundredth of a second, so that levelling and encoding it weigh more than saying it; what
is added hardly depends on the engine, so it has a limit of its own."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

OURS, BARE = "first audio", "bare espeak-ng, first sentence"
ARTICLES = 12
MOST_ADDED_MS = 100


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    sides = {
        OURS: lambda: stage.run("first_audio", articles=ARTICLES),
        BARE: lambda: stage.run("bare_first_sentence", articles=ARTICLES),
    }
    found = alternate(sides, rounds)
    added = [one[OURS]["milliseconds"] - one[BARE]["milliseconds"] for one in found]
    return {
        "first sentence": judge(Comparison(OURS, BARE, bar=1.2, at_most=True), found, value="milliseconds"),
        "milliseconds added": judge_limit(OURS, MOST_ADDED_MS, added),
    }
