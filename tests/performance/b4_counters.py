"""B4: what one event costs in round trips, disk flushes and bytes. Counts, not times: a slow machine changes nothing.

Each must stay below its bar and within 5 % of `baseline.json`, which is changed by hand when a change is meant.
"""

import json
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from shared.contracts.envelope import encode
from tests.performance.contracts import NoteWritten, bodies
from tests.performance.measuring import judge_limit
from tests.performance.stage import CONSUMER, PRODUCER, Stage

COUNT = 6_400
BARS = {
    "relay_round_trips": 0.2,
    "reaction_round_trips": 1.1,
    "flushes": 0.3,
    "bytes": 1.0,
}
TOLERANCE = 1.05
BASELINE = Path(__file__).with_name("baseline.json")
_CALLS = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)(?:\s+\d+)?\s+f(?:data)?sync$", re.MULTILINE)


def ours(stage: Stage) -> dict[str, float | None]:
    """Per event, with its relay and one batched reaction."""
    stage.fresh()
    counting = _Flushes(stage.server_ids) if shutil.which("strace") else None
    relay = stage.run("relay", PRODUCER, count=COUNT, per_aggregate=1, count_round_trips=True)
    reaction = stage.run("reaction", CONSUMER, kind="batch", count=COUNT, count_round_trips=True)
    flushes = counting.stop() if counting else None
    data, envelope = len(encode(NoteWritten(number=0))), len(bodies(1)[0])
    return {
        "relay_round_trips": relay["round_trips"] / COUNT,
        "reaction_round_trips": reaction["round_trips"] / COUNT,
        "flushes": None if flushes is None else flushes / COUNT,
        "bytes": envelope / (1.35 * data + 350),
    }


def reference() -> dict[str, float]:
    known: dict[str, float] = msgspec.json.decode(BASELINE.read_bytes()) if BASELINE.exists() else {}
    return known


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    found, known = ours(stage), reference()
    return {name: _part(name, value, known.get(name)) for name, value in found.items() if value is not None}


def _part(name: str, value: float, known: float | None) -> dict[str, Any]:
    # Flushes depend on how much the disk lets gather between two: held against the bar alone.
    drifted = known is not None and name != "flushes" and value > known * TOLERANCE
    part = judge_limit(f"{name} per event", BARS[name], [value])
    return {**part, "baseline": known, "verdict": "missed" if drifted else part["verdict"]}


class _Flushes:
    """fsync and fdatasync calls of the servers while it is open, counted by strace."""

    def __init__(self, process_ids: list[int]) -> None:
        who = [argument for number in process_ids for argument in ("-p", str(number))]
        command = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", *who]
        self._strace = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def stop(self) -> int | None:
        """None where the system does not allow it."""
        if self._strace.poll() is not None:
            return None
        self._strace.send_signal(signal.SIGINT)
        _, told = self._strace.communicate(timeout=30)
        return sum(int(count) for count in _CALLS.findall(told))


if __name__ == "__main__":
    from tests.performance.stage import stage

    with stage() as ground:
        measured = {name: round(value, 5) for name, value in ours(ground).items() if value is not None}
    BASELINE.write_text(json.dumps(measured, indent=1) + "\n", encoding="ascii")
