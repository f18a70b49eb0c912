"""Counts what a process asks of its store, as the driver itself reports it."""

import threading

from pymongo import monitoring


class RoundTrips(monitoring.CommandListener):
    """Register before the first connection; `ping` and `hello` are the driver's own business."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0
        monitoring.register(self)

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name not in ("ping", "hello", "isMaster", "endSessions"):
            with self._lock:
                self.count += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Only beginnings are counted."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Only beginnings are counted."""
