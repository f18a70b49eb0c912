"""Every expression of a dashboard, asked of a real Prometheus: the check behind `tests/system` and by hand

python -m tests.deploy.grafana.expressions http://127.0.0.1:PORT

Promises: an expression that is refused or finds nothing is reported, and so is a metric that no process exposes, which
`or vector(0)` would hide. Does not: judge the numbers; in a quiet stack a quantile is "not a number", and that is data.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
DASHBOARD = ROOT / "deploy" / "grafana" / "message_flow.json"

# What Grafana would put in: a rate over ten scrapes of the one-machine stack, every service.
VARIABLES = {"$__rate_interval": "1m", "$__interval": "15s", "$__range": "1h", "$service": ".+"}
_METRIC = re.compile(r"\b(?:sotay|rabbitmq)_[a-z0-9_]+")
_SUFFIX = re.compile(r"_(?:total|bucket|count|sum)$")


def expressions(dashboard: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(title of the panel, expression as Grafana would send it), rows opened."""
    for panel in dashboard["panels"]:
        yield from expressions({"panels": panel.get("panels", [])})
        for target in panel.get("targets", []):
            yield panel["title"], filled_in(target["expr"])


def filled_in(expression: str) -> str:
    for variable, value in VARIABLES.items():
        expression = expression.replace(variable, value)
    if "$" in expression:
        raise ValueError(f"a variable is not known to the check: {expression}")
    return expression


def metrics_of(expression: str) -> set[str]:
    """Names of the families, as the metadata of Prometheus has them."""
    return {_SUFFIX.sub("", name) for name in _METRIC.findall(expression)}


def empty_expressions(prometheus: str, dashboard: Path = DASHBOARD) -> list[str]:
    """A line for each expression that fails or finds nothing; empty when the whole dashboard shows data."""
    exposed = _exposed(prometheus)
    problems = []
    for title, expression in expressions(json.loads(dashboard.read_text(encoding="utf-8"))):
        unknown = sorted(name for name in metrics_of(expression) if name not in exposed)
        if unknown:
            problems.append(f"{title}: nobody exposes {', '.join(unknown)}")
            continue
        answer = _ask(prometheus, "query", {"query": expression})
        if answer["status"] != "success":
            problems.append(f"{title}: {answer['error']} in {expression}")
        elif not answer["data"]["result"]:
            problems.append(f"{title}: no data for {expression}")
    return problems


def _exposed(prometheus: str) -> set[str]:
    """Families by name; old and new clients disagree whether a counter's family ends in `_total`."""
    names = _ask(prometheus, "metadata", {})["data"]
    return {_SUFFIX.sub("", name) for name in names}


def _ask(prometheus: str, what: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    address = f"{prometheus.rstrip('/')}/api/v1/{what}?{urllib.parse.urlencode(parameters)}"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as refusal:
        found = json.load(refusal)
    return found


def main(arguments: list[str]) -> int:
    problems = empty_expressions(arguments[0])
    print("\n".join(problems) or "every expression finds data")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
