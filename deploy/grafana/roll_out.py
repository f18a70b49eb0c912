"""`python -m deploy.grafana.roll_out`: the dashboard "Roll-out", how far a province has come. Sets of people as counts;
a rate is drawn as it is, also above 100 %.

Promises: roll_out.json is exactly what this writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grafana_foundation_sdk.builders import dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as model

from deploy.grafana.panels import HALF, course

FILE = Path(__file__).with_name("roll_out.json")


def _set(state: str) -> str:
    return f'max(sotay_roll_out_members{{state="{state}"}})'


PANELS = [
    course(
        "Registered and eligible",
        "Both sets, and those with an account who are not counted on.",
        "short",
        (_set("eligible"), "eligible"),
        (_set("registered_eligible"), "registered among the eligible"),
        (_set("excluded"), "excluded"),
        (_set("registered_excluded"), "registered among the excluded"),
        (_set("active"), "active within 30 days"),
        span=HALF,
    ),
    course(
        "Rates",
        "All over eligible may exceed 100 %: its numerator holds people whom the denominator leaves out.",
        "percentunit",
        (f"{_set('registered_eligible')} / {_set('eligible')}", "registered among the eligible"),
        (f"({_set('registered_eligible')} + {_set('registered_excluded')}) / {_set('eligible')}", "all over eligible"),
        span=HALF,
    ),
]


def build() -> model.Dashboard:
    board = (
        dashboard.Dashboard("Roll-out")
        .uid("so-tay-roll-out")
        .description("How many members a province counts on, and how many have an account.")
        .tags(["so-tay"])
        .time("now-30d", "now")
        .refresh("1m")
        .timezone("browser")
        .with_variable(dashboard.DatasourceVariable("datasource").type("prometheus").label("Prometheus"))
    )
    for panel in PANELS:
        board = board.with_panel(panel)
    return board.build()


def text() -> str:
    return JSONEncoder(sort_keys=True, indent=2).encode(build()) + "\n"


def main() -> int:
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
