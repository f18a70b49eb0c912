"""An answer for everybody: written by an officer in a general form, released by an editor who did not write it."""

from typing import Any

import pytest

from services.feedback.queries.list_releases import list_releases
from services.feedback.rules.release_errors import (
    AlreadyReleased,
    NotAnsweredYet,
    NotReleasable,
    OwnRelease,
    PersonalNumber,
    ReleaseNotFound,
)
from services.feedback.store.released_answers import ReleasedAnswer
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.on_organisation_moved import on_organisation_moved
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.propose_release import propose_release
from services.feedback.usecases.release_answer import release_answer
from services.feedback.usecases.withdraw_release import withdraw_release
from shared.contracts.assistant import QuestionHandedOver
from shared.contracts.identity import OrganisationMoved
from shared.errors import Forbidden, Invalid
from shared.inbox import react, react_to_all
from shared.outbox import ChangedByAnother
from shared.security import Grant
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import Context, perform
from tests.services.feedback.conftest import CELL, NOW, Delivery, member, officer, person, told

pytestmark = pytest.mark.slow
GENERAL = {
    "question_id": "q1",
    "question": "Đảng viên đi học xa nộp đảng phí ở đâu?",
    "answer": "Nộp tại chi bộ nơi đảng viên sinh hoạt tạm thời.",
    "topic": "Đảng phí",
    "issuer": "Đảng ủy xã Hòa Bình",
    "audience": "ts/x03/",
}


def editor(path: str = "ts/x03/", member_id: str = "e1") -> Context:
    return person(member_id, "ts/c0001/", Grant("committee_editor", path))


@pytest.fixture
def answered(store: None, delivered: Delivery) -> None:
    handed_over = QuestionHandedOver(question_id="q1", member_id="m1", cell_path=CELL, reason="not_found")
    react(on_question_handed_over, delivered(handed_over))
    perform(answer_question, {"question_id": "q1", "version": 1, "answer": "Đồng chí Minh nộp ở phường 3."}, officer())


@pytest.fixture
def proposed(answered: None) -> dict[str, Any]:
    return dict(perform(propose_release, GENERAL, officer()))


def released_of(proposed: dict[str, Any]) -> dict[str, Any]:
    return dict(perform(release_answer, {"answer_id": proposed["id"], "version": proposed["version"]}, editor()))


def events() -> list[tuple[str, dict[str, Any]]]:
    return told("released_answers")


def test_nothing_is_published_until_an_editor_releases_it(proposed: dict[str, Any]) -> None:
    assert events() == []
    assert released_of(proposed)["state"] == "released"
    ((kind, data),) = events()
    assert kind == "feedback.answer_released.v1"
    assert data == {
        "answer_id": proposed["id"],
        "answer_version": 2,
        "audience": "ts/x03/",
        "question": GENERAL["question"],
        "answer": GENERAL["answer"],
        "topic": "Đảng phí",
        "issuer": "Đảng ủy xã Hòa Bình",
        "answered_at": NOW.isoformat().replace("+00:00", "Z"),
    }


def test_of_the_question_and_the_one_who_asked_nothing_is_told(proposed: dict[str, Any]) -> None:
    released_of(proposed)
    said = str(events())
    assert not any(word in said for word in ("q1", "m1", "Minh", CELL))


def test_who_wrote_it_does_not_release_it_even_with_both_roles(answered: None) -> None:
    both = person("o1", "ts/c0001/", Grant("committee_officer", "ts/x03/"), Grant("committee_editor", "ts/x03/"))
    made = perform(propose_release, GENERAL, both)
    with pytest.raises(OwnRelease):
        perform(release_answer, {"answer_id": made["id"], "version": made["version"]}, both)
    assert events() == []


def test_only_officers_write_and_only_editors_of_the_place_release(proposed: dict[str, Any], answered: None) -> None:
    for who in (member(), editor(), officer("ts/x04/")):
        with pytest.raises(Forbidden):
            perform(propose_release, GENERAL | {"version": 1}, who)
    with pytest.raises(Forbidden):
        perform(propose_release, GENERAL | {"version": 1, "audience": "ts/"}, officer())
    command = {"answer_id": proposed["id"], "version": 1}
    for who in (member(), officer(), editor("ts/x04/")):
        with pytest.raises(Forbidden):
            perform(release_answer, command, who)
        with pytest.raises(Forbidden):
            perform(withdraw_release, command | {"reason": "Sai"}, who)
    with pytest.raises(ReleaseNotFound):
        perform(release_answer, {"answer_id": "nothing", "version": 1}, editor())
    assert events() == []


def test_a_question_without_an_answer_has_nothing_to_release(store: None, delivered: Delivery) -> None:
    handed_over = QuestionHandedOver(question_id="q1", member_id="m1", cell_path=CELL, reason="not_found")
    react(on_question_handed_over, delivered(handed_over))
    with pytest.raises(NotAnsweredYet):
        perform(propose_release, GENERAL, officer())


@pytest.mark.parametrize("answer", ["Đồng chí gọi số 0912 345 678 để hỏi.", "Thẻ số 001.234.567.890 được cấp lại."])
def test_a_number_of_a_person_is_refused_and_an_amount_or_a_day_is_not(answered: None, answer: str) -> None:
    with pytest.raises(PersonalNumber):
        perform(propose_release, GENERAL | {"answer": answer}, officer())
    fine = "Mức hỗ trợ là 1.234.567.000 đồng, chi trong ngày 01/02/2026 theo Quyết định 1234/QĐ-TU."
    assert perform(propose_release, GENERAL | {"answer": fine}, officer())["state"] == "proposed"


def test_marks_of_secrecy_and_empty_fields_are_refused(answered: None) -> None:
    with pytest.raises(SecretMark):
        perform(propose_release, GENERAL | {"answer": "TỐI MẬT\nNội dung kèm theo."}, officer())
    for field in ("question", "answer", "topic", "issuer"):
        with pytest.raises(Invalid):
            perform(propose_release, GENERAL | {field: " "}, officer())
    assert ReleasedAnswer.objects.count() == 0


def test_repeated_steps_answer_as_before_and_tell_once(proposed: dict[str, Any]) -> None:
    assert perform(propose_release, GENERAL, officer()) == proposed
    first = released_of(proposed)
    assert released_of(proposed) == first
    back = {"answer_id": first["id"], "version": first["version"], "reason": "Quy định đã thay đổi."}
    withdrawn = perform(withdraw_release, back, editor())
    assert perform(withdraw_release, back, editor()) == withdrawn
    assert [kind for kind, _ in events()] == ["feedback.answer_released.v1", "feedback.answer_withdrawn.v1"]
    assert events()[1][1] == {"answer_id": first["id"], "answer_version": 3, "audience": "ts/x03/"}


def test_what_was_released_is_changed_only_by_taking_it_back_first(proposed: dict[str, Any]) -> None:
    released = released_of(proposed)
    other = GENERAL | {"answer": "Nộp tại chi bộ cũ, nơi có hồ sơ gốc."}
    with pytest.raises(AlreadyReleased):
        perform(propose_release, other | {"version": released["version"]}, officer())
    back = {"answer_id": released["id"], "version": released["version"], "reason": "Sửa"}
    withdrawn = perform(withdraw_release, back, editor())
    with pytest.raises(NotReleasable):
        perform(release_answer, {"answer_id": released["id"], "version": withdrawn["version"]}, editor())
    with pytest.raises(ChangedByAnother):
        perform(propose_release, other | {"version": 1}, officer())
    again = perform(propose_release, other | {"version": withdrawn["version"]}, officer())
    assert released_of(again)["state"] == "released"
    assert events()[-1][1]["answer"] == other["answer"]


def test_what_was_only_proposed_goes_back_without_an_event(proposed: dict[str, Any]) -> None:
    back = {"answer_id": proposed["id"], "version": 1, "reason": "Còn nêu trường hợp riêng."}
    assert perform(withdraw_release, back, editor())["state"] == "withdrawn"
    assert events() == []
    (row,) = perform(list_releases, {"state": "withdrawn"}, officer())["items"]
    assert row["reason"] == "Còn nêu trường hợp riêng."


def test_the_list_shows_who_may_do_what_and_nothing_of_other_places(proposed: dict[str, Any]) -> None:
    (mine,) = perform(list_releases, {}, officer())["items"]
    assert (mine["mine"], mine["may_release"], mine["may_withdraw"], mine["may_rewrite"]) == (True, False, False, True)
    (to_release,) = perform(list_releases, {"state": "proposed"}, editor())["items"]
    assert (to_release["mine"], to_release["may_release"], to_release["may_withdraw"]) == (False, True, True)
    assert not to_release["may_rewrite"]
    for who in (member(), editor("ts/x04/"), officer("ts/x04/")):
        assert perform(list_releases, {}, who)["items"] == []


def test_every_step_is_in_the_audit_trail_without_the_words(proposed: dict[str, Any]) -> None:
    released_of(proposed)
    entries = list(database()["audit_entries"].find({"subject": proposed["id"]}))
    assert {entry["action"] for entry in entries} == {"feedback.release_proposed", "feedback.answer_released"}
    assert "đảng phí" not in str(entries)


def test_a_released_answer_is_told_again_where_its_organisation_is_now(
    proposed: dict[str, Any], delivered: Delivery
) -> None:
    released_of(proposed)
    moved = OrganisationMoved(organisation_id="x", old_path="ts/x03/", path="ts/x09/x03/")
    react_to_all(on_organisation_moved, [delivered(moved, event_id="e2")])
    kind, data = events()[-1]
    assert (kind, data["audience"], data["answer_version"]) == ("feedback.answer_released.v1", "ts/x09/x03/", 3)
    assert ReleasedAnswer.objects.get(pk=proposed["id"]).audience == "ts/x09/x03/"
