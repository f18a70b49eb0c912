"""B14: words of written text a second of one core, from an article's blocks to the finished, checked MP3, against the
engine and the encoder alone with the words already spelled out for them.

A voice that costs what a real one costs takes nearly all of the time, so that ours may take little more than the bare
engine. espeak-ng is so quick that reading, levelling and checking weigh as much as saying."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

TASKS: dict[str, dict[str, Any]] = {
    "espeak": {"engine": "espeak", "parts": 4, "articles": 8},
    "piper": {"engine": "piper", "parts": 1, "articles": 2},
}
NAMES = {"espeak": "espeak-ng", "piper": "a Piper voice of medium size"}
BARS = {"espeak": 0.35, "piper": 0.87}
# onnxruntime keeps what its longest sentence took: giving it back after each would cost more time than memory is worth.
MOST_MEGABYTES = {"espeak": 600, "piper": 1_200}


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    sides = {
        name: (lambda side=side, task=task: stage.run(side, **task))
        for engine, task in TASKS.items()
        for name, side in ((_ours(engine), "reading_aloud"), (_bare(engine), "bare_engine"))
    }
    found = alternate(sides, rounds)
    words = {
        f"words a second, {NAMES[engine]}": judge(Comparison(_ours(engine), _bare(engine), bar=bar), found)
        for engine, bar in BARS.items()
    }
    memory = {
        f"megabytes, {NAMES[engine]}": judge_limit(
            _ours(engine), most, [one[_ours(engine)]["megabytes"] for one in found]
        )
        for engine, most in MOST_MEGABYTES.items()
    }
    return words | memory


def _ours(engine: str) -> str:
    return f"narrator with {NAMES[engine]}"


def _bare(engine: str) -> str:
    return f"bare {NAMES[engine]} and LAME"
