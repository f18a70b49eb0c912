"""`python -m deploy.prometheus.rule`: the alerts as the Prometheus Operator wants them, written from alerts.yaml."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ALERTS = HERE / "alerts.yaml"
RULE = HERE / "prometheus_rule.yaml"
HEADER = "# Written by `python -m deploy.prometheus.rule` from alerts.yaml; do not edit.\n"


def rule() -> str:
    manifest = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "so-tay"},
        "spec": yaml.safe_load(ALERTS.read_text(encoding="utf-8")),
    }
    return HEADER + str(yaml.safe_dump(manifest, sort_keys=False, width=120, allow_unicode=True))


def main() -> int:
    RULE.write_text(rule(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
