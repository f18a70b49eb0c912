from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.list_articles import list_articles
from services.content.queries.list_desk_articles import list_desk_articles
from services.content.queries.read_article import read_article
from services.content.rules.errors import ArticleNotFound, NothingNewToPublish, NotPublished, TooManyParagraphs
from services.content.rules.paging import PAGE_SIZE
from services.content.store.articles import Article
from services.content.store.texts import texts_of
from services.content.usecases.publish_article import publish_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.errors import Conflict, Forbidden, Invalid
from shared.outbox import ChangedByAnother
from shared.security import Grant, audit
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import Context, perform
from tests.services.content.conftest import CELL, NOW, Published, editor, member, person, told

pytestmark = pytest.mark.slow
TEXT = {"title": "Phòng chống lũ", "summary": "Tóm tắt", "body": "Đoạn một.\n\nĐoạn hai.", "audience": "ts/"}


def titles(found: dict[str, Any]) -> list[str]:
    return [item["title"] for item in found["items"]]


def publish(article_id: str, version: int, ctx: Context | None = None) -> Any:
    return perform(publish_article, {"article_id": article_id, "version": version}, ctx or editor())


def test_an_article_is_a_draft_that_only_its_editors_see_until_it_is_published(store: None) -> None:
    written = perform(write_article, TEXT, editor())
    assert (written["state"], written["version"]) == ("draft", 1)
    assert told("articles") == []
    assert titles(perform(list_articles, {}, member())) == []
    assert titles(perform(list_desk_articles, {"state": "draft"}, editor())) == ["Phòng chống lũ"]
    with pytest.raises(ArticleNotFound):
        perform(read_article, {"article_id": written["id"]}, member())
    assert perform(read_article, {"article_id": written["id"]}, editor())["paragraphs"] == ["Đoạn một.", "Đoạn hai."]


def test_publishing_tells_the_text_once_and_shows_it_to_its_readers(store: None) -> None:
    written = perform(write_article, TEXT, editor())
    assert publish(written["id"], 1) == {"id": written["id"], "version": 2, "state": "published"}
    ((kind, data),) = told("articles")
    assert kind == "content.article_published.v1"
    assert [block["text"] for block in data["blocks"]] == ["Đoạn một.", "Đoạn hai."]
    assert (data["article_version"], data["audience"], data["title"]) == (2, "ts/", "Phòng chống lũ")
    shown = perform(read_article, {"article_id": written["id"]}, member())
    assert shown["published_at"] == "2026-11-22T08:00:00Z"
    assert titles(perform(list_articles, {}, member())) == ["Phòng chống lũ"]


def test_publishing_one_version_twice_tells_once(store: None) -> None:
    written = perform(write_article, TEXT, editor())
    first = publish(written["id"], 1)
    assert publish(written["id"], 1) == first
    assert len(told("articles")) == 1
    with pytest.raises(NothingNewToPublish):
        publish(written["id"], 2)


def test_ten_editors_who_publish_one_version_at_once_tell_once(store: None) -> None:
    written = perform(write_article, TEXT, editor())

    def attempt(_: int) -> str:
        try:
            return str(publish(written["id"], 1)["state"])
        except Conflict:
            return "conflict"

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(attempt, range(10)))
    assert "published" in outcomes
    assert len(told("articles")) == 1
    assert Article.objects.get(pk=written["id"]).version == 2


def test_a_repeated_command_makes_one_article_with_one_text(store: None) -> None:
    first = perform(write_article, TEXT, editor(key="e1/write_article/k1"))
    second = perform(write_article, TEXT, editor(key="e1/write_article/k1"))
    assert first == second
    assert Article.objects.count() == 1
    assert len(texts_of(first["id"])) == 1
    for _ in range(2):
        publish(first["id"], 1, editor(key="e1/publish_article/k2"))
    assert len(told("articles")) == 1


def test_one_command_sent_ten_times_at_once_makes_one_article(store: None) -> None:
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: perform(write_article, TEXT, editor(key="e1/w/k1")), range(10)))
    assert len({answer["id"] for answer in answers}) == 1
    assert Article.objects.count() == 1
    assert len(texts_of(answers[0]["id"])) == 1


def test_readers_keep_the_published_text_until_the_revision_is_published(published: Published) -> None:
    article_id = published(body="Bản đầu.")
    change = TEXT | {"article_id": article_id, "version": 2, "body": "Bản sửa."}
    revised = perform(revise_article, change, editor())
    assert (revised["state"], revised["version"]) == ("published", 3)
    assert perform(read_article, {"article_id": article_id}, member())["paragraphs"] == ["Bản đầu."]
    at_desk = perform(read_article, {"article_id": article_id, "working": True}, editor())
    assert (at_desk["paragraphs"], at_desk["unpublished_changes"]) == (["Bản sửa."], True)
    publish(article_id, 3)
    assert perform(read_article, {"article_id": article_id}, member())["paragraphs"] == ["Bản sửa."]
    assert [data["article_version"] for _, data in told("articles")] == [2, 4]


def test_every_text_that_was_written_is_kept(published: Published) -> None:
    article_id = published(body="Bản đầu.")
    perform(revise_article, TEXT | {"article_id": article_id, "version": 2, "body": "Bản hai."}, editor())
    perform(revise_article, TEXT | {"article_id": article_id, "version": 3, "body": "Bản ba."}, editor())
    assert [text.paragraphs for text in texts_of(article_id)] == [["Bản đầu."], ["Bản hai."], ["Bản ba."]]


def test_of_two_editors_who_revise_one_version_the_second_is_told(published: Published) -> None:
    article_id = published()
    change = TEXT | {"article_id": article_id, "version": 2}
    perform(revise_article, change, editor())
    with pytest.raises(ChangedByAnother):
        perform(revise_article, change, editor())
    assert len(texts_of(article_id)) == 2


def test_a_repeated_revision_is_written_once(published: Published) -> None:
    article_id = published()
    change = TEXT | {"article_id": article_id, "version": 2}
    first = perform(revise_article, change, editor(key="e1/r/k"))
    assert perform(revise_article, change, editor(key="e1/r/k")) == first
    assert len(texts_of(article_id)) == 2


def test_racing_revisions_leave_one_winner_and_its_text(published: Published) -> None:
    article_id = published()

    def attempt(number: int) -> bool:
        change = TEXT | {"article_id": article_id, "version": 2, "body": f"Bản {number}."}
        try:
            perform(revise_article, change, editor())
        except ChangedByAnother:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert len(texts_of(article_id)) == 2
    assert Article.objects.get(pk=article_id).paragraphs == texts_of(article_id)[1].paragraphs


def test_a_withdrawn_article_is_gone_for_readers_and_kept_with_its_reason(published: Published) -> None:
    article_id = published()
    command = {"article_id": article_id, "version": 2, "reason": "Sai số liệu"}
    withdrawn = perform(withdraw_article, command, editor())
    assert withdrawn["state"] == "withdrawn"
    assert perform(withdraw_article, command, editor()) == withdrawn
    assert [kind for kind, _ in told("articles")] == ["content.article_published.v1", "content.article_withdrawn.v1"]
    assert titles(perform(list_articles, {}, member())) == []
    with pytest.raises(ArticleNotFound):
        perform(read_article, {"article_id": article_id}, member())
    assert perform(read_article, {"article_id": article_id}, editor())["withdrawal_reason"] == "Sai số liệu"
    with pytest.raises(NotPublished):
        publish(article_id, 3)


def test_a_draft_cannot_be_withdrawn(store: None) -> None:
    written = perform(write_article, TEXT, editor())
    with pytest.raises(NotPublished):
        perform(withdraw_article, {"article_id": written["id"], "version": 1, "reason": "Nhầm"}, editor())


def test_a_withdrawn_article_that_is_written_anew_is_a_draft_and_may_be_published(published: Published) -> None:
    article_id = published()
    perform(withdraw_article, {"article_id": article_id, "version": 2, "reason": "Sai"}, editor())
    revised = perform(revise_article, TEXT | {"article_id": article_id, "version": 3}, editor())
    assert revised["state"] == "draft"
    publish(article_id, 4)
    assert titles(perform(list_articles, {}, member())) == ["Phòng chống lũ"]


@pytest.mark.parametrize(
    "who",
    [
        member(),
        editor("ts/x04/"),
        person("o1", CELL, Grant("committee_officer", "ts/")),
        person("a1", CELL, Grant("administrator", "ts/")),
    ],
)
def test_only_an_editor_over_the_audience_writes_publishes_and_withdraws(published: Published, who: Context) -> None:
    article_id = published(audience="ts/x03/")
    change = {"article_id": article_id, "version": 2}
    for usecase, payload in (
        (write_article, TEXT | {"audience": "ts/x03/"}),
        (revise_article, TEXT | change),
        (publish_article, change),
        (withdraw_article, change | {"reason": "Không có quyền"}),
    ):
        with pytest.raises((Forbidden, ArticleNotFound)):
            perform(usecase, payload, who)
    assert Article.objects.get(pk=article_id).version == 2


def test_an_editor_cannot_carry_an_article_to_an_audience_of_others(published: Published) -> None:
    article_id = published(audience="ts/x03/")
    with pytest.raises(Forbidden):
        perform(revise_article, TEXT | {"article_id": article_id, "version": 2}, editor("ts/x03/"))


def test_an_editor_below_does_not_touch_what_stands_before_more_readers(published: Published) -> None:
    article_id = published(audience="ts/")
    narrowed = TEXT | {"article_id": article_id, "version": 2, "audience": "ts/x03/"}
    perform(revise_article, narrowed, editor())
    change = {"article_id": article_id, "version": 3}
    below = editor("ts/x03/")
    for usecase, payload in (
        (revise_article, narrowed | change),
        (publish_article, change),
        (withdraw_article, change | {"reason": "Không có quyền"}),
    ):
        with pytest.raises(Forbidden):
            perform(usecase, payload, below)
    publish(article_id, 3)
    withdrawn = perform(withdraw_article, {"article_id": article_id, "version": 4, "reason": "Đã cũ"}, below)
    assert withdrawn["state"] == "withdrawn"


def test_a_member_reads_what_is_meant_for_the_cell_and_those_above_it(published: Published) -> None:
    for audience in ("ts/", "ts/x03/", CELL, "ts/x04/", "ts/x03/c0301/", "ts/x0/"):
        published(title=audience, audience=audience)
    assert set(titles(perform(list_articles, {}, member()))) == {"ts/", "ts/x03/", CELL}
    officer = person("o1", CELL, Grant("committee_officer", "ts/x04/"))
    assert set(titles(perform(list_articles, {}, officer))) == {"ts/", "ts/x03/", CELL, "ts/x04/"}


def test_an_article_for_others_is_not_found_but_those_who_lead_them_may_read_it(published: Published) -> None:
    article_id = published(audience="ts/x04/c0401/")
    with pytest.raises(ArticleNotFound):
        perform(read_article, {"article_id": article_id}, member())
    officer = person("o1", CELL, Grant("committee_officer", "ts/"))
    assert perform(read_article, {"article_id": article_id}, officer)["audience"] == "ts/x04/c0401/"


def test_an_editor_sees_on_the_desk_only_the_own_organisations(published: Published) -> None:
    published(title="của x03", audience="ts/x03/")
    published(title="của x04", audience="ts/x04/")
    assert titles(perform(list_desk_articles, {}, editor("ts/x03/"))) == ["của x03"]
    assert titles(perform(list_desk_articles, {}, member())) == []


def test_pages_follow_each_other_without_gap_or_repetition_while_new_articles_come(published: Published) -> None:
    count = PAGE_SIZE + 5
    for number in range(count):
        published(title=f"Bài {number}", now=NOW + timedelta(minutes=number // 3))
    first = perform(list_articles, {}, member())
    assert len(first["items"]) == PAGE_SIZE
    published(title="Bài mới", now=NOW + timedelta(days=1))
    second = perform(list_articles, {"cursor": first["next_cursor"]}, member())
    assert second["next_cursor"] is None
    assert sorted(titles(first) + titles(second)) == sorted(f"Bài {number}" for number in range(count))


def test_the_list_of_readers_is_answered_from_its_index(published: Published) -> None:
    published()
    plan = str(Article.objects(state="published", published__audience__in=["ts/"]).order_by("-published_at").explain())
    assert "articles_for_readers" in plan
    assert "COLLSCAN" not in plan


@pytest.mark.parametrize("field", ["title", "summary", "body"])
def test_a_text_with_a_mark_of_secrecy_is_stored_nowhere_and_leaves_a_hash(store: None, field: str) -> None:
    secret = "TUYỆT MẬT\nKế hoạch chi tiết" if field == "body" else "[TUYỆT MẬT] Kế hoạch chi tiết"
    with pytest.raises(SecretMark) as refused:
        perform(write_article, TEXT | {field: secret}, editor())
    assert list(refused.value.details) == [field]
    assert "117/2025/QH15" in refused.value.message
    assert Article.objects.count() == 0
    (entry, *_) = audit.export()
    assert "security.secret_text_refused" in entry
    assert "sha256:" in entry
    assert '"actor":"e1"' in entry
    everything = str([list(database()[name].find()) for name in database().list_collection_names()])
    assert "chi tiết" not in everything


def test_a_revision_with_a_mark_of_secrecy_is_refused_too(published: Published) -> None:
    article_id = published()
    change = TEXT | {"article_id": article_id, "version": 2, "body": "Độ mật: Mật"}
    with pytest.raises(SecretMark):
        perform(revise_article, change, editor())
    assert len(texts_of(article_id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a" * 201},
        {"body": "  \n "},
        {"body": "…"},
        {"body": "a" * 60_001},
        {"summary": "a" * 501},
        {"audience": "../"},
        {"audience": "ts"},
        {"title": 5},
        {"author_id": "m2"},
    ],
)
def test_bad_input_is_refused_with_the_field_and_nothing_is_stored(store: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        perform(write_article, TEXT | wrong, editor())
    if wrong != {"audience": "../"}:
        assert list(refused.value.details) == list(wrong)
    assert Article.objects.count() == 0


def test_a_text_with_headings_lists_and_links_is_kept_told_and_shown_as_such(store: None) -> None:
    html = "<h2>Đề mục</h2><p>Có <strong>12</strong> hộ</p><ul><li>Một</li></ul><script>alert(1)</script>"
    written = perform(write_article, TEXT | {"body": "không dùng", "html": html}, editor())
    publish(written["id"], 1)
    shown = perform(read_article, {"article_id": written["id"]}, member())
    assert shown["paragraphs"] == ["Đề mục", "Có 12 hộ", "Một"]
    assert shown["blocks"][1]["runs"] == [{"text": "Có "}, {"text": "12", "bold": True}, {"text": " hộ"}]
    blocks = told("articles")[0][1]["blocks"]
    assert [(block["kind"], block["text"], block["mark"], block["level"]) for block in blocks] == [
        ("heading", "Đề mục", "", 2), ("paragraph", "Có 12 hộ", "", 0), ("item", "Một", "–", 1),
    ]  # fmt: skip
    at_desk = perform(read_article, {"article_id": written["id"], "working": True}, editor())
    assert at_desk["desk"]["body"] == "## Đề mục\n\nCó **12** hộ\n\n- Một"


def test_a_text_stays_as_it_was_typed_unless_it_is_said_to_be_in_the_light_markup(store: None) -> None:
    body = "- Có **12** hộ\n\n## Hết"
    written = perform(write_article, TEXT | {"body": body}, editor())
    shown = perform(read_article, {"article_id": written["id"], "working": True}, editor())
    assert shown["blocks"] == [{"runs": [{"text": "- Có **12** hộ"}]}, {"runs": [{"text": "## Hết"}]}]
    again = {"article_id": written["id"], "version": 1, "form": "markup"}
    perform(
        revise_article, TEXT | again | {"body": shown["desk"]["body"]}, editor()
    )  # as the form of the desk sends it
    assert perform(read_article, {"article_id": written["id"], "working": True}, editor())["blocks"] == shown["blocks"]
    perform(revise_article, TEXT | again | {"version": 2, "body": body}, editor())
    blocks = perform(read_article, {"article_id": written["id"], "working": True}, editor())["blocks"]
    assert [block.get("kind", "paragraph") for block in blocks] == ["item", "heading"]


def test_a_mark_of_secrecy_in_what_the_browsers_editor_sends_is_refused(store: None) -> None:
    with pytest.raises(SecretMark):
        perform(write_article, TEXT | {"html": "<p>Kế hoạch</p><p><b>TUYỆT</b> MẬT</p>"}, editor())
    assert Article.objects.count() == 0


def test_a_text_of_more_paragraphs_than_readers_can_wait_for_is_refused(store: None) -> None:
    for form in ("plain", "markup"):
        body = {"title": "Tin", "audience": "ts/", "form": form}
        perform(write_article, {**body, "body": "Đoạn\n\n" * 2_000}, editor())
        with pytest.raises(TooManyParagraphs):
            perform(write_article, {**body, "body": "Đoạn\n\n" * 2_001}, editor())
