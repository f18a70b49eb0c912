"""`python -m deploy.grafana.message_flow`: the dashboard "Message flow", from the outboxes to the parked messages.

Promises: message_flow.json is exactly what this writes; every expression finds data in a Prometheus that scrapes a
running stack (tests/deploy/grafana). A counter whose labels were never used has no series: where silence is the good
news, `or vector(0)` draws it, and the check looks for the metric's name apart.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from grafana_foundation_sdk.builders import dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as model

from deploy.grafana.panels import DATASOURCE, HALF, Panel, course, number_of_now
from deploy.grafana.queries import DELAY_QUEUE, OURS, PARKED_QUEUE, REACTION_QUEUE, largest, quantile, queues, rate

FILE = Path(__file__).with_name("message_flow.json")

MEMORY_SHARE = "max by (instance) (rabbitmq_process_resident_memory_bytes / rabbitmq_resident_memory_limit_bytes)"

NOW = [
    number_of_now(
        "Oldest unsent event",
        "How long the oldest event has waited in an outbox. Ages only while broker or relay is away.",
        "s",
        f"max(sotay_outbox_oldest_seconds{{{OURS}}})",
        60,
    ),
    number_of_now(
        "Parked messages",
        "Messages that wait for a person: make parked.",
        "short",
        f"sum({queues('queue_messages_ready', PARKED_QUEUE)})",
        1,
    ),
    number_of_now(
        "Reactions paused",
        "Reactions that stand still because a store or a neighbour is away.",
        "short",
        f"sum(sotay_reaction_paused{{{OURS}}}) or vector(0)",
        1,
    ),
    number_of_now(
        "Processes that do not answer",
        "Targets that Prometheus cannot scrape.",
        "short",
        'sum(1 - up{job=~"sotay|rabbitmq"})',
        1,
    ),
]
PUBLISHING = [
    course(
        "Events published",
        "Confirmed by the broker.",
        "cps",
        (rate("sotay_events_published_total", "type"), "{{type}}"),
    ),
    course(
        "Confirm latency",
        "From publishing an event to the broker's confirm.",
        "s",
        (quantile(0.5, "sotay_confirm_seconds", "service"), "{{service}} p50"),
        (quantile(0.99, "sotay_confirm_seconds", "service"), "{{service}} p99"),
    ),
    course(
        "Refused",
        "Unroutable: no queue takes it. Nacked: the broker refused it. Both stay in the outbox and are tried again.",
        "cps",
        (rate("sotay_events_unroutable_total", "type", silent=True), "unroutable {{type}}"),
        (rate("sotay_events_nacked_total", "type", silent=True), "nacked {{type}}"),
        (rate("sotay_relay_leases_lost_total", "service"), "leases lost {{service}}"),
    ),
    course(
        "Waiting in outboxes",
        "Documents whose outbox is not empty.",
        "short",
        (largest("sotay_outbox_pending", "service"), "{{service}}"),
        span=HALF,
    ),
    course(
        "Age of the oldest unsent event",
        "Above 60 s an alert fires.",
        "s",
        (largest("sotay_outbox_oldest_seconds", "service"), "{{service}}"),
        span=HALF,
    ),
]
REACTING = [
    course(
        "Deliveries handled",
        "By what became of them.",
        "cps",
        (rate("sotay_events_handled_total", "reaction, outcome"), "{{reaction}} {{outcome}}"),
    ),
    course(
        "Time in the reaction",
        "Nineteen of twenty deliveries took less.",
        "s",
        (quantile(0.95, "sotay_handling_seconds", "reaction"), "{{reaction}}"),
    ),
    course(
        "Tried again, parked, repeated",
        "Repeated: the effect was there already and the inbox refused it a second time.",
        "cps",
        (rate("sotay_events_retried_total", "reaction", silent=True), "retried {{reaction}}"),
        (rate("sotay_events_parked_total", "reaction", silent=True), "parked {{reaction}}"),
        (rate("sotay_inbox_duplicates_total", "reaction", silent=True), "repeated {{reaction}}"),
    ),
]
QUEUES = [
    course(
        "Ready",
        "Messages nobody has taken yet.",
        "short",
        (queues("queue_messages_ready", REACTION_QUEUE), "{{queue}}"),
    ),
    course(
        "In hand",
        "Taken and not yet acknowledged.",
        "short",
        (queues("queue_messages_unacked", REACTION_QUEUE), "{{queue}}"),
    ),
    course(
        "Readers",
        "Consumers of each queue; 0 fires an alert.",
        "short",
        (queues("queue_consumers", REACTION_QUEUE), "{{queue}}"),
    ),
    course(
        "Waiting for another try",
        "Messages in the delay queues.",
        "short",
        (queues("queue_messages", DELAY_QUEUE), "{{queue}}"),
        span=HALF,
    ),
    course(
        "Parked",
        "Messages that wait for a person.",
        "short",
        (queues("queue_messages_ready", PARKED_QUEUE), "{{queue}}"),
        span=HALF,
    ),
]
ANSWERING = [
    course(
        "Questions and commands",
        "By what became of them.",
        "reqps",
        (rate("sotay_rpc_requests_total", "method, outcome"), "{{method}} {{outcome}}"),
        span=HALF,
    ),
    course(
        "Time to answer",
        "Nineteen of twenty were answered sooner.",
        "s",
        (quantile(0.95, "sotay_rpc_seconds", "method"), "{{method}}"),
        span=HALF,
    ),
]
HEAVY = [
    course(
        "Heavy jobs",
        "By what became of them.",
        "cps",
        (rate("sotay_heavy_jobs_total", "job, outcome"), "{{job}} {{outcome}}"),
        span=HALF,
    ),
    course(
        "Time of a heavy job",
        "Nine of ten took less.",
        "s",
        (quantile(0.9, "sotay_heavy_seconds", "job"), "{{job}}"),
        span=HALF,
    ),
]
BENEATH = [
    course(
        "Broker: messages in and out",
        "RabbitMQ's own count.",
        "cps",
        ("sum(rate(rabbitmq_global_messages_received_total[$__rate_interval]))", "received"),
        ("sum(rate(rabbitmq_global_messages_acknowledged_total[$__rate_interval]))", "acknowledged"),
    ),
    course(
        "Broker: memory used of its limit",
        "At 100 % publishers are held back.",
        "percentunit",
        (MEMORY_SHARE, "{{instance}}"),
    ),
    course(
        "Store: round trip",
        "Nineteen of twenty pings took less.",
        "s",
        (quantile(0.95, "sotay_store_ping_seconds", "process"), "{{process}}"),
    ),
]


def build() -> model.Dashboard:
    board = (
        dashboard.Dashboard("Message flow")
        .uid("so-tay-message-flow")
        .description("How events leave the outboxes, pass the broker and are reacted to.")
        .tags(["so-tay"])
        .time("now-1h", "now")
        .refresh("15s")
        .timezone("browser")
        .with_variable(dashboard.DatasourceVariable("datasource").type("prometheus").label("Prometheus"))
        .with_variable(_service())
    )
    rows: dict[str, Sequence[Panel]] = {
        "Now": NOW,
        "Publishing": PUBLISHING,
        "Reacting": REACTING,
        "Queues": QUEUES,
        "Questions": ANSWERING,
        "Heavy work": HEAVY,
        "Beneath": BENEATH,
    }
    for title, panels in rows.items():
        board = board.with_row(dashboard.Row(title))
        for panel in panels:
            board = board.with_panel(panel)
    return board.build()


def _service() -> dashboard.QueryVariable:
    return (
        dashboard.QueryVariable("service")
        .label("Service")
        .datasource(DATASOURCE)
        .query('label_values(up{job="sotay"}, service)')
        .refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .multi(True)
        .include_all(True)
        .all_value(".+")
        .current(model.VariableOption(selected=True, text="All", value="$__all"))
    )


def text() -> str:
    return JSONEncoder(sort_keys=True, indent=2).encode(build()) + "\n"


def main() -> int:
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
