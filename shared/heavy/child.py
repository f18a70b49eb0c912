"""What runs in a heavy worker's child process, and how it may end."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable
from typing import Any

from shared.contracts.registry import Received
from shared.observability import tracing

Job = Callable[[Received[Any]], None]
PR_SET_PDEATHSIG = 1


class Unfinished(Exception):
    """Raised by a job that did a slice of long work and kept it: its message goes to the back of its own queue, so that
    what waits there gets its turn. It is no failure and costs no try."""


class JobProcessDied(Exception):
    """The child was killed or ran out of memory while it had this job."""


def start_child(initialise: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    # A parent killed with -9 cannot tell its child; Linux does, so that no orphan goes on working.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    initialise()


def run_job(job: Job, received: Received[Any]) -> None:
    with tracing.bound(received.trace_headers):
        job(received)
