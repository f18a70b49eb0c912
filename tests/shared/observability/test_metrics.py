"""Metrics: labels are bounded, by declaration and by count."""

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.observability import metrics

DECLARED = [value for value in vars(metrics).values() if isinstance(value, metrics.Bounded)]
PLAIN = [value for value in vars(metrics).values() if isinstance(value, Counter | Gauge | Histogram)]
PERSONAL = {"member", "member_id", "name", "user", "phone", "article", "article_id", "path", "organisation", "id"}


def test_every_label_is_one_whose_values_are_bounded_by_the_code() -> None:
    assert len(DECLARED) >= 12
    for metric in DECLARED:
        assert set(metric.label_names) <= metrics.LABELS.keys()
    assert not metrics.LABELS.keys() & PERSONAL
    for metric in PLAIN:
        assert metric._labelnames == ()


def test_every_metric_carries_the_name_of_the_system() -> None:
    for metric in [*(each._metric for each in DECLARED), *PLAIN]:
        assert metric._name.startswith("sotay_")
        assert metric._documentation.endswith(".")


def test_a_label_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="member_id"):
        metrics.counter("sotay_x", "X.", ["member_id"], registry=CollectorRegistry())


def test_a_flood_of_values_ends_in_one_series() -> None:
    registry = CollectorRegistry()
    flooded = metrics.counter("sotay_flood", "X.", ["method"], registry=registry)
    for number in range(metrics.MAX_VALUES + 50):
        flooded.of(method=f"hostile-{number}").inc()
    flooded.of(method="hostile-0").inc()
    samples = [s for family in registry.collect() for s in family.samples if s.name == "sotay_flood_total"]
    assert len(samples) == metrics.MAX_VALUES + 1
    assert registry.get_sample_value("sotay_flood_total", {"method": metrics.OTHER}) == 50
    assert registry.get_sample_value("sotay_flood_total", {"method": "hostile-0"}) == 2


def test_a_missing_or_surplus_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        metrics.RPC_REQUESTS.of(method="x")
    with pytest.raises(ValueError, match="expected"):
        metrics.RPC_SECONDS.of(method="x", outcome="ok")


def test_time_is_counted_also_when_the_work_fails() -> None:
    registry = CollectorRegistry()
    timing = metrics.histogram("sotay_time", "X.", ["job"], registry=registry)
    with pytest.raises(RuntimeError), metrics.timed(timing.of(job="speech")):
        raise RuntimeError
    assert registry.get_sample_value("sotay_time_count", {"job": "speech"}) == 1
