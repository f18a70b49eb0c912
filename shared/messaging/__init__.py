"""Events in, questions answered. `@subscribe`, `@subscribe_batch`, `@rpc` and `Door` are what a service uses.

nameko's own event handler and dispatcher are forbidden by lint: they ack what failed and publish what may never
have been stored (docs/decisions/0001).
"""

from shared.broker.policy import RetryPolicy
from shared.contracts.registry import Received
from shared.messaging.batch import subscribe_batch
from shared.messaging.door import Door, answers, answers_openly
from shared.messaging.rpc import rpc
from shared.messaging.settings import MessagingSettings
from shared.messaging.subscribe import subscribe

__all__ = [
    "Door",
    "MessagingSettings",
    "Received",
    "RetryPolicy",
    "answers",
    "answers_openly",
    "rpc",
    "subscribe",
    "subscribe_batch",
]
