"""A member's own notebook: written, found, taken along, and closed to everybody else."""

from collections.abc import Callable
from typing import Any

import bson
import pytest

from services.content.queries.export_notes import export_notes
from services.content.queries.list_notes import list_notes
from services.content.queries.my_data import my_data
from services.content.queries.read_note import read_note
from services.content.rules.errors import ArticleNotFound
from services.content.rules.notes import NoteNotFound, TooManyNotes
from services.content.store import notes
from services.content.store.notes import Note, Notebook, NoteKey
from services.content.usecases.delete_note import delete_note
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.on_account_closed import on_account_closed
from services.content.usecases.revise_note import revise_note
from services.content.usecases.write_note import write_note
from shared.contracts import Received
from shared.contracts.identity import AccountClosed
from shared.inbox import react
from shared.outbox import ChangedByAnother
from shared.security import Actor, Grant, NotForHelpers, refuse_helper
from shared.security.refusing import SecretMark
from shared.store import database, use_keys
from shared.store.keys import FieldUnreadable, KeyRing
from shared.store.rotation import reencrypt
from shared.usecase import Context, perform
from tests.services.content.conftest import CELL, NOW, person
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
DOCUMENT = document_id_of("Tỉnh ủy", "07-HD/TU")
ME, OTHER = person("m1", CELL), person("m2", CELL)
ADMINISTRATOR = person("a1", "ts/c0001/", Grant("administrator", "ts/"))


def written(text: str = "Ý kiến về đảng phí", ctx: Context = ME, **more: Any) -> dict[str, Any]:
    note: dict[str, Any] = perform(write_note, {"text": text, **more}, ctx)
    return note


def closed(event_id: str) -> Received[AccountClosed]:
    return Received(
        id=event_id, type=AccountClosed.TYPE, source="identity", subject="m1", sequence=1, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.on_account_closed",
        data=AccountClosed(member_id="m1"),
    )  # fmt: skip


def found(ctx: Context = ME, **asked: Any) -> list[str]:
    return [each["text"] for each in perform(list_notes, asked, ctx)["items"]]


def test_a_note_is_written_changed_and_deleted_for_good() -> None:
    note = written(title="Họp chi bộ")
    changed = perform(revise_note, {"note_id": note["id"], "version": 1, "text": "Đã sửa", "title": "Mới"}, ME)
    assert changed == {"id": note["id"], "version": 2}
    kept = perform(read_note, {"note_id": note["id"]}, ME)
    assert (kept["version"], kept["title"], kept["text"]) == (2, "Mới", "Đã sửa")
    for _ in range(2):
        perform(delete_note, {"note_id": note["id"]}, ME)
    with pytest.raises(NoteNotFound):
        perform(read_note, {"note_id": note["id"]}, ME)
    assert database()["notes"].count_documents({}) == 0


def test_the_same_command_sent_twice_makes_one_note() -> None:
    once = person("m1", CELL, key="key-0001"), person("m1", CELL, key="key-0001")
    assert written(ctx=once[0]) == written(ctx=once[1])
    assert len(found()) == 1


def test_an_older_version_from_another_device_overwrites_nothing() -> None:
    note = written()
    sent = {"note_id": note["id"], "version": 1, "text": "Từ điện thoại"}
    assert perform(revise_note, sent, ME) == perform(revise_note, sent, ME)
    with pytest.raises(ChangedByAnother):
        perform(revise_note, {**sent, "text": "Từ máy tính"}, ME)
    assert found() == ["Từ điện thoại"]


@pytest.mark.parametrize("stranger", [OTHER, ADMINISTRATOR], ids=["a comrade of the cell", "an administrator"])
def test_nobody_else_reads_changes_deletes_or_finds_it(stranger: Context) -> None:
    note = written()
    with pytest.raises(NoteNotFound):
        perform(read_note, {"note_id": note["id"]}, stranger)
    with pytest.raises(NoteNotFound):
        perform(revise_note, {"note_id": note["id"], "version": 1, "text": "x"}, stranger)
    perform(delete_note, {"note_id": note["id"]}, stranger)
    assert found(stranger) == []
    assert found(stranger, text="đảng phí") == []
    assert perform(my_data, {}, stranger)["notes"] == []
    assert found() == ["Ý kiến về đảng phí"]


def test_who_helps_the_member_does_not_reach_the_notebook() -> None:
    deeds = frozenset(
        {"read_news", "see_meetings", "confirm_attendance", "see_notices", "acknowledge_notices", "study"}
    )
    actor = Actor("m1", CELL, (Grant("member", CELL),), "t1", NOW, "helper", deeds)
    for usecase in (write_note, revise_note, delete_note, read_note, list_notes, export_notes, my_data):
        with pytest.raises(NotForHelpers):
            refuse_helper(usecase, actor)


def test_beside_a_clause_it_says_which() -> None:
    import_document(file(), "ts/", NOW)
    for anchor in ("dieu-1-khoan-2", ""):
        written(f"ở {anchor}", about={"kind": "document", "ref": DOCUMENT, "anchor": anchor})
    kept = perform(export_notes, {}, ME)["items"]
    assert {each["about"]["label"] for each in kept} == {"Thu đảng phí, Điều 1. Phạm vi", "Thu đảng phí"}
    assert found(text="pham vi") == ["ở dieu-1-khoan-2"]


@pytest.mark.parametrize("words", ["đảng phí", "DANG PHI", "phi", "dan", "chi bo so ba"])
def test_it_is_found_with_diacritics_or_without(words: str) -> None:
    written(title="Chi bộ số Ba")
    written("Việc khác")
    assert found(text=words) == ["Ý kiến về đảng phí"]


def test_what_is_not_in_it_does_not_find_it() -> None:
    written()
    assert found(text="phí sinh hoạt") == []


def test_a_note_hangs_on_what_its_writer_may_read(published: Callable[..., str]) -> None:
    article = published("Nghị quyết mới")
    note = written(about={"kind": "article", "ref": article, "label": "Tên bịa"})
    assert perform(read_note, {"note_id": note["id"]}, ME)["about"] == {
        "kind": "article",
        "ref": article,
        "label": "Nghị quyết mới",
        "anchor": "",
    }
    meeting = {"kind": "meeting", "ref": "m-1", "label": "Họp tháng 11"}
    written("Việc khác", about=meeting)
    assert found(about_kind="article", about_ref=article) == ["Ý kiến về đảng phí"]
    assert found(about_kind="meeting", about_ref="m-1") == ["Việc khác"]
    assert found(text="nghi quyet moi") == ["Ý kiến về đảng phí"]
    with pytest.raises(ArticleNotFound):
        written(about={"kind": "article", "ref": published(audience="ts/x04/")})


def test_the_list_goes_on_page_by_page() -> None:
    for number in range(23):
        written(f"Số {number}")
    first = perform(list_notes, {}, ME)
    second = perform(list_notes, {"cursor": first["next_cursor"]}, ME)
    texts = [each["text"] for each in first["items"] + second["items"]]
    assert sorted(texts) == sorted(f"Số {number}" for number in range(23))
    assert second["next_cursor"] is None


def test_the_whole_notebook_is_taken_along_and_is_part_of_my_data() -> None:
    written("Một")
    written("Hai")
    assert {each["text"] for each in perform(export_notes, {}, ME)["items"]} == {"Một", "Hai"}
    assert {each["text"] for each in perform(my_data, {}, ME)["notes"]} == {"Một", "Hai"}


def test_a_mark_of_secrecy_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(SecretMark):
        written("TỐI MẬT\nSố 12-BC/TU")
    note = written()
    with pytest.raises(SecretMark):
        perform(revise_note, {"note_id": note["id"], "version": 1, "text": "TỐI MẬT\nnội dung"}, ME)
    assert found() == ["Ý kiến về đảng phí"]


def test_a_full_notebook_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST_NOTES", 2)
    written()
    written()
    with pytest.raises(TooManyNotes):
        written()
    written(ctx=OTHER)


def test_the_store_holds_nothing_that_can_be_read_and_a_key_for_each_member() -> None:
    written(about={"kind": "meeting", "ref": "hop-1", "label": "Họp kín"})
    written(ctx=OTHER)
    kept = b"".join(bson.encode(row) for name in ("notes", "note_keys") for row in database()[name].find())
    for readable in ("đảng phí", "Họp kín", "hop-1", "meeting"):
        assert readable.encode() not in kept
    mine, others = (NoteKey.objects.get(pk=who).key for who in ("m1", "m2"))
    assert mine != others
    assert {len(mine), len(others)} == {32}


def test_a_note_put_under_another_members_name_is_unreadable() -> None:
    note = written()
    written(ctx=OTHER)
    Note.objects(pk=note["id"]).update(set__member_id="m2")
    with pytest.raises(FieldUnreadable):
        perform(read_note, {"note_id": note["id"]}, OTHER)


def test_with_the_account_the_key_goes_and_a_copy_of_the_notes_is_worth_nothing() -> None:
    written()
    written(ctx=OTHER)
    copy = list(database()["notes"].find({"member_id": "m1"}))
    for event_id in ("e1", "e1", "e2"):
        react(on_account_closed, closed(event_id))
    assert found() == []
    database()["notes"].insert_many(copy)
    with pytest.raises(FieldUnreadable):
        Notebook("m1").all()
    assert found(OTHER) == ["Ý kiến về đảng phí"]


def test_a_new_key_of_the_service_leaves_the_notes_readable() -> None:
    written()
    use_keys(KeyRing("content", "k2", {"k1": b"1" * 32, "k2": b"2" * 32}, b"b" * 32))
    assert reencrypt([NoteKey]).rewritten == 1
    use_keys(KeyRing("content", "k2", {"k2": b"2" * 32}, b"b" * 32))
    assert found() == ["Ý kiến về đảng phí"]
