"""Two documents that say the same, on a real index: one is quoted and the other named; what only looks alike is not."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.answering import Reply
from services.assistant.engines.conversation import Asking, answer_message
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import EVERYBODY, Entry, KnownDocument
from services.assistant.rules.same_words import essence
from services.assistant.rules.tiers import UNDOUBTED

POLICY = load_policy()
CLAUSE = "Hồ sơ thi đua gửi về văn phòng trước ngày 25 hằng tháng."
QUESTION = "Hồ sơ thi đua gửi về văn phòng khi nào?"
Replying = Callable[..., Reply]


def document(name: str, *texts: str, **head: object) -> Entry:
    text = "Điều 1. Hồ sơ\n" + "\n".join(f"{number}. {each}" for number, each in enumerate(texts, start=1))
    known = {"number": f"{name}", "issuer": "", "kind": "", "title": f"Văn bản {name}", "version": 1}
    made = KnownDocument(document_id=name, audience=EVERYBODY, **{**known, **head})  # type: ignore[arg-type]
    return made, clauses_of("", text)


@pytest.fixture
def reply(tmp_path: Path) -> Iterator[Replying]:
    retriever = TantivyRetriever(tmp_path / "index")
    other = [document(f"x{n}", f"Nội dung thứ {n} về trồng cây, chăm bón và tưới nước.") for n in range(12)]

    def ask(question: str, *entries: Entry) -> Reply:
        retriever.rebuild([*other, *entries])
        return answer_message(question, retriever, POLICY, Asking([EVERYBODY], date(2026, 11, 22))).reply

    yield ask
    retriever.close()


def test_of_two_documents_that_say_the_same_one_is_quoted_and_the_other_named(reply: Replying) -> None:
    told = reply(QUESTION, document("a", CLAUSE), document("b", "Việc khác hẳn.", CLAUSE))
    assert told.tier == "answer"
    (quoted,) = told.citations
    (other,) = quoted.also
    assert {quoted.document_id, other.document_id} == {"a", "b"}
    assert "Cũng quy định như vậy: " in told.answer
    assert f"Văn bản {other.document_id}" in told.answer.splitlines()[-1]


def test_so_it_is_where_the_question_is_only_partly_covered(reply: Replying) -> None:
    told = reply(
        "Hồ sơ thi đua gửi trước về văn phòng khi nào?",
        document("a", CLAUSE),
        document("b", CLAUSE),
        document("c", "Hồ sơ thi đua lưu hai năm."),
    )
    assert told.coverage < UNDOUBTED
    assert [(each.document_id, len(each.also)) for each in told.citations] == [("a", 1)]


def test_of_more_documents_than_can_be_offered_one_is_quoted_and_all_others_are_named(reply: Replying) -> None:
    told = reply(QUESTION, *(document(name, CLAUSE) for name in "abcde"))
    assert told.tier == "answer"
    assert len(told.citations[0].also) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"issuer": "Đảng ủy xã Bình An"}, {"issuer": "Ban Tổ chức Trung ương"}),
        ({"issuer": "Chi bộ thôn 3"}, {"issuer": "Đảng ủy xã Bình An"}),
        ({"number": "09-HD/ĐU"}, {"number": "07-HD/TU"}),
        ({"number": "07-HD/BTCTU"}, {"number": "42-HD/BTCTW"}),
        ({"effective_from": date(2024, 1, 1)}, {"effective_from": date(2025, 1, 1)}),
        ({"issued_on": date(2024, 1, 1)}, {"issued_on": date(2025, 1, 1)}),
        ({"number": "01-HD/ĐU", "issued_on": date(2026, 1, 1)}, {"number": "01-HD/TU", "issued_on": date(2020, 1, 1)}),
        ({"source": "answer", "issuer": "Tỉnh ủy"}, {"issuer": "Tỉnh ủy"}),
    ],
)
def test_the_higher_issuer_is_quoted_and_of_one_issuer_the_newer(
    reply: Replying, one: dict[str, object], other: dict[str, object]
) -> None:
    for first, second in ((one, other), (other, one)):
        told = reply(QUESTION, document("a", CLAUSE, **first), document("b", CLAUSE, **second))
        wanted = "b" if second is other else "a"
        assert told.citations[0].document_id == wanted
        assert told.ranked[0].document.document_id == wanted


def test_what_is_no_longer_in_force_is_neither_quoted_nor_named(reply: Replying) -> None:
    old = document("a", CLAUSE, number="01-HD/TW", effective_until=date(2025, 12, 31))
    told = reply(QUESTION, old, document("b", CLAUSE))
    assert [(each.document_id, each.also) for each in told.citations] == [("b", [])]


def test_a_document_that_the_question_names_is_quoted_before_a_higher_one(reply: Replying) -> None:
    told = reply(
        "Theo hướng dẫn thi đua khối trường học, hồ sơ thi đua gửi về văn phòng khi nào?",
        document("a", CLAUSE, title="Hướng dẫn thi đua khối trường học", issuer="Đảng ủy xã"),
        document("b", CLAUSE, title="Quy định chung", issuer="Tỉnh ủy"),
    )
    assert [(each.document_id, each.also[0].document_id) for each in told.citations] == [("a", "b")]


@pytest.mark.parametrize(
    "other",
    [
        "HỒ SƠ THI ĐUA GỬI VỀ VĂN PHÒNG TRƯỚC NGÀY 25 HẰNG THÁNG",
        "Các hồ sơ thi đua gửi về văn phòng trước ngày 25 hằng tháng;",
    ],
)
def test_spelling_and_little_words_make_no_other_rule(reply: Replying, other: str) -> None:
    told = reply(QUESTION, document("a", CLAUSE), document("b", other))
    assert len(told.citations[0].also) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Hồ sơ thi đua gửi về văn phòng trước ngày 15 hằng tháng.",
        "Hồ sơ thi đua không gửi về văn phòng trước ngày 25 hằng tháng.",
        "Hồ sơ khen thưởng gửi về văn phòng trước ngày 25 hằng tháng.",
        "Hồ sơ thi đua phải gửi về văn phòng trước ngày 25 hằng tháng.",
        "Hồ sơ thi đua gửi về văn phòng trước ngày 25 hằng tháng theo khoản 1 Điều này.",
    ],
)
def test_another_number_subject_or_a_no_is_another_rule(reply: Replying, other: str) -> None:
    told = reply(QUESTION, document("a", CLAUSE), document("b", other))
    assert all(not each.also for each in [*told.citations, *told.suggestions])


def test_what_says_the_same_is_offered_once(reply: Replying) -> None:
    told = reply(
        "Hồ sơ thi đua gửi phòng tài chính khi nào?",
        document("a", CLAUSE),
        document("b", CLAUSE),
        document("c", "Hồ sơ thi đua lưu hai năm."),
    )
    assert told.tier == "suggest"
    assert [len(each.also) for each in told.suggestions if CLAUSE in each.quote] == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sau sáu tháng thì chi bộ xem xét lại.", "Sau sau tháng thì chi bộ xem xét lại."),
        ("Đảng viên tái phạm bị khai trừ ngay.", "Đảng viên phạm bị khai trừ ngay thôi."),
        ("Trường hợp theo khoản 1 Điều này bị khiển trách.", "Trường hợp theo khoản 1 Điều này bị khiển trách."),
        ("Không quá 30 ngày.", "Không quá 30 ngày."),
    ],
)
def test_a_tone_a_reference_or_too_few_words_make_another_rule(one: str, other: str) -> None:
    assert not essence("Điều 1. Việc chung", one) or essence("Điều 1. Việc chung", one) != essence(
        "Điều 1. Việc chung", other
    )


def test_the_same_words_under_another_heading_are_another_rule() -> None:
    item = "Góp vốn, mua cổ phần của công ty cổ phần."
    allowed, forbidden = (
        essence(f"Điều {number}. Những việc đảng viên {may} làm", item)
        for number, may in ((30, "được"), (31, "không được"))
    )
    assert allowed != forbidden
    assert essence("Điều 4. Hoà giải", "Người lý giải thì ghi sổ ngay.") == essence(
        "Điều 9. Hòa giải", "2. Người lí giải ghi sổ ngay"
    )


def test_two_clauses_of_one_document_are_never_the_same_rule(reply: Replying) -> None:
    told = reply(QUESTION, document("a", CLAUSE, CLAUSE))
    assert all(not each.also for each in [*told.citations, *told.suggestions])
