"""B2: a reaction that has no effect, with its durable inbox, against bare pika and against FastStream without one."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge
from tests.performance.stage import CONSUMER, Stage

COUNT = 30_000
FASTSTREAM_COUNT = 3_000
SINGLE_COUNT = 3_000


def ours(stage: Stage, kind: str, count: int) -> dict[str, Any]:
    stage.fresh()
    stage.fill(count)
    found = stage.run("reaction", CONSUMER, kind=kind, count=count)
    remembered = stage.sum_of_sizes(CONSUMER, "inbox", "event_ids")
    if stage.depth() or remembered != count:
        raise RuntimeError(f"{stage.depth()} left in the queue, {remembered} of {count} remembered")
    return found


def reference(stage: Stage, count: int, *, insert: bool = False) -> dict[str, Any]:
    stage.fresh()
    stage.fill(count)
    return stage.run("pika_consume", CONSUMER, count=count, insert=insert)


def faststream(stage: Stage) -> dict[str, Any]:
    stage.fresh()
    stage.fill(FASTSTREAM_COUNT)
    return stage.run("faststream_consume", CONSUMER, count=FASTSTREAM_COUNT)


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    batched, pika = "reaction in batches, durable inbox", "pika, JSON, one ack per batch"
    single, insert = "single reaction, durable inbox", "pika, one journaled unique insert each"
    stream = "FastStream, no inbox"
    found = alternate(
        {
            batched: lambda: ours(stage, "batch", COUNT),
            pika: lambda: reference(stage, COUNT),
            single: lambda: ours(stage, "single", SINGLE_COUNT),
            insert: lambda: reference(stage, SINGLE_COUNT, insert=True),
            stream: lambda: faststream(stage),
        },
        rounds,
    )
    return {
        "batched": judge(Comparison(batched, pika, 0.60), found),
        "batched_to_faststream": judge(Comparison(batched, stream, 3.0), found),
        "single": judge(Comparison(single, insert, 0.80), found),
    }
