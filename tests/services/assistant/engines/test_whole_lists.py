"""Who asks for all rights or duties gets the clause that enumerates them, or offers: never one special case."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.answering import Reply
from services.assistant.engines.conversation import Asking, answer_message
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import EVERYBODY, Entry, KnownDocument

POLICY = load_policy()
TODAY = date(2026, 11, 22)
RIGHTS = """Xã viên có quyền:
1. Được thông tin về hoạt động của hợp tác xã.
2. Ứng cử, đề cử vào ban kiểm soát.
3. Góp ý, chất vấn ban kiểm soát."""
STATUTE = f"""Điều 1. Tên gọi
Hợp tác xã mang tên Làm vườn.
Điều 2. Thành viên
{RIGHTS}
Điều 3. Kỷ luật
Xã viên bị cảnh cáo có quyền khiếu nại trong 15 ngày.
Điều 4. Kết nạp
Điều kiện kết nạp xã viên gồm: đủ 18 tuổi; có vườn; tự nguyện.
"""
ONE_CASE = """Điều 1. Kỷ luật
Xã viên bị cảnh cáo có quyền khiếu nại trong 15 ngày.
Điều 2. Quỹ
Xã viên góp quỹ hằng tháng. Ban kiểm soát có nhiệm vụ thu.
"""
Asked = Callable[[str, str], Reply]


def entry(name: str, text: str) -> Entry:
    head = {"number": "", "issuer": "", "kind": "", "title": name}
    return KnownDocument(document_id=name, version=1, audience=EVERYBODY, **head), clauses_of(name, text)


@pytest.fixture
def reply(tmp_path: Path) -> Iterator[Asked]:
    retriever = TantivyRetriever(tmp_path / "index")
    other = [entry(f"Khác {n}", f"Nội dung thứ {n} về trồng cây, chăm bón và tưới nước.") for n in range(12)]

    def ask(text: str, question: str) -> Reply:
        retriever.rebuild([*other, entry("Điều lệ", text)])
        return answer_message(question, retriever, POLICY, Asking([EVERYBODY], TODAY)).reply

    yield ask
    retriever.close()


@pytest.mark.parametrize("question", ["Xã viên có quyền gì?", "xa vien co quyen gi", "Xã viên có những quyền gì?"])
def test_the_line_that_introduces_a_list_is_quoted_with_the_whole_of_it(reply: Asked, question: str) -> None:
    told = reply(STATUTE, question)
    assert (told.citations or told.suggestions)[0].quote == RIGHTS
    assert told.tier == ("suggest" if "những" in question else "answer")


def test_a_clause_that_enumerates_is_quoted(reply: Asked) -> None:
    told = reply(STATUTE, "Điều kiện kết nạp xã viên là gì?")
    assert [each.quote for each in told.citations] == ["Điều kiện kết nạp xã viên gồm: đủ 18 tuổi; có vườn; tự nguyện."]


@pytest.mark.parametrize("question", ["Xã viên có quyền gì?", "Quyền của xã viên", "xa vien co nhung quyen nao"])
def test_one_right_in_one_case_is_never_quoted_for_all_rights(reply: Asked, question: str) -> None:
    assert reply(ONE_CASE, question).citations == []


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Xã viên bị cảnh cáo có quyền gì?", "Xã viên bị cảnh cáo có quyền khiếu nại trong 15 ngày."),
        ("Ban kiểm soát có nhiệm vụ gì?", "Xã viên góp quỹ hằng tháng. Ban kiểm soát có nhiệm vụ thu."),
        ("Xã viên bị cảnh cáo có quyền khiếu nại không?", "Xã viên bị cảnh cáo có quyền khiếu nại trong 15 ngày."),
    ],
)
def test_what_is_said_of_the_one_who_was_asked_about_is_quoted(reply: Asked, question: str, quoted: str) -> None:
    assert [each.quote for each in reply(ONE_CASE, question).citations] == [quoted]


def test_the_sample_regulations_offer_their_one_right_of_one_case(tmp_path: Path) -> None:
    retriever = TantivyRetriever(tmp_path)
    retriever.rebuild(read_folder(Path("deploy/demo/documents")))
    told = answer_message("Đảng viên có quyền gì?", retriever, POLICY, Asking([EVERYBODY], TODAY)).reply
    retriever.close()
    assert told.tier == "suggest"
