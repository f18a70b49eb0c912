"""B1: the relay (claim, publish, confirm, settle) against bare pipelined pika, pika that waits for each confirm, and
FastStream.
"""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge
from tests.performance.stage import PRODUCER, Stage

COUNT = 40_000
FASTSTREAM_COUNT = 10_000
ONE_BY_ONE_COUNT = 1_500
PER_AGGREGATE = (1, 20)


def ours(stage: Stage, per_aggregate: int, count: int = COUNT) -> dict[str, Any]:
    stage.fresh()
    found = stage.run("relay", count=count, per_aggregate=per_aggregate)
    waiting = stage.count_in(PRODUCER, "notes", {"outbox_since": {"$exists": True}})
    if waiting or stage.depth() != count:
        raise RuntimeError(f"{waiting} outboxes still wait, {stage.depth()} of {count} events arrived")
    return found


def bare(stage: Stage, side: str, count: int) -> dict[str, Any]:
    stage.fresh()
    return stage.run(side, count=count)


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    sides = {
        "relay, 1 event per aggregate": lambda: ours(stage, 1),
        "pika, pipelined confirms": lambda: bare(stage, "pika_publish", COUNT),
        "relay, 20 events per aggregate": lambda: ours(stage, 20),
        "FastStream, 100 at once": lambda: bare(stage, "faststream_publish", FASTSTREAM_COUNT),
        "pika, one confirm at a time": lambda: bare(stage, "pika_one_by_one", ONE_BY_ONE_COUNT),
    }
    found = alternate(sides, rounds)
    parts = {}
    for number in PER_AGGREGATE:
        name = f"relay, {number} event{'s' if number > 1 else ''} per aggregate"
        parts[f"{number}_per_aggregate"] = judge(Comparison(name, "pika, pipelined confirms", 0.70), found)
        parts[f"{number}_per_aggregate_to_faststream"] = judge(Comparison(name, "FastStream, 100 at once", 2.0), found)
        parts[f"{number}_per_aggregate_to_one_by_one"] = judge(
            Comparison(name, "pika, one confirm at a time", 1.5), found
        )
    return parts
