"""`@subscribe(ArticlePublished)`: the method is called with each event, at least once, and the event is acked only
when the method returned. `react` in the method makes the effect happen once.

Deliveries of one queue run side by side up to `prefetch`, so a method must not rely on order between aggregates;
within one aggregate it compares `sequence` where order matters.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from shared.contracts.registry import UnknownEvent, UnreadableEvent, parse
from shared.messaging.delivery import Delivery
from shared.messaging.gate import Abandoned
from shared.observability import log


class Subscription(Delivery):
    def on_message(self, raw: Any) -> None:
        self.container.spawn_managed_thread(partial(self._deliver, raw), identifier=self.reaction.name)

    def _deliver(self, raw: Any) -> None:
        """Never raises: an error in a managed thread would end the whole process."""
        self._busy += 1
        try:
            self.safely(raw, partial(self._handle, raw))
        except Abandoned:
            log.info("delivery_abandoned", reaction=self.reaction.name)
        finally:
            self._busy -= 1

    def _handle(self, raw: Any) -> None:
        if not self.alive(raw):
            return
        try:
            received = parse(raw.body, self.reaction.name)
        except (UnknownEvent, UnreadableEvent) as error:
            return self.dispose(raw, error)
        self.settle(raw, partial(self.call, received, received.trace_headers))


subscribe = Subscription.decorator
