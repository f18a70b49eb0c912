"""`make parked`: what waits for a person, why, and sending it back.

python -m shared.broker.parked list                       each parked queue and how many messages it holds
python -m shared.broker.parked show QUEUE [COUNT]         the oldest messages: id, type, reason, history; not removed
python -m shared.broker.parked redrive QUEUE [EVENT_ID]   back to their reaction, all or one, body unchanged

A message goes back with a confirm before it leaves the parked queue; a crash in between leaves two, and the inbox
makes the second harmless. Its tries start again, its history stays. Bodies may concern a person and are not shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pika
import pika.exceptions

from shared.broker.policy import ATTEMPT, HISTORY, ORIGIN, REASON, own_headers
from shared.contracts.reactions import all_reactions
from shared.settings import load_value

SHOWN = 20
PARKED = ".parked"


def depths(channel_of: Any) -> Iterator[tuple[str, int]]:
    """(queue, messages) of every reaction's parked queue that exists."""
    for reaction in all_reactions():
        channel = channel_of()
        try:
            found = channel.queue_declare(reaction.parked, passive=True)
        except pika.exceptions.ChannelClosedByBroker:
            continue  # that consumer was never started
        yield reaction.parked, found.method.message_count


def peek(channel: Any, queue: str, count: int) -> list[dict[str, Any]]:
    """Describe the oldest messages; they return to the queue when the channel closes."""
    found = []
    for _ in range(count):
        method, properties, body = channel.basic_get(queue, auto_ack=False)
        if method is None:
            break
        headers = properties.headers or {}
        history = [str(line) for line in headers.get(HISTORY) or []]
        found.append(
            {
                "id": properties.message_id or _id_in(body),
                "bytes": len(body),
                "reason": headers.get(REASON, "delivery_limit"),
                "history": history,
            }
        )
    channel.close()
    return found


def redrive(channel: Any, queue: str, event_id: str | None = None) -> int:
    """Send messages back to their reaction. Returns how many went. Raises when the broker does not confirm."""
    channel.confirm_delivery()
    target = queue.removesuffix(PARKED)
    waiting = channel.queue_declare(queue, passive=True).method.message_count
    sent = 0
    for _ in range(waiting):
        method, properties, body = channel.basic_get(queue, auto_ack=False)
        if method is None:
            break
        if event_id is not None and event_id not in (properties.message_id, _id_in(body)):
            continue  # stays unacked, and so in the queue, until the channel closes
        headers = own_headers(properties.headers or {})
        properties.headers = {name: headers[name] for name in headers if name not in (ATTEMPT, REASON, ORIGIN)}
        channel.basic_publish("", target, body, properties, mandatory=True)
        channel.basic_ack(method.delivery_tag)
        sent += 1
    channel.close()
    return sent


def _id_in(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def main(arguments: list[str]) -> int:
    with pika.BlockingConnection(pika.URLParameters(load_value("AMQP_URI"))) as connection:
        match arguments:
            case [] | ["list"]:
                found = list(depths(connection.channel))
                for queue, count in found:
                    print(f"{count:>7}  {queue}")
                print(f"{sum(count for _, count in found):>7}  in all")
            case ["show", queue, *count]:
                for item in peek(connection.channel(), queue, int(count[0]) if count else SHOWN):
                    print(json.dumps(item, ensure_ascii=False))
            case ["redrive", queue, *event_id] if queue.endswith(PARKED):  # another's would go back into itself
                print(redrive(connection.channel(), queue, *event_id[:1]), "sent back")
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
