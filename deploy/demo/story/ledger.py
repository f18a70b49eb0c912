"""What was done, by whom, how long it took, and which events it set in motion."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deploy.demo.story.door import Reply, Visitor
from deploy.demo.story.witness import Witness


@dataclass
class Step:
    what: str
    who: str
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))
    started: float = field(default_factory=time.monotonic)
    milliseconds: float = 0.0
    correlation_ids: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def follow(self, told: Reply) -> Reply:
        """Whatever happens under this reply's correlation id belongs to this step."""
        self.correlation_ids.append(told.correlation_id)
        return told


class Ledger:
    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._steps: list[Step] = []

    @contextlib.contextmanager
    def step(self, what: str, who: Visitor | None = None) -> Iterator[Step]:
        step = Step(what, f"{who.username}: {who.full_name}" if who else "")
        yield step
        step.milliseconds = round((time.monotonic() - step.started) * 1000, 1)
        self._steps.append(step)
        print(f"{step.milliseconds:9.1f} ms  {step.what}", flush=True)

    def write(self, file: Path) -> None:
        text = json.dumps([self._row(step) for step in self._steps], ensure_ascii=False, indent=2)
        file.write_text(text + "\n", encoding="utf-8")

    def _row(self, step: Step) -> dict[str, Any]:
        events = [event for event in self._witness.heard() if event.correlation_id in step.correlation_ids]
        return {
            "what": step.what,
            "who": step.who,
            "at": step.at,
            "milliseconds": step.milliseconds,
            "facts": step.facts,
            "correlation_ids": step.correlation_ids,
            "events": [
                {
                    "id": event.id,
                    "type": event.type,
                    "subject": event.subject,
                    "milliseconds_after_start": round((event.at - step.started) * 1000, 1),
                }
                for event in events
            ],
        }
