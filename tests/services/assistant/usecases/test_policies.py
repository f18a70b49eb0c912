from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from services.assistant.engines.library import Library, use_library
from services.assistant.engines.library import library as in_use
from services.assistant.queries.answer_quality import answer_quality
from services.assistant.queries.compare_policies import compare_policies
from services.assistant.rules.errors import (
    GoldenMissing,
    PolicyExists,
    PolicyNotFound,
    PolicySwitched,
    PolicyUnreadable,
)
from services.assistant.rules.policy import Policy
from services.assistant.usecases.add_policy import add_policy
from services.assistant.usecases.ask import ask
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from services.assistant.usecases.follow_policy import follow_policy
from services.assistant.usecases.on_document_published import on_document_published
from services.assistant.usecases.put_golden_questions import put_golden_questions
from services.assistant.usecases.switch_policy import switch_policy
from shared.errors import Forbidden
from shared.inbox import react
from shared.security import Grant, audit
from shared.store import database
from shared.usecase import perform

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Contexts = Callable[..., Any]
QUESTION = "Đảng viên nộp đảng phí hằng tháng cho ai?"


@pytest.fixture
def administrator(library: Library, as_member: Contexts) -> Any:
    return as_member("a1", grants=(Grant("administrator", "ts/"),))


@pytest.fixture
def known(store: None, library: Library, published: Any) -> None:
    others = [f"1. Việc thứ {number} do bí thư phân công." for number in range(20)]
    react(on_document_published, published("d1", "1. Đảng viên nộp đảng phí hằng tháng cho chi bộ.", *others))
    bring_index_up_to_date(library.retriever, lambda work, *given: work(*given))


@pytest.fixture
def shy(library: Library) -> Policy:
    """Quotes nothing that is not covered to the last word."""
    return msgspec.structs.replace(library.policy, version="shy", fitted_on="few questions", answer_from=1.0)


@pytest.fixture
def add(administrator: Any) -> Callable[[Policy], Any]:
    return lambda policy: perform(add_policy, {"content": msgspec.json.encode(policy).decode()}, administrator)


@pytest.fixture
def switch(administrator: Any) -> Callable[[str, str], Any]:
    return lambda version, was: perform(switch_policy, {"version": version, "was": was}, administrator)


@pytest.mark.usefixtures("known")
def test_new_thresholds_answer_after_a_switch_and_the_old_ones_after_the_way_back(
    add: Any, switch: Any, shy: Policy, as_member: Contexts
) -> None:
    own = in_use().policy
    assert add(shy) == {"version": "shy"}
    follow_policy()
    question = {"question": "Đảng viên trẻ nộp đảng phí hằng tháng cho ai?"}
    shown = []
    for version, was in (("shy", own.version), (own.version, "shy")):
        assert switch(version, was) == {"version": version}
        follow_policy()
        shown.append((perform(ask, question, as_member())["tier"], in_use().policy.version))
    assert shown == [("suggest", "shy"), ("answer", own.version)]
    assert in_use().policy == own
    switched = [entry for entry in audit.export() if "assistant.policy_switched" in entry]
    assert len(switched) == 2
    (asked, _) = database()["questions"].find().sort("policy_version", -1)
    assert asked["policy_version"] == "shy"


def test_a_process_that_starts_later_follows(add: Any, switch: Any, shy: Policy, library: Library) -> None:
    add(shy)
    switch("shy", library.policy.version)
    use_library(library)
    follow_policy()
    assert in_use().policy == shy
    assert in_use().retriever is library.retriever


def test_a_switch_from_what_is_no_longer_in_use_is_refused(add: Any, switch: Any, shy: Policy) -> None:
    own = in_use().policy.version
    add(shy)
    switch("shy", own)
    assert switch("shy", own) == {"version": "shy"}
    with pytest.raises(PolicySwitched):
        switch(own, own + "x")
    with pytest.raises(PolicyNotFound):
        switch("never", "shy")


@pytest.mark.usefixtures("known")
def test_the_comparison_names_what_would_change(add: Any, shy: Policy, administrator: Any) -> None:
    add(shy)
    with pytest.raises(GoldenMissing):
        perform(compare_policies, {"version": "shy"}, administrator)
    line = {"id": "q1", "question": "Đảng viên trẻ nộp đảng phí hằng tháng cho ai?", "relevant": ["d1"]}
    perform(put_golden_questions, {"content": msgspec.json.encode(line).decode()}, administrator)
    found = perform(compare_policies, {"version": "shy"}, administrator)
    assert (found["was"], found["version"]) == (in_use().policy.version, "shy")
    (change,) = found["comparison"]["changes"]
    assert (change["tier_before"], change["tier_after"]) == ("answer", "suggest")
    assert found["texts"] == {"q1": line["question"]}
    assert found["comparison"]["before"]["answered_share"] == 1.0
    assert found["comparison"]["after"]["answered_share"] == 0.0


@pytest.mark.parametrize(
    "changed",
    [
        {"personal_case": ("(a+)+$",)},
        {"answer_from": 1.5},
        {"answer_from": 0.0, "suggest_from": 0.0},
        {"suggest_from": 0.9, "answer_from": 0.5},
        {"version": ""},
        {"fitted_on": ""},
    ],
)
def test_a_file_with_other_phrases_or_numbers_that_make_no_sense_is_refused(
    add: Any, shy: Policy, changed: dict[str, Any]
) -> None:
    with pytest.raises(PolicyUnreadable):
        add(msgspec.structs.replace(shy, **changed))
    assert database()["policies"].count_documents({}) == 0


def test_a_file_that_is_none_is_refused(administrator: Any) -> None:
    with pytest.raises(PolicyUnreadable):
        perform(add_policy, {"content": "{}"}, administrator)


def test_one_version_names_one_policy(add: Any, shy: Policy) -> None:
    assert add(shy) == add(shy)
    with pytest.raises(PolicyExists):
        add(msgspec.structs.replace(shy, answer_from=0.8))
    with pytest.raises(PolicyExists):
        add(msgspec.structs.replace(shy, version=in_use().policy.version))


def test_only_an_administrator_of_the_province_switches(add: Any, shy: Policy, as_member: Contexts) -> None:
    add(shy)
    editor = as_member("e1", grants=(Grant("committee_editor", "ts/"),))
    below = as_member("a2", grants=(Grant("administrator", "ts/x03/"),))
    for who in (editor, below):
        with pytest.raises(Forbidden):
            perform(switch_policy, {"version": "shy", "was": in_use().policy.version}, who)
        with pytest.raises(Forbidden):
            perform(compare_policies, {"version": "shy"}, who)
        with pytest.raises(Forbidden):
            perform(add_policy, {"content": "{}"}, who)
    view = perform(answer_quality, {}, editor)
    assert view["may_switch"] is False
    assert [(line["version"], line["in_use"]) for line in view["policies"]] == [
        (in_use().policy.version, True),
        ("shy", False),
    ]
