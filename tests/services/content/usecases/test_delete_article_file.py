"""A file sent by mistake is deleted with its bytes, as soon as nobody reads a text that shows it."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from mongoengine.queryset import QuerySet

from services.content.queries.article_file import article_file
from services.content.queries.compare_texts import compare_texts
from services.content.queries.read_article import read_article
from services.content.rules.errors import ArticleNotFound
from services.content.rules.file_errors import ArticleFileNotFound, FileInUse, FileNotAttached
from services.content.store import article_files
from services.content.store.article_files import ArticleFile
from services.content.usecases import delete_article_file as deleting
from services.content.usecases import revise_article as revising
from services.content.usecases.delete_article_file import delete_article_file
from services.content.usecases.publish_article import publish_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.security import NotPermitted, audit
from shared.store import GridFSBlobStore
from shared.usecase import perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.sent_files import attach, drawn, pdf, send
from tests.services.content.usecases.test_article_files import draft, published, revise

__all__ = ["draft"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]


def delete(article_id: str, file_id: str, ctx: object = None) -> None:
    perform(delete_article_file, {"article_id": article_id, "file_id": file_id}, ctx or editor())  # type: ignore[arg-type]


def stored(blobs: GridFSBlobStore) -> set[str]:
    return set(blobs.named(article_files.BLOB, NOW + timedelta(days=900)))


def test_it_goes_with_its_bytes_its_place_in_the_list_and_a_line_in_the_trail(
    draft: str, blobs: GridFSBlobStore
) -> None:
    audit.ensure_index()
    kept, mistaken = attach(draft, pdf("x")), send(draft, drawn((10, 10)))
    delete(draft, mistaken["id"])
    assert stored(blobs) == {ArticleFile.objects.get(pk=kept["id"]).blob_id}
    with pytest.raises(ArticleFileNotFound):
        perform(article_file, {"article_id": draft, "file_id": mistaken["id"]}, editor())
    with pytest.raises(FileNotAttached):
        revise(draft, mistaken["line"], 1)
    delete(draft, mistaken["id"])  # again: as good as deleted
    trail = [(row["action"], row["actor"], row["details"]["file"]) for row in map(json.loads, audit.export())]
    assert trail == [("content.article_file_deleted", "e1", mistaken["id"])]


def test_not_while_readers_or_the_text_being_written_have_it(draft: str, blobs: GridFSBlobStore) -> None:
    sent = send(draft, drawn((10, 10)))
    revise(draft, f"Đoạn.\n\n{sent['line']}", 1)
    with pytest.raises(FileInUse):
        delete(draft, sent["id"])
    perform(publish_article, {"article_id": draft, "version": 2}, editor())
    revise(draft, "Không còn ảnh.", 3)
    with pytest.raises(FileInUse):
        delete(draft, sent["id"])  # readers have the earlier text
    perform(publish_article, {"article_id": draft, "version": 4}, editor())
    delete(draft, sent["id"])
    assert stored(blobs) == set()
    assert perform(compare_texts, {"article_id": draft, "older": 2, "newer": 3}, editor()), "its words stay"


def test_what_a_withdrawn_article_shows_may_go(draft: str, blobs: GridFSBlobStore) -> None:
    sent = attach(draft, pdf("x"))
    version = published(draft, f"Đoạn.\n\n{sent['line']}")
    perform(withdraw_article, {"article_id": draft, "version": version, "reason": "Tệp có dữ liệu cá nhân."}, editor())
    delete(draft, sent["id"])
    assert stored(blobs) == set()
    assert perform(read_article, {"article_id": draft, "working": True}, editor())["desk"]["files"] == []


def test_only_who_may_change_the_article_and_only_its_own(draft: str) -> None:
    sent = send(draft, drawn((10, 10)))
    with pytest.raises(ArticleNotFound):
        delete(draft, sent["id"], editor("ts/x03/"))
    published(draft, "Đoạn.")
    with pytest.raises(NotPermitted):
        delete(draft, sent["id"], member())
    other = perform(write_article, {"title": "Khác", "body": "Đoạn.", "audience": "ts/", "form": "markup"}, editor())
    delete(other["id"], sent["id"])
    assert ArticleFile.objects.get().id == sent["id"]


def test_bytes_that_a_killed_process_left_go_with_the_sweep(draft: str, blobs: GridFSBlobStore) -> None:
    sent = send(draft, drawn((10, 10)))
    article_files.forget(ArticleFile.objects.get(pk=sent["id"]))  # and killed before the bytes
    article_files.sweep(NOW + timedelta(days=400))
    assert stored(blobs) == set()


def afterwards(monkeypatch: pytest.MonkeyPatch, where: object, name: str, work: Callable[[], object]) -> None:
    """The first call of `name` is followed by what another editor does, wholly, before its caller goes on."""
    given = getattr(where, name)
    others = [threading.Thread(target=work)]

    def followed(*args: Any, **kwargs: Any) -> Any:
        answer = given(*args, **kwargs)
        for other in [others.pop()] if others else []:
            other.start()
            other.join()
        return answer

    monkeypatch.setattr(where, name, followed)


def test_a_text_that_shows_what_another_editor_has_just_deleted_is_not_kept(
    draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(draft, drawn((10, 10)))
    afterwards(monkeypatch, revising, "check_files", lambda: delete(draft, sent["id"]))
    with pytest.raises(FileNotAttached):
        revise(draft, sent["line"], 1)
    assert ArticleFile.objects.count() == 0
    assert perform(read_article, {"article_id": draft, "working": True}, editor())["version"] == 1


@pytest.mark.parametrize(("where", "name"), [(article_files, "of_article_with"), (deleting, "_shown")])
def test_what_another_editor_has_just_put_into_the_text_is_not_deleted(
    draft: str, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    sent = send(draft, drawn((10, 10)))
    afterwards(monkeypatch, where, name, lambda: revise(draft, sent["line"], 1))
    with pytest.raises(FileInUse):
        delete(draft, sent["id"])
    assert ArticleFile.objects.get().in_texts == 1
    assert len(stored(blobs)) == 2


def test_what_is_put_into_a_text_in_the_middle_of_a_sweep_is_not_swept(
    draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(draft, drawn((10, 10)))
    afterwards(monkeypatch, QuerySet, "distinct", lambda: revise(draft, sent["line"], 1))
    article_files.sweep(NOW + timedelta(days=400))
    assert ArticleFile.objects.get().id == sent["id"]
