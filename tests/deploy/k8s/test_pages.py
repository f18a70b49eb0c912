"""What docs/deployment.md, docs/operations.md and the runbooks tell people to run exists."""

import importlib
import importlib.util
import re

from shared.store.rotation import _holds_encrypted, documents_of
from tests.deploy.k8s.rendering import ROOT, Manifest, deployments

DOCS = ROOT / "docs"
PAGES = {
    page.name: page.read_text(encoding="utf-8")
    for page in (DOCS / "deployment.md", DOCS / "operations.md", *sorted((DOCS / "runbooks").glob("*.md")))
}
WHOLE = "\n".join(PAGES.values())


def test_every_command_of_ours_is_a_module() -> None:
    named = set(re.findall(r"python -m ([a-z0-9_.]+)", WHOLE))
    assert {"deploy.k8s.secrets", "shared.broker.parked", "services.identity", "shared.store"} <= named
    assert [name for name in named if importlib.util.find_spec(name) is None] == []


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z0-9-]+)", WHOLE)) <= targets


def test_every_folder_and_page_that_is_named_exists() -> None:
    for path in set(re.findall(r"`((?:deploy|docs|tests)/[\w./-]+)`", WHOLE)):
        assert (ROOT / path).exists(), path
    for name, text in PAGES.items():
        folder = DOCS / "runbooks" if (DOCS / "runbooks" / name).exists() else DOCS
        for link in re.findall(r"\]\(([\w./-]+)\)", text):
            assert (folder / link).exists(), f"{name}: {link}"


def test_every_deployment_that_is_named_exists(province: list[Manifest]) -> None:
    named = set(re.findall(r"deploy/([a-z]+(?:-[a-z]+)*)(?= |`|$)", WHOLE, flags=re.MULTILINE))
    folders = {folder.name for folder in (ROOT / "deploy").iterdir()}
    assert named - folders <= deployments(province).keys()


def test_every_store_with_encrypted_fields_is_in_the_table_of_the_rotation() -> None:
    table = set(re.findall(r"`(services\.[a-z]+\.store\.[a-z_]+)`", PAGES["operations.md"]))
    stores = [file for file in (ROOT / "services").glob("*/store/*.py") if file.stem != "__init__"]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in stores]
    encrypted = {
        name
        for name in names
        for document in documents_of(importlib.import_module(name))
        if document.__module__ == name and any(map(_holds_encrypted, document._fields.values()))
    }
    assert table == encrypted
