"""A copy told by events in any order holds the newest of each row."""

import mongoengine as me
import pytest

from shared.store import keep_newest

pytestmark = pytest.mark.slow


class Copied(me.Document):
    meta = {"collection": "copied", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    sequence = me.IntField(required=True)
    text = me.StringField()


def row(row_id: str, sequence: int, text: str) -> dict[str, object]:
    return {"_id": row_id, "sequence": sequence, "text": text}


def test_the_newest_counts_whichever_batch_it_comes_in(store: None) -> None:
    assert keep_newest(Copied, [row("a", 2, "hai"), row("b", 1, "một"), row("a", 1, "một")]) == ["a", "b"]
    keep_newest(Copied, [row("a", 1, "muộn"), row("b", 3, "ba")])
    assert {found.id: found.text for found in Copied.objects} == {"a": "hai", "b": "ba"}


def test_what_is_told_again_changes_nothing_and_nothing_told_writes_nothing(store: None) -> None:
    keep_newest(Copied, [row("a", 1, "một")])
    keep_newest(Copied, [row("a", 1, "khác")])
    assert keep_newest(Copied, []) == []
    assert [found.text for found in Copied.objects] == ["một"]


def test_words_that_the_store_could_take_for_its_own_are_kept_as_they_are(store: None) -> None:
    keep_newest(Copied, [row("a", 1, "$$ROOT")])
    assert [found.text for found in Copied.objects] == ["$$ROOT"]
