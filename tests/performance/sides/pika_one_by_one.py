"""Third reference: pika that waits for each confirm before it sends the next message, as most programs do."""

import os
import time
from typing import Any

import pika

from tests.performance.contracts import bodies
from tests.performance.sides.report import report, task


def main(told: dict[str, Any]) -> None:
    made = bodies(told["count"])
    properties = pika.BasicProperties(delivery_mode=2, content_type="application/cloudevents+json")
    with pika.BlockingConnection(pika.URLParameters(os.environ["SOTAY_AMQP_URI"])) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        began = time.perf_counter()
        for body in made:
            channel.basic_publish(told["exchange"], told["type"], body, properties, mandatory=True)
        seconds = time.perf_counter() - began
    report(len(made), seconds)


if __name__ == "__main__":
    main(task())
