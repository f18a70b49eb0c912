"""Every way in which the manifests are put together: base, platform, each province, base with each component."""

import os
from pathlib import Path

import pytest
import yaml

from tests.deploy.k8s.rendering import K8S, PROVINCES, Manifest, render

COMPONENTS = sorted(folder for folder in (K8S / "components").iterdir() if folder.is_dir())
WHOLES = [K8S / "base", K8S / "platform", *PROVINCES]


def with_component(component: Path, folder: Path) -> Path:
    """Kustomize takes relative paths only, which lead from the temporary folder back to ours."""
    kustomization = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [os.path.relpath(K8S / "base", folder.resolve())],
        "components": [os.path.relpath(component, folder.resolve())],
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(kustomization), encoding="utf-8")
    return folder


@pytest.fixture(
    scope="session",
    params=[*WHOLES, *COMPONENTS],
    ids=lambda folder: f"{folder.parent.name}/{folder.name}",
)
def manifests(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Manifest]:
    """Once for each way."""
    folder: Path = request.param
    if folder in COMPONENTS:
        folder = with_component(folder, tmp_path_factory.mktemp(folder.name))
    return render(folder)


@pytest.fixture(params=PROVINCES, ids=lambda folder: folder.name)
def province(request: pytest.FixtureRequest) -> list[Manifest]:
    """Once for each province."""
    return render(request.param)
