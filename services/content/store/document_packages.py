"""Packages that were sent to the desk and read, until somebody takes or leaves them; thrown away after a week.

Kept is what was read of the documents that may be taken, not the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import mongoengine as me

from services.content.rules.exchange_errors import PackageDone, PackageNotFound
from shared.store import in_transaction

KEPT = timedelta(days=7)


class DocumentPackage(me.Document):
    """`entries`: what would become of each, in the order of the manifest; once it was taken, what did. `taking`: since
    somebody began, some of it may be in the library."""

    meta = {
        "collection": "document_packages",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    file_name = me.StringField(required=True)
    audience = me.StringField(required=True)
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    entries = me.ListField(me.DictField())
    taking = me.BooleanField(default=False)
    taken = me.BooleanField(required=True, default=False)
    expires_at = me.DateTimeField(required=True)


class PackageText(me.Document):
    """`seen_version`: of the document that the library had then; 0 where it had none."""

    meta = {
        "collection": "package_texts",
        "auto_create_index": False,
        "indexes": ["package_id", {"fields": ["expires_at"], "expireAfterSeconds": 0}],
    }

    id = me.StringField(primary_key=True)
    package_id = me.StringField(required=True)
    text = me.StringField(required=True)
    audience = me.StringField(required=True)
    seen_version = me.IntField(required=True)
    expires_at = me.DateTimeField(required=True)


def keep(package: DocumentPackage, texts: Mapping[int, PackageText]) -> None:
    """`texts`: by the place of their entries."""
    package.expires_at = package.at + KEPT
    for place, text in texts.items():
        text.id, text.package_id, text.expires_at = _key(package.id, place), package.id, package.expires_at

    def work() -> None:
        package.save(force_insert=True)
        for text in texts.values():
            text.save(force_insert=True)

    in_transaction(work)


def find(package_id: str) -> DocumentPackage | None:
    found: DocumentPackage | None = DocumentPackage.objects(pk=package_id).first()
    return found


def get(package_id: str) -> DocumentPackage:
    """Raises PackageNotFound."""
    found = find(package_id)
    if found is None:
        raise PackageNotFound
    return found


def text_of(package_id: str, place: int) -> PackageText:
    """Raises PackageDone when somebody took or left the package meanwhile."""
    found: PackageText | None = PackageText.objects(pk=_key(package_id, place)).first()
    if found is None:
        raise PackageDone
    return found


def begin_taking(package_id: str) -> None:
    """From now on nobody throws it away: what is taken of it stands in the trail with the rest. Raises PackageDone."""
    if (
        not DocumentPackage.objects(pk=package_id, taken=False)
        .update_one(set__taking=True, full_result=True)
        .matched_count
    ):
        raise PackageDone


def was_taken(package_id: str, entries: list[dict[str, Any]]) -> None:
    """Inside a transaction. Raises PackageDone when somebody was faster."""
    if not DocumentPackage.objects(pk=package_id, taken=False).update_one(set__taken=True, set__entries=entries):
        raise PackageDone
    PackageText.objects(package_id=package_id).delete()


def discard(package_id: str) -> None:
    """Raises PackageDone when somebody takes it, or did."""
    if not DocumentPackage.objects(pk=package_id, taken=False, taking__ne=True).delete():
        raise PackageDone
    PackageText.objects(package_id=package_id).delete()


def _key(package_id: str, place: int) -> str:
    return f"{package_id}:{place}"
