"""Re-encryption after a new key became active: every encrypted field of every document, one field at a time.

Promises: may run while the service works and may be stopped and run again; a value that changed meanwhile is
left to the next round. When `reencrypt` answers that nothing is left, the old key can leave the ring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mongoengine.fields import EmbeddedDocumentField, ListField, MapField
from pymongo.collection import Collection

from shared.store.encrypted import _EncryptedField, is_encrypted
from shared.store.keys import key_id_of, keys


@dataclass
class Rotation:
    rewritten: int = 0
    changed_meanwhile: int = 0


def reencrypt(documents: Iterable[type[Any]]) -> Rotation:
    result = Rotation()
    for document in documents:
        fields = {field.db_field: field for field in document._fields.values() if _holds_encrypted(field)}
        if not fields:
            continue
        collection = document._get_collection()
        for stored in collection.find({}, dict.fromkeys(fields, 1)):
            _rewrite_document(collection, stored, fields, result)
    return result


def _rewrite_document(
    collection: Collection[dict[str, Any]], stored: dict[str, Any], fields: dict[str, Any], result: Rotation
) -> None:
    for name, field in fields.items():
        before = stored.get(name)
        after = _rewritten(before, field)
        if after is before:
            continue
        # Conditional on the old ciphertext: a member who changed the value just now keeps the new one.
        written = collection.update_one({"_id": stored["_id"], name: before}, {"$set": {name: after}})
        if written.modified_count:
            result.rewritten += 1
        else:
            result.changed_meanwhile += 1


def _rewritten(value: Any, field: Any) -> Any:
    """The value under the active key; the very same object where there is nothing to do."""
    if isinstance(field, _EncryptedField):
        if not is_encrypted(value) or key_id_of(value) == keys().active:
            return value
        return keys().encrypt(keys().decrypt(value, field.place), field.place)
    if isinstance(field, EmbeddedDocumentField) and isinstance(value, dict):
        inner = {part.db_field: part for part in field.document_type._fields.values()}
        return _if_changed(value, {k: _rewritten(v, inner.get(k)) for k, v in value.items()})
    if isinstance(field, MapField) and isinstance(value, dict):
        return _if_changed(value, {k: _rewritten(v, field.field) for k, v in value.items()})
    if isinstance(field, ListField) and isinstance(value, list):
        after = [_rewritten(item, field.field) for item in value]
        return after if any(a is not b for a, b in zip(after, value, strict=True)) else value
    return value


def _if_changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return after if any(after[key] is not before[key] for key in before) else before


def _holds_encrypted(field: Any, above: frozenset[str] = frozenset()) -> bool:
    if isinstance(field, _EncryptedField):
        return True
    if isinstance(field, EmbeddedDocumentField):
        inner = field.document_type
        seen = above | {inner._class_name}
        return inner._class_name not in above and any(_holds_encrypted(part, seen) for part in inner._fields.values())
    return isinstance(field, ListField | MapField) and _holds_encrypted(field.field, above)


def documents_of(module: Any) -> Iterator[type[Any]]:
    """The document classes that a store module offers."""
    for value in vars(module).values():
        if isinstance(value, type) and getattr(value, "_meta", {}).get("collection"):
            yield value
