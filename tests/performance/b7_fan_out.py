"""B7: announcements to 2,000 open pages, per second of processor time, against bare asyncio writers."""

from typing import Any

from tests.performance.measuring import Comparison, alternate, judge
from tests.performance.stage import Stage

PAGES, EVENTS = 2_000, 10


def ours(stage: Stage) -> dict[str, Any]:
    return stage.run("fan_out", kind="ours", clients=PAGES, events=EVENTS)


def reference(stage: Stage) -> dict[str, Any]:
    return stage.run("fan_out", kind="reference", clients=PAGES, events=EVENTS)


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    names = "the gateway's hub and stream", "bare asyncio writers"
    found = alternate({names[0]: lambda: ours(stage), names[1]: lambda: reference(stage)}, rounds)
    return {"deliveries_per_core_second": judge(Comparison(*names, bar=0.50), found, "per_core")}
