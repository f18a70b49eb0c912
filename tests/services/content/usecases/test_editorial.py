from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.content.engines.in_use import ask_two_persons
from services.content.queries.article_history import article_history
from services.content.queries.compare_texts import compare_texts
from services.content.queries.list_desk_articles import list_desk_articles
from services.content.queries.read_article import read_article
from services.content.rules.editorial_errors import (
    AlreadySubmitted,
    NotApproved,
    NothingNewToReview,
    NotInReview,
    NotScheduled,
    OwnText,
    TextNotFound,
    TimeNotAhead,
)
from services.content.rules.errors import ArticleNotFound
from services.content.store.articles import Article
from services.content.store.steps import steps_of
from services.content.usecases.approve_article import approve_article
from services.content.usecases.publish_article import publish_article
from services.content.usecases.publish_due_articles import publish_due_articles
from services.content.usecases.return_article import return_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.schedule_article import schedule_article
from services.content.usecases.submit_article import submit_article
from services.content.usecases.unschedule_article import unschedule_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.outbox import ChangedByAnother
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, Published, editor, member, person, told

pytestmark = pytest.mark.slow
TEXT = {"title": "Phòng chống lũ", "summary": "Tóm tắt", "body": "Đoạn một.\n\nĐoạn hai.", "audience": "ts/"}
LATER = NOW + timedelta(hours=2)


def second(now: Any = NOW) -> Context:
    return person("e2", "ts/c0001/", Grant("committee_editor", "ts/"), now=now)


@pytest.fixture
def two_persons() -> Iterator[None]:
    ask_two_persons(True)
    yield
    ask_two_persons(False)


@pytest.fixture
def draft(store: None) -> str:
    return str(perform(write_article, TEXT, editor())["id"])


def take(usecase: Callable[..., Any], article_id: str, ctx: Any = None, **more: Any) -> dict[str, Any]:
    """The step, on the version as it is now."""
    command = {"article_id": article_id, "version": Article.objects.get(pk=article_id).version, **more}
    done: dict[str, Any] = perform(usecase, command, ctx or editor())
    return done


def desk(article_id: str, ctx: Context | None = None) -> dict[str, Any]:
    shown = perform(read_article, {"article_id": article_id, "working": True}, ctx or editor())
    at_desk: dict[str, Any] = shown["desk"]
    return at_desk


def kinds(article_id: str) -> list[str]:
    return [step.kind for step in reversed(steps_of(article_id))]


def test_a_text_goes_from_its_writer_over_a_review_to_its_readers_and_each_step_is_kept(draft: str) -> None:
    take(submit_article, draft)
    assert [row["stage"] for row in perform(list_desk_articles, {"state": "in_review"}, editor())["items"]] == [
        "in_review"
    ]
    take(return_article, draft, second(), reason="Thiếu số liệu")
    assert (desk(draft)["stage"], desk(draft)["returned_for"]) == ("returned", "Thiếu số liệu")
    take(revise_article, draft, **TEXT | {"body": "Có số liệu."})
    assert desk(draft)["returned_for"] is None
    take(submit_article, draft)
    take(approve_article, draft, second())
    assert take(publish_article, draft)["state"] == "published"
    assert kinds(draft) == ["written", "submitted", "returned", "revised", "submitted", "approved", "published"]
    returned = next(step for step in steps_of(draft) if step.kind == "returned")
    assert (returned.by, returned.reason, returned.revision) == ("e2", "Thiếu số liệu", 1)
    assert len(told("articles")) == 1


def test_a_repeated_step_answers_as_before_and_leaves_one_row(draft: str) -> None:
    for usecase, more in (
        (submit_article, {}),
        (approve_article, {}),
        (schedule_article, {"publish_at": LATER.isoformat()}),
        (unschedule_article, {}),
        (return_article, {"reason": "Xem lại"}),
    ):
        command = {"article_id": draft, "version": Article.objects.get(pk=draft).version, **more}
        assert perform(usecase, command, editor()) == perform(usecase, command, editor())
    assert kinds(draft) == ["written", "submitted", "approved", "scheduled", "unscheduled", "returned"]


def test_a_step_on_a_version_that_another_changed_is_refused(draft: str) -> None:
    take(submit_article, draft)
    for usecase in (submit_article, approve_article, publish_article):
        with pytest.raises(ChangedByAnother):
            perform(usecase, {"article_id": draft, "version": 1}, second())


def test_steps_that_are_not_open_are_refused_with_a_reason(draft: str, published: Published) -> None:
    for usecase, more, refusal in (
        (approve_article, {}, NotInReview),
        (return_article, {"reason": "Sai"}, NotInReview),
        (unschedule_article, {}, NotScheduled),
        (schedule_article, {"publish_at": NOW.isoformat()}, TimeNotAhead),
        (schedule_article, {"publish_at": (NOW + timedelta(days=400)).isoformat()}, TimeNotAhead),
    ):
        with pytest.raises(refusal):
            take(usecase, draft, **more)
    take(submit_article, draft)
    with pytest.raises(AlreadySubmitted):
        take(submit_article, draft)
    with pytest.raises(SecretMark):
        take(return_article, draft, reason="[TỐI MẬT]")
    out = published()
    with pytest.raises(NothingNewToReview):
        take(submit_article, out)
    with pytest.raises(NothingNewToReview):
        take(schedule_article, out, publish_at=LATER.isoformat())


def test_who_does_not_edit_there_takes_no_step(draft: str) -> None:
    for usecase, more in ((submit_article, {}), (approve_article, {}), (return_article, {"reason": "Sai"})):
        with pytest.raises(ArticleNotFound):
            take(usecase, draft, editor("ts/x04/"), **more)


def test_where_two_persons_are_asked_no_writer_approves_the_own_text(draft: str, two_persons: None) -> None:
    with pytest.raises(NotApproved):
        take(publish_article, draft)
    with pytest.raises(NotApproved):
        take(schedule_article, draft, publish_at=LATER.isoformat())
    take(revise_article, draft, second(), **TEXT | {"body": "Người thứ hai sửa."})
    take(submit_article, draft)
    for writer in (editor(), second()):
        with pytest.raises(OwnText):
            take(approve_article, draft, writer)
        assert desk(draft, writer)["steps"] == ["return"]
        assert desk(draft, writer)["needs_other"]
    third = person("e3", "ts/c0001/", Grant("committee_editor", "ts/"))
    assert desk(draft, third)["steps"] == ["approve", "return"]
    assert desk(draft, third)["review_required"]
    take(approve_article, draft, third)
    assert desk(draft)["steps"] == ["return", "publish", "schedule"]
    take(publish_article, draft)


def test_a_text_that_is_changed_after_its_approval_needs_another(draft: str, two_persons: None) -> None:
    take(submit_article, draft)
    take(approve_article, draft, second())
    take(schedule_article, draft, publish_at=LATER.isoformat())
    take(revise_article, draft, **TEXT | {"body": "Bản khác."})
    assert desk(draft)["stage"] == "writing"
    with pytest.raises(NotApproved):
        take(publish_article, draft)
    assert publish_due_articles(LATER) == 0


def test_a_correction_passes_the_same_review_and_readers_keep_the_old_text_until_then(
    draft: str, two_persons: None
) -> None:
    take(submit_article, draft)
    take(approve_article, draft, second())
    take(publish_article, draft)
    take(revise_article, draft, **TEXT | {"body": "Số đúng là 15."}, correction="sửa số hộ thành 15")
    with pytest.raises(NotApproved):
        take(publish_article, draft)
    shown = perform(read_article, {"article_id": draft}, member())
    assert (shown["paragraphs"], shown["corrections"], shown["desk"]) == (["Đoạn một.", "Đoạn hai."], [], None)
    take(submit_article, draft)
    take(approve_article, draft, second())
    take(publish_article, draft)
    shown = perform(read_article, {"article_id": draft}, member())
    assert [each["note"] for each in shown["corrections"]] == ["sửa số hộ thành 15"]
    blocks = [block["text"] for block in told("articles")[-1][1]["blocks"]]
    assert blocks == ["Đã đính chính ngày 22/11/2026: sửa số hộ thành 15", "Số đúng là 15."]


def test_a_later_correction_stands_beside_the_first(published: Published) -> None:
    article_id = published()
    for note in ("sửa tên", "sửa ngày"):
        take(revise_article, article_id, **TEXT, correction=note)
        take(publish_article, article_id)
    shown = perform(read_article, {"article_id": article_id}, member())
    assert [each["note"] for each in shown["corrections"]] == ["sửa tên", "sửa ngày"]


def test_what_is_scheduled_is_published_at_its_time_once_however_many_look(draft: str) -> None:
    take(schedule_article, draft, publish_at=LATER.isoformat())
    assert publish_due_articles(LATER - timedelta(seconds=1)) == 0
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: publish_due_articles(LATER), range(8))) == 1
    assert len(told("articles")) == 1
    assert kinds(draft) == ["written", "scheduled", "published_on_time"]
    assert perform(read_article, {"article_id": draft}, member())["published_at"] == "2026-11-22T10:00:00Z"


def test_a_service_that_was_away_at_the_time_publishes_when_it_is_back(draft: str) -> None:
    take(schedule_article, draft, publish_at=LATER.isoformat())
    assert publish_due_articles(LATER + timedelta(days=3)) == 1
    assert publish_due_articles(LATER + timedelta(days=3)) == 0


def test_a_time_that_is_taken_away_or_withdrawn_before_publishes_nothing(draft: str, published: Published) -> None:
    take(submit_article, draft)
    take(approve_article, draft)
    take(schedule_article, draft, publish_at=LATER.isoformat())
    take(unschedule_article, draft)
    assert desk(draft)["stage"] == "approved"
    out = published()
    take(revise_article, out, **TEXT)
    take(schedule_article, out, publish_at=LATER.isoformat())
    take(withdraw_article, out, reason="Sai")
    assert publish_due_articles(LATER) == 0


def test_what_the_rules_refuse_at_its_time_goes_back_to_its_writer_with_the_reason(
    draft: str, two_persons: None
) -> None:
    ask_two_persons(False)
    take(schedule_article, draft, publish_at=LATER.isoformat())
    ask_two_persons(True)
    assert publish_due_articles(LATER) == 0
    assert desk(draft)["stage"] == "returned"
    assert "cần được người khác duyệt" in desk(draft)["returned_for"]
    assert told("articles") == []


def test_the_history_tells_its_editors_who_did_what_and_which_text_is_out(draft: str) -> None:
    take(publish_article, draft)
    take(revise_article, draft, second(NOW + timedelta(hours=1)), **TEXT | {"title": "Phòng chống bão"})
    told_steps = perform(article_history, {"article_id": draft}, editor())
    assert [(row["kind"], row["by"]) for row in told_steps["steps"]] == [
        ("revised", "e2"), ("published", "e1"), ("written", "e1"),
    ]  # fmt: skip
    assert [(row["revision"], row["is_public"]) for row in told_steps["texts"]] == [(2, False), (1, True)]


def test_two_texts_stand_beside_each_other_with_what_changed(draft: str) -> None:
    take(revise_article, draft, **TEXT | {"title": "Phòng chống bão", "body": "Đoạn một.\n\nĐoạn 2.\n\nĐoạn ba."})
    seen = perform(compare_texts, {"article_id": draft, "older": 1, "newer": 2}, editor())
    assert seen["heading"]["newer"] == [
        {"text": "Phòng chống", "changed": False}, {"text": " bão", "changed": True},
    ]  # fmt: skip
    same, changed, added = seen["paragraphs"]
    assert same["older"] == same["newer"] == [{"text": "Đoạn một.", "changed": False}]
    assert changed["older"][1] == {"text": " hai.", "changed": True}
    assert (added["older"], added["newer"]) == ([], [{"text": "Đoạn ba.", "changed": True}])
    with pytest.raises(TextNotFound):
        perform(compare_texts, {"article_id": draft, "older": 1, "newer": 9}, editor())


def test_who_does_not_edit_an_article_does_not_learn_of_its_history(published: Published) -> None:
    article_id = published()
    for who in (member(), editor("ts/x04/")):
        with pytest.raises(ArticleNotFound):
            perform(article_history, {"article_id": article_id}, who)
        with pytest.raises(ArticleNotFound):
            perform(compare_texts, {"article_id": article_id, "older": 1, "newer": 1}, who)
