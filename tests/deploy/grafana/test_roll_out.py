"""The dashboard "Roll-out" as committed, against the metric that identity exposes."""

import json

from deploy.grafana import roll_out
from services.identity.queries.measure_roll_out import MEMBERS
from tests.deploy.grafana.expressions import expressions, metrics_of


def test_the_committed_dashboard_is_what_the_code_writes() -> None:
    assert roll_out.FILE.read_text(encoding="utf-8") == roll_out.text()


def test_it_asks_for_nothing_but_the_counts_of_identity() -> None:
    board = json.loads(roll_out.text())
    asked = set().union(*(metrics_of(expression) for _, expression in expressions(board)))
    assert asked == {MEMBERS._metric._name}
