import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from services.assistant.engines.library import Library, answer_with
from services.assistant.engines.library import library as in_use
from services.assistant.queries.answer_quality import answer_quality
from services.assistant.rules.errors import GoldenUnreadable
from services.assistant.store import golden
from services.assistant.usecases.measure_golden import measure_golden
from services.assistant.usecases.put_golden_questions import put_golden_questions
from shared.errors import Forbidden
from shared.security import Grant, audit
from shared.usecase import perform
from tests.services.assistant.conftest import NOW

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Contexts = Callable[..., Any]
EDITOR = (Grant("committee_editor", "ts/"),)
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"
LINES = [
    {"id": "q1", "question": QUESTION, "relevant": ["07-HD/TU#dieu-1-khoan-1"]},
    {"id": "q2", "question": "Giá vàng hôm nay?", "relevant": []},
    {"id": "q3", "question": "Thẻ đảng hỏng thì đổi ở đâu?", "relevant": ["99-HD/TU"]},
]


def lines(*rows: dict[str, Any]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def put(library: Library, as_member: Contexts) -> Callable[..., Any]:
    def send(content: str = "") -> Any:
        whole = {"content": content or lines(*LINES)}
        return perform(put_golden_questions, whole, as_member("e1", grants=EDITOR))

    return send


def quality(as_member: Contexts) -> dict[str, Any]:
    return dict(perform(answer_quality, {}, as_member("e1", grants=EDITOR)))


def test_the_set_is_put_as_a_whole_and_says_which_labels_name_nothing(put: Any, knowing: Any) -> None:
    knowing("d1")
    assert put() == {"questions": 3, "answerable": 2, "unknown": 1}
    assert put(lines(LINES[0])) == {"questions": 1, "answerable": 1, "unknown": 0}
    current = golden.current()
    assert current is not None
    assert [line.id for line in golden.questions_of(current)] == ["q1"]
    assert sum("assistant.golden_put" in entry for entry in audit.export()) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lines(LINES[0]) + "\n{", "Dòng 2"),
        (lines(LINES[0], LINES[0]), "trùng mã"),
        (lines({"id": "q", "question": "a"}), "Dòng 1"),
        ("\n \n.", "Dòng 1"),
        (lines(*({"id": str(number), "question": QUESTION} for number in range(1001))), "1000"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_its_line_and_the_set_before_stays(
    put: Any, content: str, said: str
) -> None:
    put()
    with pytest.raises(GoldenUnreadable) as refused:
        put(content)
    assert said in refused.value.details["content"]
    assert golden.current().questions[0]["id"] == "q1"  # type: ignore[union-attr]


def test_the_figures_are_kept_with_the_version_of_the_thresholds(put: Any, knowing: Any, as_member: Contexts) -> None:
    knowing("d1")
    put()
    assert measure_golden(NOW, in_use())
    (measure,) = quality(as_member)["measures"]
    assert measure["policy_version"] == in_use().policy.version
    figures = measure["figures"]
    assert (figures["questions"], figures["answerable"], figures["unanswerable"]) == (3, 2, 1)
    assert (figures["answered_precision"], figures["answered_share"], figures["recall_at_1"]) == (1.0, 0.5, 0.5)


def test_it_is_measured_again_only_when_something_changed_and_a_busy_day_once(
    put: Any, knowing: Any, as_member: Contexts
) -> None:
    assert not measure_golden(NOW, in_use())
    knowing("d1")
    put()
    assert [measure_golden(NOW, in_use()) for _ in range(2)] == [True, False]
    knowing("d2")
    assert not measure_golden(NOW, in_use())
    tomorrow = NOW + timedelta(days=1)
    assert [measure_golden(tomorrow, in_use()) for _ in range(2)] == [True, False]
    put(lines(LINES[0]))
    assert measure_golden(tomorrow + timedelta(hours=1), in_use())
    answer_with(msgspec.structs.replace(in_use().policy, version="other"))
    assert measure_golden(tomorrow + timedelta(hours=2), in_use())
    assert [each["policy_version"] for each in quality(as_member)["measures"]][:2] == ["other", in_use().own.version]


def test_a_document_for_some_is_no_right_answer_for_everybody(put: Any, knowing: Any, as_member: Contexts) -> None:
    knowing("d1", audience="ts/x04/")
    put(lines(LINES[0]))
    measure_golden(NOW, in_use())
    assert quality(as_member)["measures"][0]["figures"]["recall_at_1"] == 0.0


def test_only_editors_and_administrators_of_the_province_put_it_and_those_below_see_the_figures(
    put: Any, as_member: Contexts
) -> None:
    below = as_member("e2", grants=(Grant("committee_editor", "ts/x03/"),))
    officer = as_member("o1", grants=(Grant("committee_officer", "ts/"),))
    for who in (as_member(), below, officer):
        with pytest.raises(Forbidden):
            perform(put_golden_questions, {"content": lines(*LINES)}, who)
    for who in (as_member(), officer):
        with pytest.raises(Forbidden):
            perform(answer_quality, {}, who)
    seen = perform(answer_quality, {}, below)
    assert (seen["may_put"], seen["may_switch"]) == (False, False)
    assert quality(as_member)["may_put"] is True
    assert golden.current() is None
