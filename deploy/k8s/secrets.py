"""The Kubernetes Secrets of one province, printed for `kubectl apply`: `python -m deploy.k8s.secrets FOLDER`.

Owns: which Secret holds what. Promises: passwords and keys are made once and kept in FOLDER, so that a second run
prints the same; a service learns its own database's password and no other, the media apart.
Does not: keep FOLDER safe. It belongs on an encrypted medium and never in git: a lost field key is a lost register.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from deploy.local.keys import (
    field_keys_file,
    make_keys,
    passwords,
    token_private_key_file,
    token_public_key_file,
)
from deploy.local.place import SERVICES, Place

MEDIA, MEDIA_READER = "media", "media_reader"
DATABASE_USERS = (*SERVICES, "gateway", MEDIA, MEDIA_READER)
BROKER = "rabbitmq"
# Names and ports of deploy/k8s/platform.
BROKER_ADDRESS = "rabbitmq:5672/so-tay"
STORE_ADDRESS = "mongodb-rs0:27017"
MADE_BY_HAND = {
    "backup-storage": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    "gateway-tls": ("tls.crt", "tls.key"),
}
"""What the province has from elsewhere: the account of its backup storage, the certificate of its address."""


class Vault(Place):
    """A folder that holds nothing but `secrets`."""

    def make_folders(self) -> None:
        self.secrets_dir.mkdir(parents=True, exist_ok=True)
        self.secrets_dir.chmod(0o700)


def secrets_of(folder: Path) -> dict[str, dict[str, str]]:
    """Name of the Secret → its keys and values."""
    vault = Vault(folder)
    make_keys(vault)
    known = passwords(vault, [BROKER, *DATABASE_USERS])
    return {
        "rabbitmq-user": _broker_user(known[BROKER]),
        "mongodb-passwords": {user: known[user] for user in DATABASE_USERS},
        "token-signing": {"private.pem": _read(token_private_key_file(vault))},
        "token-public-keys": {"public.pem": _read(token_public_key_file(vault))},
        "field-keys": {"field_keys.json": _read(field_keys_file(vault))},
        **{f"{service}-addresses": _addresses(service, known) for service in (*SERVICES, "gateway")},
    }


def _addresses(service: str, known: dict[str, str]) -> dict[str, str]:
    addresses = {
        "amqp_uri": f"amqp://{BROKER}:{known[BROKER]}@{BROKER_ADDRESS}",
        "mongo_uri": _database(service, service, known),
    }
    if service in {"speech", "content"}:
        addresses["media_uri"] = _database(MEDIA, MEDIA, known)
    if service == "gateway":
        addresses["media_uri"] = _database(MEDIA_READER, MEDIA, known)
    return addresses


def _database(user: str, database: str, known: dict[str, str]) -> str:
    options = f"replicaSet=rs0&authSource={database}&w=majority"
    return f"mongodb://{user}:{known[user]}@{STORE_ADDRESS}/{database}?{options}"


def _broker_user(password: str) -> dict[str, str]:
    """In the form that the RabbitMQ Cluster Operator asks of a Secret it did not make."""
    return {
        "default_user.conf": f"default_user = {BROKER}\ndefault_pass = {password}\n",
        "host": BROKER,
        "port": "5672",
        "provider": "rabbitmq",
        "type": "rabbitmq",
        "username": BROKER,
        "password": password,
    }


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def manifests(secrets: dict[str, dict[str, str]]) -> str:
    documents = [
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "type": "Opaque", "stringData": content}
        for name, content in secrets.items()
    ]
    return str(yaml.safe_dump_all(documents, sort_keys=False))


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m deploy.k8s.secrets FOLDER | kubectl --namespace NAMESPACE apply -f -", file=sys.stderr)
        return 2
    print(manifests(secrets_of(Path(arguments[0]))), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
