import json
import re
import tomllib

from deploy.local.place import REPOSITORY

PAGE = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9_.-]+)==(\S+)", re.MULTILINE)


def _direct() -> set[str]:
    extras = PROJECT["optional-dependencies"].values()
    listed = [*PROJECT["dependencies"], *(dependency for extra in extras for dependency in extra)]
    return {re.split(r"[\[=<>~ ]", dependency)[0] for dependency in listed}


def test_every_direct_dependency_is_on_the_page_with_its_licence() -> None:
    packages = {name for name in _direct() if not name.startswith("types-")}
    browser = json.loads((REPOSITORY / "package.json").read_text(encoding="utf-8"))
    packages |= {name for group in browser.values() if isinstance(group, dict) for name in group}
    assert [name for name in sorted(packages) if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", PAGE)] == []


def test_every_service_has_a_lock_that_agrees_with_the_common_one() -> None:
    common = dict(PINNED.findall((REPOSITORY / "requirements" / "all.txt").read_text(encoding="utf-8")))
    locks = {lock.stem: dict(PINNED.findall(lock.read_text(encoding="utf-8"))) for lock in LOCKS}
    assert set(PROJECT["optional-dependencies"]) <= set(locks)
    locks.pop("mongod")
    assert all(pins.items() <= common.items() for pins in locks.values())


def test_every_pin_has_a_hash_and_no_lock_names_an_address() -> None:
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        assert len(PINNED.findall(text)) == len(re.findall(r"^[a-z].*\\\n +--hash=sha256:", text, re.MULTILINE))


def test_no_service_carries_the_weight_of_another() -> None:
    def names(extra: str) -> set[str]:
        return set(dict(PINNED.findall((REPOSITORY / "requirements" / f"{extra}.txt").read_text(encoding="utf-8"))))

    assert "onnxruntime" in names("speech")
    assert not any("onnxruntime" in names(extra) for extra in ("base", "identity", "content", "meetings", "gateway"))
    assert not any("pytest" in names(extra) for extra in PROJECT["optional-dependencies"] if extra != "dev")


def test_the_browser_lock_names_no_address_to_fetch_from() -> None:
    lock = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
    assert [path for path, entry in packages.items() if "integrity" not in entry] == []
