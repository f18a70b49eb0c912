"""Second reference: a FastStream subscriber that decodes JSON and acks, without any inbox."""

import asyncio
import json
import os
import time
from typing import Any

import uvloop
from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue

from tests.performance.sides.report import report, task

PREFETCH = 400


async def main(told: dict[str, Any]) -> None:
    finished = asyncio.Event()
    began = ended = 0.0
    handled = 0
    async with RabbitBroker(os.environ["SOTAY_AMQP_URI"], logger=None) as broker:
        queue = RabbitQueue(told["queue"], durable=True, declare=False)

        @broker.subscriber(queue, channel=Channel(prefetch_count=PREFETCH), ack_policy=AckPolicy.ACK)
        async def on_note_written(body: bytes) -> None:
            nonlocal began, ended, handled
            began = began or time.perf_counter()
            json.loads(body)
            handled += 1
            if handled == told["count"]:
                ended = time.perf_counter()
                finished.set()

        await broker.start()
        await asyncio.wait_for(finished.wait(), 100)
        await asyncio.sleep(0.5)  # the last acks
    report(handled, ended - began)


if __name__ == "__main__":
    uvloop.run(main(task()))
