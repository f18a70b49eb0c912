"""Runs every image as its pod would run it: `python -m deploy.images.trial`, after `make images`, with podman.

Owns: one container for each Deployment of a province, on a broker and a store of its own. Promises: arguments,
settings, secrets, user, limits and read-only root come from the rendered manifests; all are ready at the manifest's own
path, a log-in crosses gateway, broker and identity, a card is read and two faces are compared inside their workers, all
end well when told to; nothing is left behind.
Does not: try networks and policies. All share the host's network, so ports and addresses are the only values changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from deploy.demo.cards.generate import cards
from deploy.demo.faces.clips import jpeg, portrait, selfie
from deploy.k8s.secrets import secrets_of
from deploy.local.mongod import MEDIA, MEDIA_READER, Mongod, database_uri
from deploy.local.place import LOOPBACK, REPOSITORY, Place
from deploy.local.rabbitmq import Broker, amqp_uri
from deploy.local.stack import refuse_taken_ports

PROVINCE = REPOSITORY / "deploy" / "k8s" / "provinces" / "truong-son"
BASE_PORT = 30080
READY_SECONDS = 180
PROVINCE_FILES = ("organisations.csv", "members.xlsx")
RECORD, PARTY_CARD, TOP = "000001TS", "99007919", "ts"
"""An invented member, and the organisation above all, in the same files."""


def podman(*arguments: str) -> str:
    done = subprocess.run(["podman", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"podman {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


class Province:
    def __init__(self, place: Place) -> None:
        self.place = place
        done = subprocess.run([REPOSITORY / "scripts" / "kustomize", PROVINCE], capture_output=True, check=True)
        documents = [each for each in yaml.safe_load_all(done.stdout) if each]
        self.deployments = [each for each in documents if each["kind"] == "Deployment"]
        self.maps = {each["metadata"]["name"]: each["data"] for each in documents if each["kind"] == "ConfigMap"}
        self._write_secrets()

    def _write_secrets(self) -> None:
        """The Secrets as files. Readable by all inside a folder that only its owner enters: rootless podman has no
        group to give them to."""
        for name, content in secrets_of(self.place.run_dir).items():
            folder = self.place.run_dir / "mounted" / name
            folder.mkdir(parents=True)
            for key, value in (content | self._addresses(name)).items():
                (folder / key).write_text(value, encoding="utf-8")
                (folder / key).chmod(0o444)

    def _addresses(self, secret: str) -> dict[str, str]:
        service, _, kind = secret.rpartition("-")
        if kind != "addresses":
            return {}
        reader = MEDIA_READER if service == "gateway" else MEDIA
        keeps_files = service in {"gateway", "speech", "content"}
        media = {"media_uri": database_uri(self.place, MEDIA, reader)} if keeps_files else {}
        return {"amqp_uri": amqp_uri(self.place), "mongo_uri": database_uri(self.place, service), **media}


class Pod:
    def __init__(self, province: Province, number: int, deployment: dict[str, Any]) -> None:
        self.name = str(deployment["metadata"]["name"])
        self.full_name = f"so-tay-trial-{self.name}"
        self._spec = deployment["spec"]["template"]["spec"]
        (self._container,) = self._spec["containers"]
        self._province = province
        self._port = province.place.metrics_port(number)
        self.ready_at = f"http://{LOOPBACK}:{self._port}{self._container['readinessProbe']['httpGet']['path']}"

    def start(self) -> None:
        self.started = time.monotonic()
        options = ("--detach", "--pull=never", f"--name={self.full_name}", "--network=host")
        ours = (*self._security(), *self._settings(), *self._mounts())
        podman("run", *options, *ours, self._container["image"], *self._container["args"])

    def _security(self) -> list[str]:
        of_pod, own = self._spec["securityContext"], self._container["securityContext"]
        limits = self._container["resources"]["limits"]
        cpus = f"{int(limits['cpu'][:-1]) / 1000}" if limits["cpu"].endswith("m") else limits["cpu"]
        return [
            f"--user={of_pod['runAsUser']}:{of_pod['runAsGroup']}",
            *(f"--cap-drop={each}" for each in own["capabilities"]["drop"]),
            *([] if own["allowPrivilegeEscalation"] else ["--security-opt=no-new-privileges"]),
            *(["--read-only", "--read-only-tmpfs=false"] if own["readOnlyRootFilesystem"] else []),
            *("--ulimit=nofile=16384", "--ulimit=nproc=4096"),  # podman asks for more than a small machine may give
            *(f"--memory={limits['memory'].removesuffix('i').lower()}", f"--cpus={cpus}"),
        ]

    def _settings(self) -> Iterator[str]:
        found: dict[str, str] = {}
        for source in self._container.get("envFrom", []):
            found |= self._province.maps[source["configMapRef"]["name"]]
        found |= {each["name"]: each["value"] for each in self._container.get("env", [])}
        found |= {"SOTAY_METRICS_HOST": LOOPBACK, "SOTAY_METRICS_PORT": str(self._port)}
        found |= {"SOTAY_GATEWAY_HOST": LOOPBACK, "SOTAY_GATEWAY_PORT": str(self._province.place.gateway_port)}
        return (f"--env={name}={value}" for name, value in found.items())

    def _mounts(self) -> Iterator[str]:
        volumes = {each["name"]: each for each in self._spec["volumes"]}
        for mount in self._container["volumeMounts"]:
            volume, path = volumes[mount["name"]], mount["mountPath"]
            if secret := volume.get("secret"):
                yield f"--volume={self._province.place.run_dir / 'mounted' / secret['secretName']}:{path}:ro"
            else:
                yield f"--tmpfs={path}:rw,exec,mode=1777,size={volume['emptyDir']['sizeLimit'].removesuffix('i')}"

    def wait_ready(self) -> float:
        answer = "nothing"
        while time.monotonic() < self.started + READY_SECONDS:
            if podman("inspect", "--format={{.State.Status}}", self.full_name) != "running":
                answer = "ended"
                break
            try:
                reply = httpx.get(self.ready_at, timeout=8)
            except httpx.HTTPError:
                time.sleep(0.5)
                continue
            if reply.status_code == httpx.codes.OK:
                return time.monotonic() - self.started
            answer = reply.text
        raise RuntimeError(f"{self.name}: not ready ({answer})\n{self.log()}")

    def execute(self, *command: str, given: bytes = b"") -> str:
        whole = ["podman", "exec", "--interactive", self.full_name, *command]
        done = subprocess.run(whole, input=given, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {command} ended with {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()

    def log(self) -> str:
        shown = subprocess.run(["podman", "logs", "--tail=20", self.full_name], capture_output=True, check=False)
        return (shown.stdout + shown.stderr).decode()

    def stop(self) -> float:
        """Told to end as a pod is; one that has to be killed, or ends with an error, is a failure."""
        begun = time.monotonic()
        podman("stop", f"--time={self._spec['terminationGracePeriodSeconds']}", self.full_name)
        code = podman("inspect", "--format={{.State.ExitCode}}", self.full_name)
        if code != "0":
            raise RuntimeError(f"{self.name}: ended with {code}\n{self.log()}")
        return time.monotonic() - begun

    def remove(self) -> None:
        podman("rm", "--force", "--ignore", "--time=0", self.full_name)


@contextmanager
def servers() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="sotay-images-") as folder:
        place = Place(Path(folder), BASE_PORT)
        refuse_taken_ports(place)
        broker, store = Broker(place), Mongod(place)
        try:
            store.start()
            broker.start()
            yield place
        finally:
            broker.discard()
            store.kill()


def first_administrator(identity: Pod) -> str:
    """As docs/deployment.md has it: the province's files go into a pod and are imported, a member is given a code."""
    demo = REPOSITORY / "deploy" / "demo"
    files = subprocess.run(["tar", "-c", "-C", demo, *PROVINCE_FILES], capture_output=True, check=True).stdout
    identity.execute("tar", "-x", "-C", "/tmp", given=files)  # noqa: S108  the pod's own; kubectl cp does the same
    command = ("python", "-m", "services.identity")
    told = identity.execute(*command, "import", *(f"/tmp/{name}" for name in PROVINCE_FILES))  # noqa: S108
    print("\n".join(f"identity: {line}" for line in told.splitlines()))
    return identity.execute(*command, "appoint-administrator", RECORD, TOP).rpartition(":")[2].strip()


def log_in(place: Place, code: str) -> None:
    with httpx.Client(base_url=f"http://{LOOPBACK}:{place.gateway_port}", timeout=30) as door:
        page = door.get("/login").raise_for_status()
        print(f"gateway: GET /login {page.status_code}, {len(page.content)} bytes")
        answer = door.post("/api/v1/session/code", json={"username": PARTY_CARD, "code": code}).raise_for_status()
        print(f"gateway, broker, identity: {answer.json()['member']['full_name']} has logged in")


def use_engines(pods: Mapping[str, Pod]) -> None:
    """A drawn card and a drawn face, beside the engines that already run there and within the same limits."""
    (card,) = cards(1, levels=(1,))
    reader, examiner = pods["identity-card-worker"], pods["identity-face-worker"]
    command = ("python", "-m", "services.identity")
    reader.execute("dd", "of=/tmp/card.jpg", given=card.photograph)
    read = json.loads(reader.execute(*command, "read-card", "/tmp/card.jpg"))  # noqa: S108
    name = read["fields"]["full_name"]["text"]
    if name != card.holder.full_name:
        raise RuntimeError(f"identity-card-worker: {card.holder.full_name} was read as {name}")
    print(f"identity-card-worker: read {name}'s card in {read['milliseconds']} ms")
    for file, picture in (("a.jpg", portrait(1)), ("b.jpg", selfie(1))):
        examiner.execute("dd", f"of=/tmp/{file}", given=jpeg(picture))
    told = json.loads(examiner.execute(*command, "compare-faces", "/tmp/a.jpg", "/tmp/b.jpg"))  # noqa: S108
    if not told["same"]:
        raise RuntimeError(f"identity-face-worker: {told}")
    print(f"identity-face-worker: compared two pictures of one face in {told['milliseconds']} ms")


def main() -> int:
    with servers() as place, ExitStack() as afterwards:
        province = Province(place)
        pods = [Pod(province, number, each) for number, each in enumerate(province.deployments)]
        for pod in pods:
            afterwards.callback(pod.remove)
            pod.start()
        for pod in pods:
            print(f"{pod.name}: ready after {pod.wait_ready():.1f} s")
        by_name = {pod.name: pod for pod in pods}
        log_in(place, first_administrator(by_name["identity"]))
        use_engines(by_name)
        for pod in pods:
            print(f"{pod.name}: ended well after {pod.stop():.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
