import json
import stat
from pathlib import Path

import jwt
import pytest

from deploy.local.keys import (
    field_keys_file,
    make_keys,
    passwords,
    token_private_key_file,
    token_public_key_file,
)
from deploy.local.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "run")


def test_keys_made_once_are_never_overwritten(place: Place) -> None:
    make_keys(place)
    files = (token_private_key_file(place), token_public_key_file(place), field_keys_file(place))
    before = [file.read_bytes() for file in files]
    make_keys(place)
    assert [file.read_bytes() for file in files] == before


def test_two_stacks_never_share_a_key(tmp_path: Path) -> None:
    one, other = Place(tmp_path / "one"), Place(tmp_path / "other")
    make_keys(one)
    make_keys(other)
    assert field_keys_file(one).read_text() != field_keys_file(other).read_text()
    assert passwords(one, ["content"]) != passwords(other, ["content"])


def test_nobody_but_the_owner_reads_a_secret(place: Place) -> None:
    make_keys(place)
    passwords(place, ["content"])
    modes = {stat.S_IMODE(file.stat().st_mode) for file in place.secrets_dir.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(place.secrets_dir.stat().st_mode) == 0o700


def test_what_the_private_key_signs_the_public_key_verifies(place: Place) -> None:
    make_keys(place)
    token = jwt.encode({"sub": "member"}, token_private_key_file(place).read_text(), algorithm="EdDSA")
    assert jwt.decode(token, token_public_key_file(place).read_text(), algorithms=["EdDSA"]) == {"sub": "member"}


def test_the_active_field_key_is_in_the_ring(place: Place) -> None:
    make_keys(place)
    ring = json.loads(field_keys_file(place).read_text())
    assert ring["active"] in ring["keys"]
    assert ring["blind"] not in ring["keys"].values()


def test_a_new_name_gets_a_password_and_the_known_ones_keep_theirs(place: Place) -> None:
    first = passwords(place, ["content"])["content"]
    later = passwords(place, ["content", "speech"])
    assert later["content"] == first
    assert later["speech"] != first
