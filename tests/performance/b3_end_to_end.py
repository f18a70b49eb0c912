"""B3: from a command to its effect elsewhere, against stock nameko doing the same: journaled insert, event, journaled
insert. Stock nameko loses events in a crash, after an error and without a queue; ours does not.
"""

import time
from typing import Any

from tests.performance.measuring import Comparison, alternate, judge
from tests.performance.stage import CONSUMER, PRODUCER, Running, Stage

BURST = {"count": 2_000, "at_once": 64, "pause": 0.0}
STEADY = {"count": 150, "at_once": 64, "pause": 0.02}
"""Fifty commands a second: what latency is when nothing queues."""
START_SECONDS = 3.0


def ours(stage: Stage, load: dict[str, Any]) -> dict[str, Any]:
    stage.fresh()
    relay = stage.start("relay_service", PRODUCER)
    try:
        found = _drive(stage, stage.start("effects", CONSUMER, **load), "commands", load)
    finally:
        relay.stop()
    effects, remembered = stage.count_in(CONSUMER, "effects"), stage.sum_of_sizes(CONSUMER, "inbox", "event_ids")
    if not effects == remembered == load["count"]:
        raise RuntimeError(f"{effects} effects and {remembered} remembered of {load['count']}")
    return found


def reference(stage: Stage, load: dict[str, Any]) -> dict[str, Any]:
    stage.fresh()
    return _drive(stage, stage.start("nameko_effects", CONSUMER, **load), "nameko_commands", load)


def _drive(stage: Stage, consumer: Running, commands: str, load: dict[str, Any]) -> dict[str, Any]:
    time.sleep(START_SECONDS)  # the consumer's queue is there before the first command
    stage.run(commands, PRODUCER, **load)
    return consumer.result()


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    names = "command to effect", "stock nameko, same inserts"
    burst = alternate({names[0]: lambda: ours(stage, BURST), names[1]: lambda: reference(stage, BURST)}, rounds)
    steady = alternate({names[0]: lambda: ours(stage, STEADY), names[1]: lambda: reference(stage, STEADY)}, rounds)
    return {
        "throughput": judge(Comparison(*names, bar=3.0), burst),
        "p50": judge(Comparison(*names, bar=1.0, at_most=True), steady, "p50"),
    }
