"""The province's numbers for Prometheus: counts of sets, nothing of a person."""

from __future__ import annotations

from services.identity.rules.roll_out import add, numbers
from services.identity.store import organisations, roll_out_cells, roll_out_settings
from shared.observability.metrics import gauge

MEMBERS = gauge(
    "sotay_roll_out_members",
    "Members by set: eligible, excluded, registered_eligible, registered_excluded, active.",
    ["state"],
)


def measure_roll_out() -> None:
    root = organisations.root()
    if root is None:
        return
    found = numbers(add(roll_out_cells.totals(root.path).values()), roll_out_settings.rule_of(root.path))
    for state, number in {
        "eligible": found.eligible,
        "excluded": found.excluded,
        "registered_eligible": found.registered_eligible,
        "registered_excluded": found.registered_excluded,
        "active": found.active_eligible + found.active_excluded,
    }.items():
        MEMBERS.of(state=state).set(number)
