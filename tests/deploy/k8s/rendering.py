"""What the tests of the manifests share: every folder as Kustomize renders it, and ways through the result."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]

ROOT = Path(__file__).resolve().parents[3]
K8S = ROOT / "deploy" / "k8s"
PROVINCES = sorted(folder for folder in (K8S / "provinces").iterdir() if folder.is_dir())
SETTINGS = "settings"


@cache
def render(folder: Path) -> list[Manifest]:
    done = subprocess.run([ROOT / "scripts" / "kustomize", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [document for document in yaml.load_all(done.stdout, yaml.CSafeLoader) if document]


def of_kind(manifests: list[Manifest], kind: str) -> list[Manifest]:
    return [manifest for manifest in manifests if manifest["kind"] == kind]


def deployments(manifests: list[Manifest]) -> dict[str, Manifest]:
    return {manifest["metadata"]["name"]: manifest for manifest in of_kind(manifests, "Deployment")}


def pod_of(deployment: Manifest) -> Manifest:
    spec: Manifest = deployment["spec"]["template"]["spec"]
    return spec


def containers(manifests: list[Manifest]) -> Iterator[tuple[str, Manifest, Manifest]]:
    """(name of the workload, its pod, each of its containers)"""
    for name, deployment in deployments(manifests).items():
        pod = pod_of(deployment)
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            yield name, pod, container


def service_of(deployment: Manifest) -> str:
    return str(deployment["metadata"]["labels"]["so-tay/service"])


def variables(manifests: list[Manifest], deployment: Manifest) -> dict[str, str]:
    """The environment that the process will find, from config maps and from the container itself."""
    maps = {manifest["metadata"]["name"]: manifest["data"] for manifest in of_kind(manifests, "ConfigMap")}
    found: dict[str, str] = {}
    for container in pod_of(deployment)["containers"]:
        for source in container.get("envFrom", []):
            found |= maps[source["configMapRef"]["name"]]
        found |= {each["name"]: each["value"] for each in container.get("env", [])}
    return found


def mounted_files(deployment: Manifest, secrets: dict[str, set[str]]) -> set[str]:
    """Paths of the files that the mounted Secrets give the process, by what the Secrets hold."""
    pod = pod_of(deployment)
    volumes = {volume["name"]: volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume}
    return {
        f"{mount['mountPath']}/{key}"
        for container in pod["containers"]
        for mount in container["volumeMounts"]
        for key in secrets.get(volumes.get(mount["name"], ""), ())
    }
