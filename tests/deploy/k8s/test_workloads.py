"""The cluster runs what the one-machine province runs, from images that hold it."""

import re

from deploy.local.processes import Process, present
from tests.deploy.k8s.rendering import ROOT, Manifest, containers, deployments, of_kind

IMAGES = ROOT / "deploy" / "images"
NOT_IN_AN_IMAGE = {"pytest", "mypy", "ruff", "playwright", "faststream", "supervisor", "kubernetes-validate", "uv"}


def arguments(process: Process) -> list[str]:
    return [process.module, *process.arguments]


def test_every_process_has_a_workload_that_starts_it_alike(province: list[Manifest]) -> None:
    started = {name: container["args"] for name, _, container in containers(province)}
    assert started == {process.name: arguments(process) for process in present()}


def test_every_workload_runs_the_image_of_its_service(province: list[Manifest]) -> None:
    services = {process.name: process.service for process in present()}
    for name, _, container in containers(province):
        image, _, tag = container["image"].rpartition(":")
        assert image.endswith(f"so-tay/{services[name]}"), name
        assert tag, f"{name}: an image without a tag is another one tomorrow"
        assert tag != "latest", name


def test_every_image_installs_only_packages_with_hashes_and_no_tools() -> None:
    for service in sorted({process.service for process in present()}):
        text = (ROOT / "requirements" / f"{service}.txt").read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        packages = {entry.partition("==")[0]: entry for entry in entries if "==" in entry}
        assert packages
        assert all("--hash=sha256:" in entry for entry in packages.values()), service
        assert not NOT_IN_AN_IMAGE & packages.keys(), service
        assert not [name for name in packages if "mongod" in name], service


def test_the_image_is_built_for_one_service_and_started_without_root() -> None:
    steps = (IMAGES / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", steps, flags=re.MULTILINE)
    assert set(copied) == {"requirements/${SERVICE}.txt", "shared", "services/__init__.py", "services/${SERVICE}"}
    assert "--require-hashes" in steps
    assert re.findall(r"^USER (\d+):\d+$", steps, flags=re.MULTILINE) == ["10001"]
    assert steps.rstrip().endswith('ENTRYPOINT ["python", "-m"]')


def test_the_build_knows_every_service() -> None:
    built = (IMAGES / "build.sh").read_text(encoding="utf-8")
    assert set(re.search(r"set -- (.+)", built).group(1).split()) == {process.service for process in present()}  # type: ignore[union-attr]


def test_the_gateway_can_be_reached_and_nothing_else(province: list[Manifest]) -> None:
    assert [service["metadata"]["name"] for service in of_kind(province, "Service")] == ["gateway"]
    (ingress,) = of_kind(province, "Ingress")
    (rule,) = ingress["spec"]["rules"]
    assert ingress["spec"]["tls"][0]["hosts"] == [rule["host"]]
    assert [path["backend"]["service"]["name"] for path in rule["http"]["paths"]] == ["gateway"]


def test_network_policies_deny_first_and_name_every_way(province: list[Manifest]) -> None:
    policies = {policy["metadata"]["name"]: policy["spec"] for policy in of_kind(province, "NetworkPolicy")}
    ours = {"matchLabels": {"app.kubernetes.io/part-of": "so-tay"}}
    assert policies["deny-all"] == {"podSelector": ours, "policyTypes": ["Ingress", "Egress"]}
    for deployment in deployments(province).values():
        assert ours["matchLabels"].items() <= deployment["spec"]["template"]["metadata"]["labels"].items()
    outward = [rule for spec in policies.values() for rule in spec.get("egress", [])]
    assert {port["port"] for rule in outward for port in rule["ports"]} == {53, 5672, 27017}
    assert all(rule["to"] for rule in outward)
