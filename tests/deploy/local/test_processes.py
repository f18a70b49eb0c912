from pathlib import Path

import pytest

from deploy.local import processes
from deploy.local.environment import python_environment
from deploy.local.place import REPOSITORY, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "run", 20_000)


def test_every_service_that_exists_has_its_process_and_its_relay() -> None:
    services = {file.parent.name for file in (REPOSITORY / "services").glob("*/service.py")}
    names = {process.name for process in processes.present()}
    assert services <= names
    assert {f"{service}-relay" for service in services} <= names


def test_every_worker_that_exists_is_started() -> None:
    services = {file.parent.name for file in (REPOSITORY / "services").glob("*/worker.py")}
    started = {process.service for process in processes.present() if process.name.endswith("-worker")}
    assert services <= started


def test_no_two_processes_share_a_port(place: Place) -> None:
    ports = [processes.metrics_port(place, process) for process in processes.PROCESSES]
    assert len(set(ports)) == len(ports)
    assert min(ports) > place.prometheus_port


def test_a_service_is_told_its_own_database_and_no_other(place: Place) -> None:
    environment = python_environment(place, "meetings")
    assert "//meetings:" in environment["SOTAY_MONGO_URI"]
    others = python_environment(place, "content")["SOTAY_MONGO_URI"]
    assert others not in environment.values()


def test_only_identity_learns_the_key_that_signs_tokens(place: Place) -> None:
    told = {service for service in _services() if "SOTAY_TOKEN_PRIVATE_KEY_FILE" in python_environment(place, service)}
    assert told == {"identity"}


def test_speech_and_content_write_media_and_the_gateway_only_reads_it(place: Place) -> None:
    assert "//media:" in python_environment(place, "speech")["SOTAY_MEDIA_URI"]
    assert "//media:" in python_environment(place, "content")["SOTAY_MEDIA_URI"]
    assert "//media_reader:" in python_environment(place, "gateway")["SOTAY_MEDIA_URI"]
    assert "SOTAY_MEDIA_URI" not in python_environment(place, "identity")


def test_two_stacks_with_other_base_ports_share_no_port(tmp_path: Path) -> None:
    one, other = Place(tmp_path / "a", 20_000), Place(tmp_path / "b", 20_060)
    assert _ports(one).isdisjoint(_ports(other))


def _ports(place: Place) -> set[int]:
    own = {place.gateway_port, place.amqp_port, place.erlang_port, place.broker_metrics_port}
    own |= {place.epmd_port, place.mongod_port, place.prometheus_port}
    return own | {processes.metrics_port(place, process) for process in processes.PROCESSES}


def _services() -> set[str]:
    return {process.service for process in processes.PROCESSES}
