"""A private Prometheus that scrapes every process of the stack and the broker."""

import yaml

from deploy.local import processes
from deploy.local.place import LOOPBACK, Place
from deploy.local.programs import Program

SCRAPE_SECONDS = 5


def prepare(place: Place) -> None:
    place.make_folders()
    configuration = {
        "global": {"scrape_interval": f"{SCRAPE_SECONDS}s", "evaluation_interval": f"{SCRAPE_SECONDS}s"},
        "scrape_configs": [_our_processes(place), _broker(place), _queues(place)],
    }
    text = yaml.safe_dump(configuration, sort_keys=False)
    (place.run_dir / "prometheus.yml").write_text(text, encoding="utf-8")


def prometheus_program(place: Place) -> Program:
    command = [
        "prometheus",
        f"--config.file={place.run_dir / 'prometheus.yml'}",
        f"--storage.tsdb.path={place.data_dir / 'prometheus'}",
        "--storage.tsdb.retention.time=2d",
        f"--web.listen-address={LOOPBACK}:{place.prometheus_port}",
    ]
    return Program("prometheus", command, place.run_dir)


def _our_processes(place: Place) -> dict[str, object]:
    targets = [
        {
            "targets": [f"{LOOPBACK}:{processes.metrics_port(place, process)}"],
            "labels": {"service": process.service, "process": process.name},
        }
        for process in processes.present()
    ]
    return {"job_name": "sotay", "static_configs": targets}


def _broker(place: Place) -> dict[str, object]:
    return {"job_name": "rabbitmq", "static_configs": [_broker_target(place)]}


def _queues(place: Place) -> dict[str, object]:
    """Depth and consumers of each queue; the broker's plain page only has their sums."""
    return {
        "job_name": "rabbitmq-queues",
        "metrics_path": "/metrics/detailed",
        "params": {"family": ["queue_coarse_metrics", "queue_consumer_count"]},
        "static_configs": [_broker_target(place)],
    }


def _broker_target(place: Place) -> dict[str, object]:
    return {"targets": [f"{LOOPBACK}:{place.broker_metrics_port}"]}
