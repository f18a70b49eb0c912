"""nameko's container, kept alive: an error in a worker's set-up, result or tear-down fails that worker alone.

It also binds the trace context of each worker, because a greenlet starts with an empty one.
"""

from __future__ import annotations

import sys
from typing import Any

from nameko.containers import ServiceContainer

from shared.observability import log, tracing


class Container(ServiceContainer):
    def _run_worker(self, worker_ctx: Any, handle_result: Any) -> None:
        answered = False

        def once(*args: Any) -> Any:
            nonlocal answered
            answered = True
            return handle_result(*args)

        with tracing.bound(worker_ctx.data):
            try:
                super()._run_worker(worker_ctx, once if handle_result is not None else None)
            except Exception:
                log.exception("worker_lifecycle_failed", method=worker_ctx.entrypoint.method_name)
                if not answered and handle_result is not None:
                    handle_result(worker_ctx, None, sys.exc_info())
