from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.my_data import my_data
from services.content.queries.read_working_copy import read_working_copy
from services.content.rules.editorial_errors import TooManyCopies
from services.content.rules.errors import ArticleNotFound
from services.content.store.texts import texts_of
from services.content.store.working_copies import MOST, WorkingCopy
from services.content.usecases.discard_working_copy import discard_working_copy
from services.content.usecases.keep_working_copy import KEPT, forget_old_copies, keep_working_copy
from services.content.usecases.on_account_closed import on_account_closed
from shared.contracts import Received
from shared.contracts.identity import AccountClosed
from shared.errors import Forbidden
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.usecase import Context, context, perform
from tests.services.content.conftest import NOW, Published, editor, member, person

pytestmark = pytest.mark.slow


def copy_of(ctx: Context, **which: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = perform(read_working_copy, which, ctx)["copy"]
    return found


def keep(typed: dict[str, Any], ctx: Context | None = None, **page: str) -> dict[str, Any]:
    kept: dict[str, Any] = perform(keep_working_copy, {"window": "w1", **page, **typed}, ctx or editor())
    return kept


def all_of(ctx: Context, **which: str) -> list[str]:
    found = perform(read_working_copy, which, ctx)
    return [copy["title"] for copy in [*([found["copy"]] if found["copy"] else []), *found["others"]]]


def at(minutes: int) -> Context:
    return editor(now=NOW + timedelta(minutes=minutes))


def test_two_pages_on_one_article_overwrite_nothing_and_are_told_of_each_other(published: Published) -> None:
    article = {"article_id": published()}
    assert keep({"title": "Một"} | article, at(0))["elsewhere_at"] is None
    assert keep({"title": "Hai"} | article, at(1), window="w2")["elsewhere_at"] == "2026-11-22T08:00:00Z"
    assert keep({"title": "Một nữa"} | article, at(2))["elsewhere_at"] == "2026-11-22T08:01:00Z"
    assert all_of(editor(), **article) == ["Một nữa", "Hai"]
    assert all_of(editor(), **article, window="w2") == ["Hai", "Một nữa"]


def test_a_page_that_goes_on_with_what_was_left_takes_it_over(store: None) -> None:
    keep({"title": "Dở"})
    left = copy_of(editor())
    assert left is not None
    for title in ("Dở d", "Dở dang"):
        keep({"title": title}, window="w2", taken_from="w1", taken_mark=left["mark"])
    assert all_of(editor()) == ["Dở dang"]


def test_what_was_typed_on_since_is_not_taken_over_also_where_it_begins_anew(store: None) -> None:
    keep({"title": "Dở"}, at(0))
    left = copy_of(editor())
    assert left is not None
    over = {"window": "w2", "taken_from": "w1", "taken_mark": left["mark"]}
    keep({"title": "Trang hai"}, at(1), **over)
    keep({"title": "Trang một vẫn soạn"}, at(2))
    told = keep({"title": "Trang hai nữa"}, at(3), **over)
    assert told["elsewhere_at"] is not None
    assert all_of(editor()) == ["Trang hai nữa", "Trang một vẫn soạn"]


def test_of_what_was_typed_on_since_it_was_seen_nothing_is_thrown_away(store: None) -> None:
    keep({"title": "Dở"})
    left = copy_of(editor())
    assert left is not None
    keep({"title": "Dở dang"})
    seen = {"window": "w1", "mark": left["mark"]}
    assert perform(discard_working_copy, seen, editor()) == {"discarded": False}
    assert all_of(editor()) == ["Dở dang"]


def test_so_many_copies_of_one_article_and_no_more(store: None) -> None:
    for number in range(MOST):
        keep({"title": "A"}, window=f"w{number}")
    with pytest.raises(TooManyCopies):
        keep({"title": "A"}, window="one-more")
    keep({"title": "B"}, window="w0")


def test_it_is_part_of_my_data_and_goes_with_my_account(published: Published) -> None:
    article_id = published()
    keep({"title": "Mới"}, at(0))
    keep({"title": "Sửa", "article_id": article_id}, at(1))
    kept = perform(my_data, {}, editor())["working_copies"]
    assert [(each["article_id"], each["title"]) for each in kept] == [(article_id, "Sửa"), (None, "Mới")]
    assert perform(my_data, {}, member())["working_copies"] == []
    closed = Received(
        id="e1", type="identity.account_closed.v1", source="identity", subject="e1", sequence=9, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.on_account_closed",
        data=AccountClosed(member_id="e1"),
    )  # fmt: skip
    on_account_closed(closed, context(None))
    assert WorkingCopy.objects.count() == 0


def test_what_is_typed_is_kept_unfinished_as_it_is_and_given_back_to_its_writer_only(store: None) -> None:
    keep({"title": "Phòng"}, editor())
    keep({"title": "Phòng chống", "body": "Đang"}, editor())
    kept = copy_of(editor())
    assert kept is not None
    assert (kept["title"], kept["body"], kept["saved_at"]) == ("Phòng chống", "Đang", "2026-11-22T08:00:00Z")
    assert copy_of(person("e2", "ts/c0001/", Grant("committee_editor", "ts/"))) is None
    assert WorkingCopy.objects.count() == 1


def test_each_article_has_a_copy_of_its_own_that_changes_neither_its_text_nor_its_history(published: Published) -> None:
    article_id = published()
    keep({"article_id": article_id, "version": 2, "body": "Đang sửa"}, editor())
    assert copy_of(editor()) is None
    kept = copy_of(editor(), article_id=article_id)
    assert kept is not None
    assert (kept["body"], kept["version"]) == ("Đang sửa", 2)
    assert len(texts_of(article_id)) == 1


def test_a_copy_that_is_thrown_away_is_gone_and_throwing_it_away_again_changes_nothing(store: None) -> None:
    keep({"title": "Bỏ"}, editor())
    for _ in range(2):
        perform(discard_working_copy, {"window": "w1"}, editor())
    assert copy_of(editor()) is None


def test_a_typed_mark_of_secrecy_is_kept_nowhere(store: None) -> None:
    with pytest.raises(SecretMark):
        keep({"title": "A", "body": "TUYỆT MẬT\nkế hoạch"}, editor())
    assert WorkingCopy.objects.count() == 0


def test_who_does_not_edit_keeps_no_copy(published: Published) -> None:
    article_id = published(audience="ts/x03/")
    for who, which in ((member(), {}), (member(), {"article_id": article_id})):
        with pytest.raises(Forbidden):
            keep({"title": "A", **which}, who)
    with pytest.raises(ArticleNotFound):
        keep({"title": "A", "article_id": article_id}, editor("ts/x04/"))


def test_a_copy_that_nobody_came_back_for_is_forgotten(store: None) -> None:
    keep({"title": "A"}, editor())
    assert forget_old_copies(NOW + KEPT) == 0
    assert forget_old_copies(NOW + KEPT + timedelta(seconds=1)) == 1
