"""The dashboard as committed, without a server; `expressions.py` asks a real one."""

import json
from pathlib import Path

import pytest

from deploy.grafana import message_flow
from shared.observability import metrics
from tests.deploy.grafana.expressions import DASHBOARD, expressions, filled_in, metrics_of

BOARD = json.loads(DASHBOARD.read_text(encoding="utf-8"))

# What the chassis counts about messages; each must be somewhere on the page.
OF_MESSAGES = {
    *("EVENTS_PUBLISHED", "EVENTS_UNROUTABLE", "EVENTS_NACKED", "CONFIRM_SECONDS", "OUTBOX_PENDING"),
    *("OUTBOX_OLDEST_SECONDS", "RELAY_LEASES_LOST", "EVENTS_HANDLED", "HANDLING_SECONDS", "EVENTS_RETRIED"),
    *("EVENTS_PARKED", "REACTION_PAUSED", "INBOX_DUPLICATES", "RPC_REQUESTS", "RPC_SECONDS", "HEAVY_JOBS"),
    *("HEAVY_SECONDS", "STORE_PING_SECONDS"),
}


def family(name: str) -> str:
    metric = getattr(metrics, name)
    return str(getattr(metric, "_metric", metric)._name)


def test_the_committed_dashboard_is_what_the_code_writes() -> None:
    assert Path(message_flow.FILE).read_text(encoding="utf-8") == message_flow.text()


def test_every_number_of_the_message_flow_is_on_the_page() -> None:
    shown = set().union(*(metrics_of(expression) for _, expression in expressions(BOARD)))
    assert {family(name) for name in OF_MESSAGES} <= shown


def test_every_metric_of_ours_on_the_page_is_declared_in_the_chassis() -> None:
    declared = {family(name) for name in dir(metrics) if name.isupper() and hasattr(getattr(metrics, name), "of")}
    declared |= {family(name) for name in OF_MESSAGES}
    shown = set().union(*(metrics_of(expression) for _, expression in expressions(BOARD)))
    assert {name for name in shown if name.startswith("sotay_")} <= declared


def test_panels_have_a_title_and_a_description_each_and_none_lies_over_another() -> None:
    panels = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
    assert len({panel["title"] for panel in panels}) == len(panels)
    assert all(panel["description"] for panel in panels)
    taken = [cell for panel in panels for cell in cells(panel["gridPos"])]
    assert len(taken) == len(set(taken))


def cells(place: dict[str, int]) -> list[tuple[int, int]]:
    columns = range(place["x"], place["x"] + place["w"])
    rows = range(place["y"], place["y"] + place["h"])
    return [(column, row) for column in columns for row in rows]


def test_a_variable_the_check_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"\$nobody"):
        filled_in('up{job="$nobody"}')
