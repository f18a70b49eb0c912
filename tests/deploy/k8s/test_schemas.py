"""Strictly: a field that Kubernetes or an operator does not know is a failure, and so is a kind without a schema."""

from copy import deepcopy
from pathlib import Path

import jsonschema
import kubernetes_validate
import pytest
import yaml

from tests.deploy.k8s.rendering import K8S, Manifest, of_kind, render

KUBERNETES = "1.31"
SCHEMAS = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in (K8S / "crd-schemas").glob("*.yaml")}


def validate(manifest: Manifest) -> None:
    own = SCHEMAS.get(manifest["kind"])
    if own is not None:
        jsonschema.validate(manifest, own, jsonschema.Draft202012Validator)
    else:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_every_manifest_is_valid(manifests: list[Manifest]) -> None:
    for manifest in manifests:
        validate(manifest)


def test_every_name_is_given_once(manifests: list[Manifest]) -> None:
    names = [(manifest["kind"], manifest["metadata"]["name"]) for manifest in manifests]
    assert len(names) == len(set(names))


def test_a_kind_without_a_schema_is_refused() -> None:
    with pytest.raises(kubernetes_validate.SchemaNotFoundError):
        validate({"apiVersion": "example.com/v1", "kind": "Unheard", "metadata": {"name": "x"}})


@pytest.mark.parametrize("folder", ["base", "platform"])
def test_a_misspelt_field_is_refused(folder: str) -> None:
    for manifest in render(K8S / folder):
        if "spec" in manifest:
            wrong = deepcopy(manifest)
            wrong["spec"]["replcas"] = 2
            with pytest.raises(jsonschema.ValidationError):
                validate(wrong)


def test_no_secret_lies_in_the_manifests(manifests: list[Manifest]) -> None:
    assert not of_kind(manifests, "Secret")


def test_every_folder_of_manifests_is_rendered_by_these_tests() -> None:
    found = {file.parent for file in K8S.rglob("kustomization.yaml")}
    expected = {K8S / "base", K8S / "platform", *(K8S / "components").iterdir(), *(K8S / "provinces").iterdir()}
    assert found == {Path(folder) for folder in expected}
