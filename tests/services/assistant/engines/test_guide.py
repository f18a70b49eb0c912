"""The shipped guide: what one asks in one's own words leads to the page where it is done."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines import guide
from services.assistant.engines.answering import reply_to
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.knowledge import EVERYBODY


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    """Beside the sample regulations, as in a province."""
    made = TantivyRetriever(tmp_path_factory.mktemp("guide"))
    made.rebuild([*read_folder(Path("deploy/demo/documents")), *guide.entries()])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Đổi tên đăng nhập ở đâu?", "/me/username"),
        ("nho nguoi khac giup dung so tay", "/me/helpers"),
        ("đăng nhập bằng vân tay thế nào", "/me/passkeys"),
        ("xem ai da xem ho so cua toi", "/me/access"),
        ("viết ghi chép riêng ở đâu", "/notebook"),
        ("đánh dấu bài viết để đọc sau", "/bookmarks"),
        ("cách mở biểu quyết trong cuộc họp", "/desk/meetings"),
        ("dời hoặc hủy cuộc họp", "/desk/meetings"),
        ("làm bản tin sinh hoạt chi bộ", "/desk/bulletins/new"),
    ],
)
def test_a_task_asked_for_leads_to_its_page(retriever: TantivyRetriever, question: str, opens: str) -> None:
    reply = reply_to(question, retriever, load_policy(), audiences=[EVERYBODY], as_of=date(2026, 11, 22))
    offered = [each.opens for each in [*reply.citations, *reply.suggestions]]
    assert opens in offered[:3]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Hồ sơ của tôi bị kỷ luật thì xử lý thế nào?", "personal_case"),
        ("Tôi còn nợ bao nhiêu tiền đảng phí?", "personal_case"),
        ("Tôi muốn gặp cán bộ để đổi mật khẩu", "wants_person"),
    ],
)
def test_a_personal_case_and_a_wish_for_a_person_still_go_to_a_person(
    retriever: TantivyRetriever, question: str, reason: str
) -> None:
    reply = reply_to(question, retriever, load_policy(), audiences=[EVERYBODY], as_of=date(2026, 11, 22))
    assert (reply.tier, reply.reason) == ("handover", reason)


@pytest.mark.parametrize(
    "question",
    ["dv du bi co dc bieu quyet ko", "Đảng viên dự bị có được biểu quyết không?", "đvdb đc bquyết hay biểu quyết ko"],
)
def test_a_regulation_that_says_more_of_the_question_is_not_hidden_behind_the_guide(
    retriever: TantivyRetriever, question: str
) -> None:
    reply = reply_to(question, retriever, load_policy(), audiences=[EVERYBODY], as_of=date(2026, 11, 22))
    first = [*reply.citations, *reply.suggestions][0]
    assert (first.source, first.place) == ("document", "khoản 2 Điều 8")
    scores = [found.score for found in reply.ranked]
    assert scores == sorted(scores, reverse=True)


def test_no_two_tasks_of_one_guide_have_one_name() -> None:
    for document, clauses in guide.entries():
        anchors = [clause.anchor for clause in clauses]
        assert len(set(anchors)) == len(anchors), document.document_id
