"""The Secrets that a province makes from its folder are those that the manifests ask for."""

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from pymongo.uri_parser import parse_uri

from deploy.k8s.secrets import MADE_BY_HAND, main, manifests, secrets_of
from shared.security import load_public_keys
from shared.store import KeyRing
from tests.deploy.k8s.rendering import Manifest, deployments, of_kind, pod_of
from tests.deploy.k8s.secret_keys import MADE, SECRET_KEYS
from tests.deploy.k8s.test_schemas import validate


def asked_for(province: list[Manifest]) -> set[str]:
    mounted = {
        volume["secret"]["secretName"]
        for deployment in deployments(province).values()
        for volume in pod_of(deployment)["volumes"]
        if "secret" in volume
    }
    broker = {each["spec"]["secretBackend"]["externalSecret"]["name"] for each in of_kind(province, "RabbitmqCluster")}
    certificates = {tls["secretName"] for each in of_kind(province, "Ingress") for tls in each["spec"]["tls"]}
    stores = of_kind(province, "PerconaServerMongoDB")
    users = {user["passwordSecretRef"]["name"] for each in stores for user in each["spec"]["users"]}
    backups = {
        storage["s3"]["credentialsSecret"] for each in stores for storage in each["spec"]["backup"]["storages"].values()
    }
    return mounted | broker | certificates | users | backups


def test_the_secrets_made_are_exactly_the_secrets_asked_for(province: list[Manifest]) -> None:
    assert asked_for(province) == SECRET_KEYS.keys()


def test_every_database_user_has_a_password_and_every_address_a_user(province: list[Manifest]) -> None:
    (store,) = of_kind(province, "PerconaServerMongoDB")
    users = {(user["name"], user["db"]): user["passwordSecretRef"]["key"] for user in store["spec"]["users"]}
    assert set(users.values()) == MADE["mongodb-passwords"].keys()
    for name, content in MADE.items():
        for key in {"mongo_uri", "media_uri"} & content.keys():
            address: Any = parse_uri(content[key], warn=True)
            password = MADE["mongodb-passwords"][users[address["username"], address["database"]]]
            assert address["password"] == password, name
            assert address["options"]["replicaSet"] == store["spec"]["replsets"][0]["name"]
            assert address["nodelist"] == [("mongodb-rs0", 27017)]


def test_a_service_learns_its_own_database_and_no_other() -> None:
    for name, content in MADE.items():
        if name.endswith("-addresses"):
            service = name.removesuffix("-addresses")
            assert f"/{service}?" in content["mongo_uri"]
            assert ("media_uri" in content) == (service in {"speech", "content", "gateway"})
    assert "media_reader:" in MADE["gateway-addresses"]["media_uri"]


def test_a_second_run_prints_the_same(tmp_path: Path) -> None:
    first = secrets_of(tmp_path)
    assert secrets_of(tmp_path) == first
    assert secrets_of(tmp_path / "another")["field-keys"] != first["field-keys"]


def test_the_folder_is_closed_to_others_and_holds_nothing_else(tmp_path: Path) -> None:
    secrets_of(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secrets"]
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in (tmp_path / "secrets").iterdir())


def test_the_keys_are_those_that_the_services_read(tmp_path: Path) -> None:
    secrets_of(tmp_path)
    assert KeyRing.load(tmp_path / "secrets" / "field_keys.json", "identity")
    assert load_public_keys(tmp_path / "secrets" / "token_public.pem")


def test_what_is_printed_are_valid_secrets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed == manifests(secrets_of(tmp_path))
    for manifest in yaml.safe_load_all(printed):
        validate(manifest)
    assert main([]) == 2


def test_what_is_made_by_hand_is_not_made_here() -> None:
    assert not MADE.keys() & MADE_BY_HAND.keys()
