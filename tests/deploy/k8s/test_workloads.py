"""The cluster runs what the one-machine province runs, from images that hold it."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from deploy.local.processes import Process, present
from tests.deploy.k8s.rendering import ROOT, Manifest, containers, deployments, of_kind

IMAGES = ROOT / "deploy" / "images"
NOT_IN_AN_IMAGE = {"pytest", "mypy", "ruff", "playwright", "faststream", "supervisor", "kubernetes-validate", "uv"}


EKYC, SCANS = "services.identity.worker", "services.content.worker"
"""Their engines are heavy, and the doors of the same services are not to carry them."""
BESIDE_THE_ENGINES = {"attrs", "blinker", "pygments", "pyopenssl", "python-dateutil", "rich", "typing-extensions"}
"""What a library takes along where it happens to be installed, and does without elsewhere."""


def arguments(process: Process) -> list[str]:
    return [process.module, *process.arguments]


def image_of(process: Process) -> str:
    return {EKYC: "identity-ekyc", SCANS: "content-scans"}.get(process.module, process.service)


def packages_of(image: str) -> dict[str, str]:
    """Name → its entry with version and hashes."""
    text = (ROOT / "requirements" / f"{image.removeprefix('identity-').removeprefix('content-')}.txt").read_text(
        encoding="utf-8"
    )
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {entry.partition("==")[0]: entry for entry in entries if "==" in entry}


def test_every_process_has_a_workload_that_starts_it_alike(province: list[Manifest]) -> None:
    started = {name: container["args"] for name, _, container in containers(province)}
    assert started == {process.name: arguments(process) for process in present()}


def test_every_workload_runs_the_image_that_holds_what_it_imports(province: list[Manifest]) -> None:
    images = {process.name: image_of(process) for process in present()}
    for name, _, container in containers(province):
        image, _, tag = container["image"].rpartition(":")
        assert image.endswith(f"so-tay/{images[name]}"), name
        assert tag, f"{name}: an image without a tag is another one tomorrow"
        assert tag != "latest", name


def test_every_image_installs_only_packages_with_hashes_and_no_tools() -> None:
    for image in sorted(map(image_of, present())):
        packages = packages_of(image)
        assert packages
        assert all("--hash=sha256:" in entry for entry in packages.values()), image
        assert not NOT_IN_AN_IMAGE & packages.keys(), image
        assert not [name for name in packages if "mongod" in name], image


def test_the_engines_are_in_the_image_of_the_workers_and_not_in_that_of_the_door() -> None:
    engines = {"paddleocr", "onnxruntime", "rapidocr-onnxruntime", "tesserocr", "deepface", "dlib-bin"}
    assert engines <= packages_of("identity-ekyc").keys()
    assert not engines & packages_of("identity").keys()
    assert "tesserocr" in packages_of("content-scans")
    assert "tesserocr" not in packages_of("content")


@pytest.mark.parametrize(("module", "image"), [(EKYC, "identity-ekyc"), (SCANS, "content-scans")])
def test_what_the_picture_workers_import_is_in_their_image(module: str, image: str) -> None:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, check=True)
    owners = packages_distributions()
    needed = {owner for name in loaded.stdout.decode().split() for owner in owners.get(name, [])}
    missing = {name.lower().replace("_", "-") for name in needed} - packages_of(image).keys()
    assert missing <= BESIDE_THE_ENGINES


def test_the_image_is_built_for_one_service_and_started_without_root() -> None:
    steps = (IMAGES / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", steps, flags=re.MULTILINE)
    assert set(copied) == {"requirements/${PACKAGES}.txt", "shared", "services/__init__.py", "services/${SERVICE}"}
    assert "--require-hashes" in steps
    assert re.findall(r"^USER (\d+):\d+$", steps, flags=re.MULTILINE) == ["10001"]
    assert steps.rstrip().endswith('ENTRYPOINT ["python", "-m"]')


def test_pictures_are_opened_without_a_library_of_windows() -> None:
    """Three packages bring cv2, the one that is unpacked last counts; two of them need libGL, which no image has."""
    steps = (IMAGES / "Containerfile").read_text(encoding="utf-8")
    (chosen,) = re.findall(r"sed -n '/\^([a-z-]+)==/", steps)
    assert chosen.endswith("-headless")
    assert chosen in packages_of("identity-ekyc")


def test_the_build_knows_every_image() -> None:
    built = (IMAGES / "build.sh").read_text(encoding="utf-8")
    assert set(re.search(r"set -- (.+)", built).group(1).split()) == set(map(image_of, present()))  # type: ignore[union-attr]
    assert re.search(r"identity-ekyc\) service=identity packages=ekyc debian=tesseract-ocr-vie ;;", built)
    assert re.search(r"content-scans\) service=content packages=scans debian=tesseract-ocr-vie ;;", built)


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
