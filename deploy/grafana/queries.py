"""The few shapes that the expressions of a dashboard have. `$service` is the dashboard's variable."""

from __future__ import annotations

OURS = 'service=~"$service"'
REACTION_QUEUE = 'queue=~"[a-z]+[.][a-z_]+"'
DELAY_QUEUE = 'queue=~"[a-z]+[.]retry[.].+"'
PARKED_QUEUE = 'queue=~".+[.]parked"'


def rate(metric: str, by: str, silent: bool = False) -> str:
    expression = f"sum by ({by}) (rate({metric}{{{OURS}}}[$__rate_interval]))"
    return f"{expression} or vector(0)" if silent else expression


def quantile(share: float, metric: str, by: str) -> str:
    buckets = f"sum by ({by}, le) (rate({metric}_bucket{{{OURS}}}[$__rate_interval]))"
    return f"histogram_quantile({share}, {buckets})"


def largest(metric: str, by: str) -> str:
    return f"max by ({by}) ({metric}{{{OURS}}})"


def queues(metric: str, which: str) -> str:
    return f"max by (queue) (rabbitmq_detailed_{metric}{{{which}}})"
