"""The real process: an event in through RabbitMQ, a question answered through RPC, a damaged index mended."""

import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from deploy.local.keys import make_keys
from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, Place
from deploy.local.processes import PROCESSES, metrics_port, program
from deploy.local.programs import RunningProgram
from deploy.local.rabbitmq import Broker
from services.assistant.engines.policy_file import load_policy
from shared import clock
from shared.contracts.content import Clause, DocumentPublished, DocumentWithdrawn
from shared.contracts.feedback import AnswerReleased, AnswerWithdrawn
from shared.security import Grant
from tests.services import bus

pytestmark = pytest.mark.slow
CELL = "ts/x03/c0312/"
SEARCHABLE_WITHIN = 5.0


@pytest.fixture(scope="module")
def process(stack_place: Place, broker: Broker, mongod: Mongod) -> Iterator[RunningProgram]:
    make_keys(stack_place)
    door = next(each for each in PROCESSES if each.name == "assistant")
    running = RunningProgram(program(stack_place, door), stack_place.log_dir / "assistant.log")
    running.wait_until(lambda: is_ready(metrics_port(stack_place, door)), 30)
    yield running
    running.stop()


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def line(broker: Broker, process: RunningProgram) -> Iterator[bus.Line]:
    with bus.line_to("assistant", broker) as opened:
        yield opened


@pytest.fixture
def ask(stack_place: Place, line: bus.Line) -> Callable[[str], dict[str, Any]]:
    token = bus.token_for(stack_place, "m1", CELL)

    def send(question: str) -> dict[str, Any]:
        reply = line.ask("ask", token, question=question)
        assert reply["error"] is None
        return dict(reply["result"])

    return send


def publish(line: bus.Line, document_id: str, text: str, version: int = 1, until: date | None = None) -> None:
    event = DocumentPublished(
        document_id=document_id,
        document_version=version,
        audience="ts/",
        number="07-HD/TU",
        title="Hướng dẫn",
        kind="Hướng dẫn",
        issuer="Tỉnh ủy Trường Sơn",
        issued_on=date(2020, 1, 1),
        effective_from=date(2020, 1, 1),
        effective_until=until,
        same_text=until is not None,
        clauses=[Clause(anchor="dieu-1-khoan-1", heading="Điều 1. Quy định", text=text)],
    )
    line.tell(event, document_id)


def cited_within(ask: Callable[[str], dict[str, Any]], question: str, document_id: str) -> float:
    """Seconds until the question is answered from the document."""
    started = time.monotonic()
    while time.monotonic() - started < SEARCHABLE_WITHIN:
        cited = [citation["document_id"] for citation in ask(question)["citations"]]
        if cited == [document_id]:
            return time.monotonic() - started
        time.sleep(0.05)
    raise AssertionError(f"{document_id} was not searchable within {SEARCHABLE_WITHIN} s")


def test_a_document_is_searchable_within_five_seconds_of_its_event(
    line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    publish(line, "d-dues", "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ.")
    assert cited_within(ask, "dang vien nop dang phi hang thang cho ai", "d-dues") < SEARCHABLE_WITHIN


def quoted_no_more_within(ask: Callable[[str], dict[str, Any]], question: str, words: str) -> None:
    started = time.monotonic()
    while time.monotonic() - started < SEARCHABLE_WITHIN:
        reply = ask(question)
        said = [reply["answer"], *(each["quote"] for each in [*reply["citations"], *reply["suggestions"]])]
        if not any(words in each for each in said):
            return
        time.sleep(0.05)
    raise AssertionError(f"“{words}” was still quoted after {SEARCHABLE_WITHIN} s")


def test_a_corrected_document_is_quoted_as_corrected_within_five_seconds(
    line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    question = "Quỹ khuyến học của chi bộ trích mấy phần trăm?"
    publish(line, "d-fund", "1. Quỹ khuyến học của chi bộ trích năm phần trăm.")
    cited_within(ask, question, "d-fund")
    publish(line, "d-fund", "1. Quỹ khuyến học của chi bộ trích sáu phần trăm.", version=2)
    quoted_no_more_within(ask, question, "năm phần trăm")
    assert "sáu phần trăm" in ask(question)["answer"]
    # The older event once more, late: it changes nothing.
    publish(line, "d-fund", "1. Quỹ khuyến học của chi bộ trích năm phần trăm.")
    time.sleep(2.5)
    assert "sáu phần trăm" in ask(question)["answer"]


def test_what_is_superseded_is_not_quoted_today_within_five_seconds(
    line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    question = "Thư viện xã mở cửa buổi nào trong tuần?"
    publish(line, "d-library-1", "1. Thư viện xã mở cửa buổi sáng thứ hai trong tuần.")
    cited_within(ask, question, "d-library-1")
    # What content tells when another document replaces it: the same text, with a last day.
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)
    publish(line, "d-library-1", "1. Thư viện xã mở cửa buổi sáng thứ hai trong tuần.", 2, until=yesterday)
    publish(line, "d-library-2", "1. Thư viện xã mở cửa buổi chiều thứ bảy trong tuần.")
    cited_within(ask, question, "d-library-2")
    quoted_no_more_within(ask, question, "sáng thứ hai")


def test_a_withdrawn_document_is_quoted_no_more_within_five_seconds(
    line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    question = "Sân vận động cho thuê giá nào?"
    publish(line, "d-stadium", "1. Sân vận động cho thuê giá hai đồng.")
    cited_within(ask, question, "d-stadium")
    line.tell(DocumentWithdrawn(document_id="d-stadium", document_version=2, audience="ts/"), "d-stadium")
    quoted_no_more_within(ask, question, "hai đồng")


def test_a_released_answer_is_cited_as_the_committees_until_it_is_taken_back(
    line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    question = "Đi học ở nước ngoài thì sinh hoạt chi bộ nào?"
    released = AnswerReleased(
        answer_id="a-abroad",
        answer_version=2,
        audience="ts/x03/",
        question="Đảng viên đi học ở nước ngoài sinh hoạt ở chi bộ nào?",
        answer="Đảng viên sinh hoạt ở chi bộ do Đảng ủy tại nước sở tại quyết định.",
        topic="Chuyển sinh hoạt",
        issuer="Đảng ủy xã Hòa Bình",
        answered_at=datetime(2026, 2, 3, 20, 0, tzinfo=UTC),
    )
    line.tell(released, "a-abroad")
    cited_within(ask, question, "a-abroad")
    reply = ask(question)
    assert reply["answer"].startswith("Đảng ủy xã Hòa Bình đã trả lời ngày 04/02/2026 câu hỏi “Đảng viên đi học ở nước")
    assert reply["citations"][0]["source"] == "answer"
    line.tell(AnswerWithdrawn(answer_id="a-abroad", answer_version=3, audience="ts/x03/"), "a-abroad")
    quoted_no_more_within(ask, question, "nước sở tại")


def test_how_to_help_opens_the_page_in_question(ask: Callable[[str], dict[str, Any]]) -> None:
    (citation,) = ask("Đổi tên đăng nhập ở đâu?")["citations"]
    assert (citation["source"], citation["opens"]) == ("guide", "/me/username")


def test_an_index_deleted_under_the_process_is_mended_and_questions_go_on(
    line: bus.Line, ask: Callable[[str], dict[str, Any]], stack_place: Place
) -> None:
    publish(line, "d-meeting", "1. Chi bộ họp định kỳ vào ngày mồng ba.")
    cited_within(ask, "Chi bộ họp định kỳ ngày nào?", "d-meeting")
    index = stack_place.data_dir / "assistant" / "assistant-index"
    for generation in index.iterdir():
        shutil.rmtree(generation)
    assert ask("Chi bộ họp định kỳ ngày nào?")["tier"] == "answer"
    deadline = time.monotonic() + SEARCHABLE_WITHIN
    while not list(index.glob("*/meta.json")):
        assert time.monotonic() < deadline, "the index was not rebuilt"
        time.sleep(0.05)
    publish(line, "d-card", "1. Thẻ đảng viên bị mất phải báo chi ủy.")
    cited_within(ask, "Thẻ đảng viên bị mất phải báo ai?", "d-card")


def test_thresholds_switched_on_the_desk_are_followed_by_the_running_process(
    stack_place: Place, line: bus.Line, ask: Callable[[str], dict[str, Any]]
) -> None:
    publish(line, "d-oath", "1. Lời tuyên thệ do đảng viên mới đọc.")
    question = "Lời tuyên thệ do đảng viên mới đọc ở trạm xá nào?"
    cited_within(ask, "Lời tuyên thệ do đảng viên mới đọc", "d-oath")
    token = bus.token_for(stack_place, "a1", CELL, Grant("administrator", "ts/"))
    own = line.ask("answer_quality", token)["result"]["in_use"]
    numbers = {"answer_from": 0.05, "suggest_from": 0.01}
    policy = msgspec.structs.replace(load_policy(), version="generous", fitted_on="a test", **numbers)
    assert ask(question)["tier"] == "suggest"
    line.ask("add_policy", token, content=msgspec.json.encode(policy).decode())
    for version, was, tier in (("generous", own, "answer"), (own, "generous", "suggest")):
        assert line.ask("switch_policy", token, version=version, was=was)["error"] is None
        deadline = time.monotonic() + SEARCHABLE_WITHIN
        while ask(question)["tier"] != tier:
            assert time.monotonic() < deadline, "the process did not follow"
            time.sleep(0.1)


def test_a_killed_process_comes_back_with_its_index(
    stack_place: Place, process: RunningProgram, ask: Callable[[str], dict[str, Any]], line: bus.Line
) -> None:
    publish(line, "d-study", "1. Đảng viên học tập nghị quyết qua sổ tay.")
    cited_within(ask, "Đảng viên học tập nghị quyết qua đâu?", "d-study")
    process.kill()
    door = next(each for each in PROCESSES if each.name == "assistant")
    again = RunningProgram(program(stack_place, door), stack_place.log_dir / "assistant.log")
    try:
        again.wait_until(lambda: is_ready(metrics_port(stack_place, door)), 30)
        assert cited_within(ask, "Đảng viên học tập nghị quyết qua đâu?", "d-study") < SEARCHABLE_WITHIN
    finally:
        again.stop()
