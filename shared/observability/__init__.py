"""What a process tells the people who run it: logs, metrics, trace context, health."""

from shared.observability.health import CheckResult, Degraded, Health, health, start_health_server
from shared.observability.logging import configure_logging, log
from shared.observability.tracing import bind_from_headers, bound, correlation_id, to_headers

__all__ = [
    "CheckResult",
    "Degraded",
    "Health",
    "bind_from_headers",
    "bound",
    "configure_logging",
    "correlation_id",
    "health",
    "log",
    "start_health_server",
    "to_headers",
]
