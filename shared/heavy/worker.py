"""A worker for work that takes seconds to minutes of CPU: OCR, speech, index building, report files.

The main thread talks to the broker and answers heartbeats; the job runs in a child process that was started before
any socket existed; its end comes back through `add_callback_threadsafe`. The ack follows the job's own commit. A
child killed in the middle costs a redelivery. Jobs stay under RabbitMQ's consumer timeout of 30 minutes by being cut
into slices that end `Unfinished`; a child that hangs is killed before that, which is a failure. Failures go the same
ways as in `shared.messaging`: delayed tries, parked, or held in an outage.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pika
import pika.exceptions

from shared import clock
from shared.broker.policy import RetryPolicy, Verdict, attempt_of, is_outage, judge, next_headers
from shared.broker.topology import Reaction, declare_with_pika, reaction_topology, retry_name, retry_topology
from shared.contracts.registry import Event, Received, UnknownEvent, UnreadableEvent, parse
from shared.heavy.child import Job, JobProcessDied, Unfinished, run_job, start_child
from shared.observability import health, log, metrics

HEARTBEAT = 30
HOLD_PAUSE = 5.0
STOP_SECONDS = 25.0
GIVE_UP_SECONDS = 10.0
"""Less than a heartbeat: the broker waits meanwhile."""
JOB_SECONDS = 1500.0
"""Of one try of a job; whatever takes longer hangs. Less than the broker's 30 minutes."""


@dataclass
class HeavyWorker:
    """`job` and `initialise` are module-level functions: they are run in the child.

    `initialise` opens the child's own store connection and engines, once. `give_up` is run there with an event before
    it is parked, so that nobody goes on waiting for its job; sent back from there, it comes to the job again.
    """

    amqp_uri: str
    reaction: Reaction
    job: Job
    initialise: Callable[[], None]
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    heartbeat: int = HEARTBEAT
    job_seconds: float = JOB_SECONDS
    give_up: Job | None = None

    def __post_init__(self) -> None:
        self._parameters = pika.URLParameters(self.amqp_uri)
        self._parameters.heartbeat = self.heartbeat
        self._parameters.blocked_connection_timeout = 30
        self._pool = self._new_pool()
        self._connection: Any = None
        self._stopping = False
        self._running = False
        self._submitted: list[Future[None]] = []
        self._at_work: Future[None] | None = None
        self._at_work_since = 0.0

    def _new_pool(self) -> ProcessPoolExecutor:
        # "spawn": a forked child would share sockets and the locks of whatever thread was running.
        pool = ProcessPoolExecutor(
            1, mp_context=multiprocessing.get_context("spawn"), initializer=start_child, initargs=(self.initialise,)
        )
        pool.submit(int).result()
        return pool

    def check(self) -> None:
        """Readiness: raises while the broker is away."""
        if self._connection is None or not self._connection.is_open:
            raise pika.exceptions.ConnectionClosed(0, "broker")

    def run(self) -> None:
        """Until `stop`; reconnects for ever."""
        pause = 0.5
        while not self._stopping:
            try:
                self._session()
                pause = 0.5
            except (pika.exceptions.AMQPError, OSError) as error:
                log.warning("broker_connection_lost", error=type(error).__name__)
            if not self._stopping:
                health.beat()
                time.sleep(pause)
                pause = min(pause * 2, 5.0)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def stop(self) -> None:
        """No new job; the one in hand is given `STOP_SECONDS`, then it is the broker's again."""
        self._stopping = True

    def _session(self) -> None:
        self._connection = pika.BlockingConnection(self._parameters)
        try:
            self._consume(self._connection.channel())
        finally:
            # What this session held goes back at once, not when the broker misses its heartbeats.
            if self._connection.is_open:
                self._connection.close()

    def _consume(self, channel: Any) -> None:
        """Until the broker ends the connection, the channel (a job over its time) or the queue; or until told."""
        channel.confirm_delivery()
        delays = retry_topology(self.reaction.consumer, self.retry.delays)
        declare_with_pika(channel, [*delays, *reaction_topology(self.reaction)])
        channel.basic_qos(prefetch_count=1)
        self._running = False
        tag = channel.basic_consume(self.reaction.name, self._on_message)
        log.info("worker_connected", reaction=self.reaction.name)
        while channel.is_open and channel.consumer_tags and not self._stopping:
            self._connection.process_data_events(time_limit=0.5)
            self._end_what_hangs()
            health.beat()
        if channel.is_open and self._stopping:
            channel.basic_cancel(tag)
            deadline = time.monotonic() + STOP_SECONDS
            while self._running and channel.is_open and time.monotonic() < deadline:
                self._connection.process_data_events(time_limit=0.2)
                health.beat()

    def _on_message(self, channel: Any, method: Any, properties: Any, body: bytes) -> None:
        delivery = _Delivery(channel, method.delivery_tag, properties, body)
        try:
            received = parse(body, self.reaction.name)
        except (UnknownEvent, UnreadableEvent) as error:
            return self._dispose(delivery, error)
        self._submit(delivery, received)

    def _submit(self, delivery: _Delivery, received: Received[Event]) -> None:
        if not delivery.channel.is_open or self._stopping:
            return  # the broker delivers it again
        self._running = True
        started = time.monotonic()
        connection = self._connection

        def on_done(future: Future[None]) -> None:  # on the pool's thread
            finish = partial(self._finish, delivery, received, future, time.monotonic() - started)
            if connection.is_open:
                connection.add_callback_threadsafe(finish)

        try:
            future = self._pool.submit(run_job, self.job, received)
        except BrokenProcessPool:
            self._pool = self._new_pool()
            future = self._pool.submit(run_job, self.job, received)
        self._submitted.append(future)
        future.add_done_callback(on_done)

    def _end_what_hangs(self) -> None:
        """Also a job of an earlier session: the child goes on with it, and what came since waits behind it."""
        self._submitted = [future for future in self._submitted if not future.done()]
        first = self._submitted[0] if self._submitted else None
        if first is not self._at_work:
            self._at_work, self._at_work_since = first, time.monotonic()
        elif first is not None and time.monotonic() - self._at_work_since > self.job_seconds:
            log.warning("job_hangs", job=self.reaction.name)
            for child in list(self._pool._processes.values()):  # noqa: SLF001 - the pool has no way to say it
                child.kill()

    def _finish(self, delivery: _Delivery, received: Received[Event], future: Future[None], seconds: float) -> None:
        self._running = False
        if not delivery.channel.is_open:
            return  # it comes again; the job's own commit makes the second run harmless
        error = future.exception()
        job = self.reaction.name
        metrics.HEAVY_SECONDS.of(job=job).observe(seconds)
        if error is None:
            metrics.HEAVY_JOBS.of(job=job, outcome="done").inc()
            delivery.channel.basic_ack(delivery.tag)
            return
        if isinstance(error, Unfinished):
            metrics.HEAVY_JOBS.of(job=job, outcome="sliced").inc()
            self._send_again(delivery, "", job)
            return
        metrics.HEAVY_JOBS.of(job=job, outcome="failed").inc()
        if isinstance(error, BrokenProcessPool):
            self._pool = self._new_pool()
            error = JobProcessDied()
        self._dispose(delivery, error, received)

    def _dispose(self, delivery: _Delivery, error: BaseException, received: Received[Event] | None = None) -> None:
        headers = delivery.properties.headers or {}
        verdict = judge(error, attempt_of(headers), self.retry)
        if verdict.action == "park" and received is not None and not self._gave_up(received):
            verdict = Verdict("hold", "outage")
        log.warning("job_failed", job=self.reaction.name, action=verdict.action, error=type(error).__name__)
        if verdict.action == "hold" and received is not None:
            # One message at a time: holding this one is the pause.
            metrics.REACTION_PAUSED.of(reaction=self.reaction.name).set(1)
            self._running = True
            self._connection.call_later(HOLD_PAUSE, partial(self._try_again, delivery, received))
            return
        copied = next_headers(headers, verdict, error, reaction=self.reaction.name, moment=clock.now().isoformat())
        exchange, routing_key = retry_name(self.reaction.consumer, verdict.delay), self.reaction.name
        if verdict.action == "park":
            exchange, routing_key = "", self.reaction.parked
            metrics.EVENTS_PARKED.of(reaction=self.reaction.name).inc()
        else:
            metrics.EVENTS_RETRIED.of(reaction=self.reaction.name).inc()
        delivery.properties.headers = copied
        self._send_again(delivery, exchange, routing_key)

    def _gave_up(self, received: Received[Event]) -> bool:
        """Whether it was told, or cannot be; False in an outage, after which the job is tried again."""
        if self.give_up is None:
            return True
        try:
            self._pool.submit(run_job, self.give_up, received).result(GIVE_UP_SECONDS)
        except Exception as error:  # noqa: BLE001  whatever it is, the event is kept
            log.warning("not_given_up", job=self.reaction.name, error=type(error).__name__)
            return not (is_outage(error) or isinstance(error, TimeoutError))
        return True

    def _send_again(self, delivery: _Delivery, exchange: str, routing_key: str) -> None:
        # Raises when the broker does not confirm: the connection is rebuilt and the original comes again.
        delivery.channel.basic_publish(exchange, routing_key, delivery.body, delivery.properties, mandatory=True)
        delivery.channel.basic_ack(delivery.tag)

    def _try_again(self, delivery: _Delivery, received: Received[Event]) -> None:
        metrics.REACTION_PAUSED.of(reaction=self.reaction.name).set(0)
        self._running = False
        self._submit(delivery, received)


@dataclass
class _Delivery:
    channel: Any
    tag: int
    properties: Any
    body: bytes


def run_worker(worker: HeavyWorker) -> None:
    """Run with the usual signals until told to stop."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    health.register("broker", worker.check)
    worker.run()
