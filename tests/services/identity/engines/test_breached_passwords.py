"""The list of leaked passwords: made of what is handed around, looked up in the file."""

import hashlib
from pathlib import Path

import pytest

from services.identity.engines import breached_passwords
from services.identity.engines.breached_passwords import BreachedPasswords, write_list

LEAKED = [f"rò rỉ số {number}" for number in range(500)]


def _sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def test_of_a_list_of_passwords_each_is_found_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breached_passwords, "SORTED_AT_ONCE", 100)  # so that several runs are merged
    source = tmp_path / "passwords.txt"
    source.write_text("\n".join([*LEAKED, *LEAKED[:50], ""]), encoding="utf-8")
    assert write_list(source, tmp_path / "list") == 500
    held = BreachedPasswords(tmp_path / "list")
    assert len(held) == 500
    assert all(held.holds([password]) for password in LEAKED)
    assert held.holds(["không lộ", LEAKED[7]])
    assert not any(held.holds([f"không lộ số {number}"]) for number in range(500))
    assert [file.name for file in tmp_path.iterdir() if file != source] == ["list"]


def test_of_hashes_those_that_leaked_often_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "hashes.txt"
    source.write_text(f"{_sha1('thường gặp')}:900\r\n{_sha1('hiếm gặp')}:3\r\n", encoding="utf-8")
    assert write_list(source, tmp_path / "list", least=10) == 1
    held = BreachedPasswords(tmp_path / "list")
    assert held.holds(["thường gặp"])
    assert not held.holds(["hiếm gặp"])


def test_of_a_folder_of_ranges_the_padding_is_left_out(tmp_path: Path) -> None:
    ranges = tmp_path / "ranges"
    ranges.mkdir()
    for password, count in (("thường gặp", 900), ("chỉ để đệm", 0)):
        digest = _sha1(password)
        (ranges / f"{digest[:5]}.txt").write_text(f"{digest[5:]}:{count}\n", encoding="utf-8")
    (ranges / "README.md").write_text("không phải dải", encoding="utf-8")
    assert write_list(ranges, tmp_path / "list") == 1
    assert BreachedPasswords(tmp_path / "list").holds(["thường gặp"])


def test_another_file_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"something else")
    with pytest.raises(ValueError, match="build-breached-list"):
        BreachedPasswords(tmp_path / "list")
