"""Second reference: FastStream publishing with confirms, a hundred at once, the same bodies."""

import asyncio
import os
import time
from typing import Any

import uvloop
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange

from tests.performance.contracts import bodies
from tests.performance.sides.report import report, task

AT_ONCE = 100


async def main(told: dict[str, Any]) -> None:
    made = bodies(told["count"])
    waiting = iter(made)
    exchange = RabbitExchange(told["exchange"], type=ExchangeType.TOPIC, durable=True)
    async with RabbitBroker(os.environ["SOTAY_AMQP_URI"], logger=None) as broker:

        async def send() -> None:
            for body in waiting:
                await broker.publish(body, exchange=exchange, routing_key=told["type"], persist=True, mandatory=True)

        await broker.publish(made[0], exchange=exchange, routing_key=told["type"], persist=True)  # declares once
        began = time.perf_counter()
        await asyncio.gather(*[send() for _ in range(AT_ONCE)])
        seconds = time.perf_counter() - began
    report(len(made), seconds)


if __name__ == "__main__":
    uvloop.run(main(task()))
