"""The consuming side of one nameko process: one connection, one channel per source, reconnecting for ever.

A source (subscription, batch subscription, RPC door) attaches itself to each fresh channel. Whatever was delivered
on an old channel is the broker's again: its acks are dropped, and the inbox makes the second delivery harmless.
The loop itself must never run a handler: a busy loop sends no heartbeats and the broker cuts the connection.
"""

from __future__ import annotations

import time
from typing import Any, Protocol

import eventlet
from amqp.exceptions import AMQPError
from kombu import Connection
from kombu.exceptions import OperationalError
from nameko.extensions import SharedExtension

from shared.messaging.frames import FrameReader
from shared.messaging.settings import MessagingSettings
from shared.observability import log

RECOVERABLE = (AMQPError, OperationalError, OSError)
DRAIN_SECONDS = 20.0


class Source(Protocol):
    def attach(self, channel: Any) -> None: ...
    def detach(self) -> None: ...


class Bus(SharedExtension):
    """Shared by all sources of a container (nameko binds one instance per container)."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._stopping = False
        self._thread: Any = None
        self.connected = False

    @property
    def settings(self) -> MessagingSettings:
        settings: MessagingSettings = self.container.config["messaging"]
        return settings

    def register(self, source: Source) -> None:
        self._sources.append(source)

    def start(self) -> None:
        if self._thread is None:
            self._thread = self.container.spawn_managed_thread(self._run, identifier="bus")

    def stop(self) -> None:
        self._stopping = True
        if self._thread is not None:
            self._thread.wait()

    def kill(self) -> None:
        self._stopping = True

    def _run(self) -> None:
        pause = 0.2
        while not self._stopping:
            started = time.monotonic()
            try:
                self._session()
            except RECOVERABLE as error:
                log.warning("broker_connection_lost", error=type(error).__name__)
            except Exception as error:
                # A frame that the library cannot read: the broker parks its message once it came too often.
                log.exception("broker_session_failed", error=type(error).__name__)
            if time.monotonic() - started > 10:
                pause = 0.2
            if not self._stopping:
                eventlet.sleep(pause)
                pause = min(pause * 2, 5.0)

    def _session(self) -> None:
        connection = Connection(self.settings.amqp_uri, heartbeat=self.settings.heartbeat, connect_timeout=5)
        try:
            connection.connect()
            for source in self._sources:
                channel = connection.channel()
                channel.auto_decode = False  # bodies are parked byte for byte as they came
                source.attach(channel)
            self.connected = True
            log.info("broker_connected", sources=len(self._sources))
            self._drain(connection)
        finally:
            self.connected = False
            for source in self._sources:
                source.detach()
            connection.collect(socket_timeout=0.5)

    def _drain(self, connection: Any) -> None:
        frames = FrameReader(connection.connection)
        beat = time.monotonic()
        while not self._stopping:
            frames.read(0.5)
            if time.monotonic() - beat >= 1:
                beat = time.monotonic()
                connection.heartbeat_check()
