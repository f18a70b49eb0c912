"""`python -m tests.performance [--only B1] [--rounds 7]`: measure, a line per bar, write build/bench.json."""

import argparse
import json
import time
from typing import Any

from deploy.local.place import REPOSITORY
from tests.performance import (
    b1_relay,
    b2_reaction,
    b3_end_to_end,
    b4_counters,
    b5_gateway,
    b7_fan_out,
    b10_cards,
    b11_register,
    b12_faces,
    b13_search,
    b14_reading_aloud,
    b15_first_audio,
    b16_first_byte,
    b17_assistant,
    machine,
)
from tests.performance.stage import stage

BENCHMARKS = {
    "B1": b1_relay,
    "B2": b2_reaction,
    "B3": b3_end_to_end,
    "B4": b4_counters,
    "B5": b5_gateway,
    "B7": b7_fan_out,
    "B10": b10_cards,
    "B11": b11_register,
    "B12": b12_faces,
    "B14": b14_reading_aloud,
    "B15": b15_first_audio,
    "B16": b16_first_byte,
    "B13": b13_search,
    "B17": b17_assistant,
}
TARGET = REPOSITORY / "build" / "bench.json"


def summary(parts: dict[str, Any]) -> dict[str, Any]:
    """One entry per benchmark: the part furthest below its bar speaks for all."""
    verdicts = {part["verdict"] for part in parts.values()}
    verdict = "missed" if "missed" in verdicts else "void" if "void" in verdicts else "passed"
    worst = min(parts.values(), key=_margin)
    told = ("ours", "reference", "names", "ratio", "lower_bound", "bar", "rounds")
    return {**{name: worst[name] for name in told}, "verdict": verdict, "parts": parts}


def _margin(part: dict[str, Any]) -> float:
    return part["bar"] / part["ratio"] if part["at_most"] else part["ratio"] / part["bar"]


def show(name: str, parts: dict[str, Any]) -> None:
    for title, part in parts.items():
        ours, reference = part["names"]
        sign = "≤" if part["at_most"] else "≥"
        bound = part["upper_bound"] if part["at_most"] else part["lower_bound"]
        print(
            f"{name} {title}: {ours} {part['ours']:,.4g} ÷ {reference} {part['reference']:,.4g} = {part['ratio']:.3f}"
            f" (bound {bound:.3f}, bar {sign} {part['bar']}, spread {part['reference_spread']:.0%}): {part['verdict']}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.performance")
    parser.add_argument("--only", action="append", choices=sorted(BENCHMARKS), default=[])
    parser.add_argument("--rounds", type=int, default=7, help="kept rounds; one more is run and dropped")
    options = parser.parse_args()
    began = time.monotonic()
    results: dict[str, Any] = {"machine": machine.describe()}
    with stage() as ground:
        for name in options.only or BENCHMARKS:
            parts = BENCHMARKS[name].run(ground, options.rounds)
            show(name, parts)
            results[name] = summary(parts)
    results["took_seconds"] = round(time.monotonic() - began, 1)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(REPOSITORY)} written, {results['took_seconds']} s")


if __name__ == "__main__":
    main()
