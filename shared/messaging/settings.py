"""What the messaging chassis needs to know of its process; filled by `shared.run` from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared.broker.policy import RetryPolicy


@dataclass(frozen=True, slots=True)
class MessagingSettings:
    """`heartbeat` in seconds. `hold_limit`: how long a delivery is held during an outage before it is moved to the
    longest delay queue, well under RabbitMQ's consumer timeout of 30 minutes."""

    amqp_uri: str
    heartbeat: int = 10
    prefetch: int = 20
    hold_limit: float = 900.0
    retry: RetryPolicy = field(default_factory=RetryPolicy)
