"""The notebooks: each note sealed under a key of its member, that key sealed by the service's key ring (law L2, L3).

Promises: the store and its backup hold nothing readable but whose note it is and when it was changed; a note put under
another's name or id is unreadable; with the key, all notes of a member are gone, in whatever copy of `notes`.
Does not: keep out whoever holds the store, the member's key in it, and the key ring (docs/notebook.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import mongoengine as me
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from mongoengine.errors import NotUniqueError

from services.content.rules.notes import MOST_NOTES, NoteNotFound, TooManyNotes, Written
from services.content.store.listing import Found, page
from shared.beside_hub import beside_hub
from shared.outbox import ChangedByAnother
from shared.store import EncryptedBytes, in_transaction
from shared.store.keys import FieldUnreadable

_NONCE_BYTES = 12


class NoteKey(me.Document):
    """`id` is the member's."""

    meta = {"collection": "note_keys", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    key = EncryptedBytes(required=True)


class Note(me.Document):
    meta = {
        "collection": "notes",
        "auto_create_index": False,
        "indexes": [{"fields": ["member_id", "-changed_at", "-id"], "name": "notes_of_member"}],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    version = me.IntField(required=True)
    sealed = me.BinaryField(required=True)
    written_at = me.DateTimeField(required=True)
    changed_at = me.DateTimeField(required=True)


class Notebook:
    """Of one member. It has a key from its first note on."""

    def __init__(self, member_id: str) -> None:
        self._member_id = member_id

    def add(self, note_id: str, written: Written, now: datetime) -> Note:
        """The one already there when the command is repeated. Raises TooManyNotes."""
        found: Note | None = self._notes(pk=note_id).first()
        if found is not None:
            return found
        if self._notes().count() >= MOST_NOTES:
            raise TooManyNotes
        note = Note(
            id=note_id,
            member_id=self._member_id,
            version=1,
            sealed=self._seal(note_id, written),
            written_at=now,
            changed_at=now,
        )
        try:
            note.save(force_insert=True)
        except NotUniqueError:
            return self.get(note_id)
        return note

    def rewrite(self, note_id: str, version: int, written: Written, now: datetime) -> Note:
        """Raises NoteNotFound, ChangedByAnother."""
        update = {"set__sealed": self._seal(note_id, written), "set__changed_at": now, "inc__version": 1}
        changed: Note | None = self._notes(pk=note_id, version=version).modify(new=True, **update)
        if changed is not None:
            return changed
        if self.open(self.get(note_id)) == written:
            return self.get(note_id)
        raise ChangedByAnother

    def remove(self, note_id: str) -> None:
        """Repeated it changes nothing."""
        self._notes(pk=note_id).delete()

    def get(self, note_id: str) -> Note:
        """Raises NoteNotFound, also for another member's."""
        found: Note | None = self._notes(pk=note_id).first()
        if found is None:
            raise NoteNotFound
        return found

    def page(self, cursor: str | None) -> Found:
        return page(self._notes(), "changed_at", cursor)

    def all(self, wanted: Callable[[Written], bool] = lambda _: True) -> list[tuple[Note, Written]]:
        """The last changed first. Raises FieldUnreadable."""
        notes = list(self._notes().order_by("-changed_at", "-id"))
        if not notes:
            return []
        cipher = self._cipher()  # the store is asked on the hub; only the deciphering is beside it
        return beside_hub(lambda: [each for each in self._opened(cipher, notes) if wanted(each[1])])

    def open(self, note: Note) -> Written:
        """Raises FieldUnreadable for what is not this member's note as it was written."""
        return self.open_all([note])[0]

    def open_all(self, notes: Sequence[Note]) -> list[Written]:
        return [written for _, written in self._opened(self._cipher(), notes)] if notes else []

    def _opened(self, cipher: AESGCM, notes: Sequence[Note]) -> Iterator[tuple[Note, Written]]:
        for note in notes:
            nonce, body = note.sealed[:_NONCE_BYTES], note.sealed[_NONCE_BYTES:]
            try:
                plain = cipher.decrypt(nonce, body, self._bound_to(note.id))
            except InvalidTag:
                raise FieldUnreadable("a note is not what was written there") from None
            yield note, msgspec.json.decode(plain, type=Written)

    def destroy(self) -> None:
        """The key with the notes, in one transaction. What a copy of the notes still holds can be read by nobody."""

        def work() -> None:
            NoteKey.objects(pk=self._member_id).delete()
            self._notes().delete()

        in_transaction(work)

    def _notes(self, **which: object) -> me.QuerySet:
        return Note.objects(member_id=self._member_id, **which)

    def _seal(self, note_id: str, written: Written) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self._key_to_write()).encrypt(
            nonce, msgspec.json.encode(written), self._bound_to(note_id)
        )

    def _cipher(self) -> AESGCM:
        key = self._key()
        if key is None:
            raise FieldUnreadable("the key of these notes was destroyed")
        return AESGCM(key)

    def _key(self) -> bytes | None:
        held: NoteKey | None = NoteKey.objects(pk=self._member_id).first()
        return held.key if held else None

    def _key_to_write(self) -> bytes:
        key = self._key()
        if key is not None:
            return key
        fresh = AESGCM.generate_key(256)
        try:
            NoteKey(id=self._member_id, key=fresh).save(force_insert=True)
        except NotUniqueError:  # another of the member's devices was first
            return NoteKey.objects.get(pk=self._member_id).key  # type: ignore[no-any-return]
        return fresh

    def _bound_to(self, note_id: str) -> bytes:
        return f"content/notes/{self._member_id}/{note_id}".encode()
