"""The alert rules: valid, tested by promtool's own clock, each with a runbook that exists."""

import re
import subprocess
from itertools import product
from pathlib import Path

import yaml

from deploy.prometheus.rule import ALERTS, RULE, rule
from shared.broker.policy import RetryPolicy
from shared.broker.topology import retry_name
from shared.contracts.reactions import all_reactions

ROOT = Path(__file__).resolve().parents[3]
RULES = [each for group in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"] for each in group["rules"]]
TESTED = Path(__file__).with_name("alerts_test.yaml")


def promtool(*arguments: str) -> str:
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_promtool_accepts_the_rules() -> None:
    assert f"{len(RULES)} rules found" in promtool("check", "rules", str(ALERTS))


def test_each_alert_fires_on_its_symptom_and_stays_silent_beside_it() -> None:
    promtool("test", "rules", str(TESTED))


def test_no_alert_is_left_without_a_test() -> None:
    cases = [
        case for test in yaml.safe_load(TESTED.read_text(encoding="utf-8"))["tests"] for case in test["alert_rule_test"]
    ]
    fired = {case["alertname"] for case in cases if case.get("exp_alerts")}
    assert fired == {each["alert"] for each in RULES}


def test_each_alert_names_a_runbook_that_exists_and_a_severity() -> None:
    for each in RULES:
        assert (ROOT / each["annotations"]["runbook_url"]).is_file(), each["alert"]
        assert each["labels"]["severity"] in {"page", "ticket"}
        assert each["alert"] in (ROOT / each["annotations"]["runbook_url"]).read_text(encoding="utf-8")


def test_no_runbook_is_left_without_an_alert() -> None:
    named = {each["annotations"]["runbook_url"] for each in RULES}
    assert {f"docs/runbooks/{page.name}" for page in (ROOT / "docs" / "runbooks").glob("*.md")} == named


def test_the_queue_alerts_mean_every_reaction_and_no_delay_or_parked_queue() -> None:
    watched = next(each["expr"] for each in RULES if each["alert"] == "QueueWithoutConsumers")
    pattern = re.compile(re.search(r'queue=~"([^"]+)"', watched).group(1))  # type: ignore[union-attr]
    for reaction in all_reactions():
        assert pattern.fullmatch(reaction.name)
        assert not pattern.fullmatch(reaction.parked)
        assert not pattern.fullmatch(retry_name(reaction.consumer, 5))


def test_every_delay_queue_is_watched_for_longer_than_it_delays() -> None:
    watched = next(each["expr"] for each in RULES if each["alert"] == "DelayQueueStandsStill")
    windows = re.findall(r'queue=~"([^"]+)"}\s+>= \(\w+ offset (\d+)m > 0\)\s+unless resets\(\w+\[(\d+)m]\)', watched)
    consumers = {reaction.consumer for reaction in all_reactions()}
    for consumer, seconds in product(consumers, RetryPolicy().delays):
        name = retry_name(consumer, seconds)
        [(offset, window)] = [each for queues, *each in windows if re.fullmatch(queues, name)]
        assert offset == window
        assert int(window) * 60 > seconds
    for reaction in all_reactions():
        assert not any(re.fullmatch(queues, reaction.name) for queues, _, _ in windows)


def test_the_form_for_the_prometheus_operator_is_what_the_code_writes() -> None:
    assert RULE.read_text(encoding="utf-8") == rule()
