"""Heavy work: a plain process with its own queue, no eventlet, one message at a time."""

from shared.heavy.child import Job, Unfinished
from shared.heavy.worker import HeavyWorker, run_worker

__all__ = ["HeavyWorker", "Job", "Unfinished", "run_worker"]
