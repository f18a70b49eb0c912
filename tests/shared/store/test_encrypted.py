"""Encrypted fields in the real store: what lies there, who can read it, and rotation."""

import base64
import json
from pathlib import Path
from typing import ClassVar

import pytest
from bson.binary import Binary
from hypothesis import given
from hypothesis import strategies as st
from mongoengine import (
    Document,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    StringField,
    ValidationError,
)
from mongoengine.errors import InvalidQueryError

from shared.store import (
    EncryptedBytes,
    EncryptedText,
    FieldUnreadable,
    KeyRing,
    blind_index,
    database,
    use_keys,
)
from shared.store.__main__ import main
from shared.store.keys import key_id_of, new_key_ring, normalised, with_new_key
from shared.store.rotation import reencrypt


class Relative(EmbeddedDocument):
    phone = EncryptedText()


class Person(Document):
    meta: ClassVar[dict[str, object]] = {"collection": "people", "auto_create_index": False}
    key = StringField(primary_key=True)
    phone = EncryptedText(max_length=20)
    phone_index = StringField()
    picture = EncryptedBytes()
    relatives = EmbeddedDocumentListField(Relative)
    version = IntField(default=1)


@pytest.fixture(autouse=True)
def _ready(store: None, ring: KeyRing) -> None:
    """A clean store and key k1."""


def raw(key: str = "a") -> dict[str, Binary]:
    found = database()["people"].find_one({"_id": key})
    assert found is not None
    return found


def save_person() -> None:
    Person(
        key="a",
        phone="0912 345 678",
        phone_index=blind_index("0912 345 678", "phone"),
        picture=b"\x00picture\xff",
        relatives=[Relative(phone="0987 654 321")],
    ).save()


def test_the_store_holds_no_plain_text_and_the_program_reads_it_back() -> None:
    save_person()
    stored = repr(raw())
    assert "0912" not in stored
    assert "picture\\xff" not in stored
    assert "0987" not in stored
    person = Person.objects.get(key="a")
    assert (person.phone, person.picture) == ("0912 345 678", b"\x00picture\xff")
    assert person.relatives[0].phone == "0987 654 321"


def test_an_update_is_encrypted_too() -> None:
    save_person()
    Person.objects(key="a").update_one(set__phone="0900 000 000", inc__version=1)
    assert isinstance(raw()["phone"], Binary)
    assert Person.objects.get(key="a").phone == "0900 000 000"


def test_the_same_text_is_never_stored_the_same_way_twice() -> None:
    Person(key="a", phone="1").save()
    Person(key="b", phone="1").save()
    assert raw("a")["phone"] != raw("b")["phone"]


def test_a_person_is_found_by_the_blind_index_however_the_number_is_written() -> None:
    save_person()
    assert Person.objects.get(phone_index=blind_index("0912.345.678", "phone")).key == "a"
    assert blind_index("0912345678", "phone") != blind_index("0912345678", "identity")


def test_a_query_on_the_encrypted_field_is_refused_instead_of_finding_nothing() -> None:
    with pytest.raises(InvalidQueryError, match="blind index"):
        Person.objects(phone="0912 345 678").first()


def test_a_changed_byte_is_noticed() -> None:
    save_person()
    value = bytearray(raw()["phone"])
    value[-1] ^= 1
    database()["people"].update_one({"_id": "a"}, {"$set": {"phone": Binary(bytes(value), 128)}})
    with pytest.raises(FieldUnreadable, match="not what was written"):
        Person.objects.get(key="a")


def test_a_value_moved_to_another_field_is_noticed() -> None:
    save_person()
    database()["people"].update_one({"_id": "a"}, {"$set": {"picture": raw()["phone"]}})
    with pytest.raises(FieldUnreadable, match=r"people\.picture"):
        Person.objects.get(key="a")


def test_a_value_of_another_service_cannot_be_read() -> None:
    save_person()
    use_keys(KeyRing("feedback", "k1", {"k1": b"1" * 32}, b"b" * 32))
    with pytest.raises(FieldUnreadable):
        Person.objects.get(key="a")


def test_a_value_under_a_key_that_is_gone_names_the_key() -> None:
    save_person()
    use_keys(KeyRing("identity", "k2", {"k2": b"2" * 32}, b"b" * 32))
    with pytest.raises(FieldUnreadable, match="'k1'"):
        Person.objects.get(key="a")


def test_validation_names_no_value() -> None:
    with pytest.raises(ValidationError) as caught:
        Person(key="a", phone="9" * 21).save()
    assert "999" not in str(caught.value)


def test_rotation_moves_every_value_to_the_new_key_and_then_finds_nothing_left() -> None:
    save_person()
    both = {"k1": b"1" * 32, "k2": b"2" * 32}
    use_keys(KeyRing("identity", "k2", both, b"b" * 32))
    assert Person.objects.get(key="a").phone == "0912 345 678"
    assert reencrypt([Person]).rewritten == 3
    assert key_id_of(raw()["phone"]) == "k2"
    assert reencrypt([Person]).rewritten == 0
    use_keys(KeyRing("identity", "k2", {"k2": b"2" * 32}, b"b" * 32))
    person = Person.objects.get(key="a")
    assert (person.phone, person.picture, person.relatives[0].phone) == (
        "0912 345 678",
        b"\x00picture\xff",
        "0987 654 321",
    )


@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    ring = KeyRing("identity", "k1", {"k1": b"1" * 32}, b"b" * 32)
    assert ring.decrypt(ring.encrypt(text.encode(), "a.b"), "a.b").decode() == text


@given(st.binary(max_size=120))
def test_any_other_bytes_are_refused_clearly(stored: bytes) -> None:
    ring = KeyRing("identity", "k1", {"k1": b"1" * 32}, b"b" * 32)
    with pytest.raises(FieldUnreadable):
        ring.decrypt(stored, "a.b")


def test_both_ways_to_write_a_vietnamese_letter_are_one() -> None:
    assert normalised("Nguyễn  Ái") == normalised("nguyễn ái")


def test_a_key_ring_is_made_and_extended_by_the_command(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    assert main(["new-keys", str(file), "2026"]) == 0
    assert file.stat().st_mode & 0o077 == 0
    first = KeyRing.load(file, "identity").encrypt(b"text", "a.b")
    assert main(["add-key", str(file), "2027"]) == 0
    ring = KeyRing.load(file, "identity")
    assert ring.active == "2027"
    assert ring.decrypt(first, "a.b") == b"text"
    with pytest.raises(SystemExit):
        main(["new-keys", str(file), "2028"])


def test_a_broken_key_ring_is_refused_without_showing_it(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    secret = base64.b64encode(b"short").decode()
    file.write_text(json.dumps({"active": "k", "keys": {"k": secret}, "blind": secret}))
    with pytest.raises(ValueError, match="key ring") as caught:
        KeyRing.load(file, "identity")
    assert secret not in str(caught.value)
    with pytest.raises(ValueError, match="already"):
        with_new_key(new_key_ring("k"), "k")
