"""B15: time from a fresh article to its first sound against the bare engine saying its first sentence, median.

With a voice that costs what a real one costs the bar is the engine's own time and a fifth more. espeak-ng says a
sentence in a hundredth of a second, so that levelling and encoding it weigh more than saying it: what is added has a
limit there."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

ENGINES = {"piper": "a Piper voice of medium size", "espeak": "espeak-ng"}
ARTICLES = 12
MOST_ADDED_MS = 60


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    sides = {
        name: (lambda side=side, engine=engine: stage.run(side, articles=ARTICLES, engine=engine))
        for engine in ENGINES
        for name, side in ((_ours(engine), "first_audio"), (_bare(engine), "bare_first_sentence"))
    }
    found = alternate(sides, rounds)
    added = [one[_ours("espeak")]["milliseconds"] - one[_bare("espeak")]["milliseconds"] for one in found]
    return {
        "first sentence": judge(
            Comparison(_ours("piper"), _bare("piper"), bar=1.2, at_most=True), found, value="milliseconds"
        ),
        "milliseconds added": judge_limit(_ours("espeak"), MOST_ADDED_MS, added),
    }


def _ours(engine: str) -> str:
    return f"first audio by {ENGINES[engine]}"


def _bare(engine: str) -> str:
    return f"{ENGINES[engine]}, first sentence"
