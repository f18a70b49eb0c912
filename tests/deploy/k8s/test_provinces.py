"""A province differs from base and platform in what a province may decide, and in nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.k8s.rendering import K8S, PROVINCES, Manifest, render

MAY_DIFFER = (
    r"ConfigMap/settings/data/SOTAY_[A-Z_]+",
    r"Deployment/[a-z-]+/spec/replicas",
    r"Deployment/[a-z-]+/spec/template/spec/containers/0/image",
    r"HorizontalPodAutoscaler/gateway/spec/(min|max)Replicas",
    r"Ingress/gateway/spec/ingressClassName",
    r"Ingress/gateway/spec/(rules/0/host|tls/0/hosts/0)",
    r"NetworkPolicy/(entrance|metrics)/spec/ingress/0/from/0/namespaceSelector/matchLabels/[a-z./-]+",
    r"RabbitmqCluster/rabbitmq/spec/persistence/(storage|storageClassName)",
    r"RabbitmqCluster/rabbitmq/spec/image",
    r"PerconaServerMongoDB/mongodb/spec/(image|backup/image)",
    r"PerconaServerMongoDB/mongodb/spec/replsets/0/volumeSpec/persistentVolumeClaim/(storageClassName|.+/storage)",
    r"PerconaServerMongoDB/mongodb/spec/backup/storages/province/s3/(bucket|endpointUrl|region)",
    r"PerconaServerMongoDB/mongodb/spec/backup/tasks/0/(schedule|retention/count)",
)
MAY_COME = {
    "Namespace",
    "PodMonitor",
    "PrometheusRule",
    "PersistentVolumeClaim",
    "ConfigMap/dashboard-message-flow",
    "ConfigMap/dashboard-roll-out",
}
_GENERATED = re.compile(r"^(settings)-[a-z0-9]{10}$")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}/{number}")
    else:
        yield path, _GENERATED.sub(r"\1", value) if isinstance(value, str) else value


def flattened(manifests: list[Manifest]) -> dict[str, dict[str, Any]]:
    """kind/name → its values by path, without the namespace and the names that Kustomize makes from contents."""
    found = {}
    for manifest in manifests:
        name = _GENERATED.sub(r"\1", manifest["metadata"]["name"])
        values = dict(leaves(manifest))
        values.pop("/metadata/namespace", None)
        found[f"{manifest['kind']}/{name}"] = values
    return found


def differences(province: list[Manifest]) -> Iterator[str]:
    common = flattened([*render(K8S / "base"), *render(K8S / "platform")])
    own = flattened(province)
    yield from common.keys() - own.keys()
    yield from (name for name in own.keys() - common.keys() if name not in MAY_COME and kind(name) not in MAY_COME)
    for name in common.keys() & own.keys():
        for path in common[name].keys() | own[name].keys():
            if common[name].get(path) != own[name].get(path):
                yield f"{name}{path}"


def kind(name: str) -> str:
    return name.partition("/")[0]


def allowed(difference: str) -> bool:
    return any(re.fullmatch(pattern, difference) for pattern in MAY_DIFFER)


def test_a_province_changes_only_what_a_province_may_decide(province: list[Manifest]) -> None:
    assert [difference for difference in differences(province) if not allowed(difference)] == []


def test_what_a_province_changes_is_seen(province: list[Manifest]) -> None:
    seen = set(differences(province))
    assert {"ConfigMap/settings/data/SOTAY_PROVINCE", "Ingress/gateway/spec/rules/0/host"} <= seen


def test_nothing_of_a_province_is_left_to_be_set(province: list[Manifest]) -> None:
    left = [
        path
        for values in flattened(province).values()
        for path, value in values.items()
        if "set-by-the-province" in str(value)
    ]
    assert left == []


def test_everything_of_a_province_lies_in_its_namespace(province: list[Manifest]) -> None:
    (namespace,) = [manifest["metadata"]["name"] for manifest in province if manifest["kind"] == "Namespace"]
    for manifest in province:
        if manifest["kind"] != "Namespace":
            assert manifest["metadata"]["namespace"] == namespace, manifest["metadata"]["name"]


@pytest.mark.parametrize("folder", PROVINCES, ids=lambda folder: folder.name)
def test_a_province_is_written_in_sixty_lines(folder: Path) -> None:
    lines = [line for file in folder.iterdir() for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) <= 60


def test_a_change_that_no_province_may_make_is_refused(province: list[Manifest]) -> None:
    (budget, *_) = [manifest for manifest in province if manifest["kind"] == "PodDisruptionBudget"]
    changed = [*[each for each in province if each is not budget], {**budget, "spec": {"maxUnavailable": 5}}]
    assert any(not allowed(difference) for difference in differences(changed))
    assert any(not allowed(difference) for difference in differences([each for each in province if each is not budget]))
