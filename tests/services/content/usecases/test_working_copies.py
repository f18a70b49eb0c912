from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.read_working_copy import read_working_copy
from services.content.rules.errors import ArticleNotFound
from services.content.store.texts import texts_of
from services.content.store.working_copies import WorkingCopy
from services.content.usecases.discard_working_copy import discard_working_copy
from services.content.usecases.keep_working_copy import KEPT, forget_old_copies, keep_working_copy
from shared.errors import Forbidden
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, Published, editor, member, person

pytestmark = pytest.mark.slow


def copy_of(ctx: Context, **which: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = perform(read_working_copy, which, ctx)["copy"]
    return found


def test_what_is_typed_is_kept_unfinished_as_it_is_and_given_back_to_its_writer_only(store: None) -> None:
    perform(keep_working_copy, {"title": "Phòng"}, editor())
    perform(keep_working_copy, {"title": "Phòng chống", "body": "Đang"}, editor())
    kept = copy_of(editor())
    assert kept is not None
    assert (kept["title"], kept["body"], kept["saved_at"]) == ("Phòng chống", "Đang", "2026-11-22T08:00:00Z")
    assert copy_of(person("e2", "ts/c0001/", Grant("committee_editor", "ts/"))) is None
    assert WorkingCopy.objects.count() == 1


def test_each_article_has_a_copy_of_its_own_that_changes_neither_its_text_nor_its_history(published: Published) -> None:
    article_id = published()
    perform(keep_working_copy, {"article_id": article_id, "version": 2, "body": "Đang sửa"}, editor())
    assert copy_of(editor()) is None
    kept = copy_of(editor(), article_id=article_id)
    assert kept is not None
    assert (kept["body"], kept["version"]) == ("Đang sửa", 2)
    assert len(texts_of(article_id)) == 1


def test_a_copy_that_is_thrown_away_is_gone_and_throwing_it_away_again_changes_nothing(store: None) -> None:
    perform(keep_working_copy, {"title": "Bỏ"}, editor())
    for _ in range(2):
        perform(discard_working_copy, {}, editor())
    assert copy_of(editor()) is None


def test_a_typed_mark_of_secrecy_is_kept_nowhere(store: None) -> None:
    with pytest.raises(SecretMark):
        perform(keep_working_copy, {"title": "A", "body": "TUYỆT MẬT\nkế hoạch"}, editor())
    assert WorkingCopy.objects.count() == 0


def test_who_does_not_edit_keeps_no_copy(published: Published) -> None:
    article_id = published(audience="ts/x03/")
    for who, which in ((member(), {}), (member(), {"article_id": article_id})):
        with pytest.raises(Forbidden):
            perform(keep_working_copy, {"title": "A", **which}, who)
    with pytest.raises(ArticleNotFound):
        perform(keep_working_copy, {"title": "A", "article_id": article_id}, editor("ts/x04/"))


def test_a_copy_that_nobody_came_back_for_is_forgotten(store: None) -> None:
    perform(keep_working_copy, {"title": "A"}, editor())
    assert forget_old_copies(NOW + KEPT) == 0
    assert forget_old_copies(NOW + KEPT + timedelta(seconds=1)) == 1
