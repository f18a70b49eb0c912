"""B7: announcements to 5,000 open pages, per second of processor time, against bare asyncio writers; and what a page
costs the door in processor time, memory and patience.
"""

from typing import Any

from deploy.local.keys import token_private_key_file
from tests.performance.measuring import Comparison, alternate, judge, judge_limit
from tests.performance.stage import Stage

PAGES, EVENTS = 5_000, 20
MOST_CPU_US, MOST_RSS_KIB, MOST_SECONDS = 25.0, 32.0, 1.0


def side(stage: Stage, kind: str) -> dict[str, Any]:
    key = str(token_private_key_file(stage.place))
    return stage.run("fan_out", "gateway", kind=kind, clients=PAGES, events=EVENTS, private_key=key)


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    names = "the door, journal to page", "bare asyncio writers"
    found = alternate({names[0]: lambda: side(stage, "ours"), names[1]: lambda: side(stage, "reference")}, rounds)
    ours = [one[names[0]] for one in found]
    # Of so few announcements in a round the 99th percentile is the slowest.
    slowest = [max(one["last_page_seconds"]) for one in ours]
    return {
        "deliveries_per_core_second": judge(Comparison(*names, bar=0.50), found, "per_core"),
        "cpu_us_per_delivery": judge_limit("µs of processor time", MOST_CPU_US, [one["cpu_us"] for one in ours]),
        "rss_kib_per_page": judge_limit("KiB of memory per page", MOST_RSS_KIB, [one["rss_kib"] for one in ours]),
        "commit_to_last_page_p99": judge_limit("seconds to the last page", MOST_SECONDS, slowest),
    }
