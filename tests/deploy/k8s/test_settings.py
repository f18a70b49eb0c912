"""What the processes find in their pods is what their settings ask for."""

import dataclasses

from shared.settings import BaseSettings, Row, describe, load, service_settings
from tests.deploy.k8s.rendering import Manifest, deployments, mounted_files, service_of, variables
from tests.deploy.k8s.secret_keys import SECRET_KEYS

KNOWN: dict[str, list[Row]] = {name: describe(settings) for name, settings in service_settings().items()}
ALL = {row.variable for rows in KNOWN.values() for row in rows}


def declared(variable: str, among: set[str]) -> bool:
    """`SOTAY_X_FILE` is the indirect form of `SOTAY_X`, where it is not a setting itself."""
    return variable in among or (variable.endswith("_FILE") and variable.removesuffix("_FILE") in among)


def required(service: str) -> set[str]:
    return {row.variable for row in KNOWN[service] if row.default == "required"}


def test_every_variable_that_is_set_is_a_setting(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        for variable in variables(province, deployment):
            assert declared(variable, ALL), f"{name}: {variable}"


def test_what_is_set_for_one_process_is_a_setting_of_its_service(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        own = {row.variable for row in KNOWN[service_of(deployment)]}
        for container in deployment["spec"]["template"]["spec"]["containers"]:
            for each in container.get("env", []):
                assert declared(each["name"], own), f"{name}: {each['name']}"


def test_every_required_setting_is_set(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        found = variables(province, deployment)
        missing = [
            each for each in required(service_of(deployment)) if each not in found and f"{each}_FILE" not in found
        ]
        assert not missing, f"{name}: {missing}"


def test_secrets_come_from_files_and_never_from_the_environment(province: list[Manifest]) -> None:
    secret = {row.variable for rows in KNOWN.values() for row in rows if row.secret}
    for name, deployment in deployments(province).items():
        assert not secret & variables(province, deployment).keys(), name


def test_values_are_of_the_type_that_is_asked_for(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        found = variables(province, deployment)
        given = dict.fromkeys(required(service_of(deployment)), "7") | {
            variable: value for variable, value in found.items() if variable in ALL
        }
        settings = load(service_settings()[service_of(deployment)], given)
        assert dataclasses.is_dataclass(settings), name
        assert settings.metrics_host == "0.0.0.0", name


def test_the_probes_ask_the_port_that_the_process_listens_on(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        ports = {
            each["name"]: each["containerPort"]
            for container in deployment["spec"]["template"]["spec"]["containers"]
            for each in container["ports"]
        }
        found = variables(province, deployment)
        assert str(ports["metrics"]) == found["SOTAY_METRICS_PORT"], name
        assert str(ports.get("http", found["SOTAY_GATEWAY_PORT"])) == found["SOTAY_GATEWAY_PORT"], name


# Read at the start by `shared.run` and by workers; a relay only moves events and is given no key.
OPENED = {
    "door": {"amqp_uri", "mongo_uri", "token_public_key_file", "field_keys_file"},
    "worker": {"amqp_uri", "mongo_uri", "field_keys_file"},
    "gateway": {"amqp_uri", "mongo_uri", "token_public_key_file"},
    "relay": {"amqp_uri", "mongo_uri"},
}


def path_of(field: str, found: dict[str, str]) -> str:
    variable = next(each.metadata["env"] for each in dataclasses.fields(BaseSettings) if each.name == field)
    return found.get(variable) or found[f"{variable}_FILE"]


def test_every_file_that_a_process_opens_is_mounted_and_no_key_beyond(province: list[Manifest]) -> None:
    for name, deployment in deployments(province).items():
        role = deployment["metadata"]["labels"]["so-tay/role"]
        found = variables(province, deployment)
        expected = {path_of(field, found) for field in OPENED[role]}
        if "SOTAY_MEDIA_URI_FILE" in found:
            expected.add(found["SOTAY_MEDIA_URI_FILE"])
        if name == "identity":
            expected.add(found["SOTAY_TOKEN_PRIVATE_KEY_FILE"])
        assert mounted_files(deployment, SECRET_KEYS) == expected, name
