"""Doubtful records: found when a record is written, decided once, set aside until the record changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.identity.queries.list_problems import ListProblems, ProblemList, list_problems
from services.identity.queries.my_data import MyData, my_data
from services.identity.queries.my_record import MyRecord, my_record
from services.identity.queries.problem_views import ProblemView
from services.identity.queries.read_member_history import ReadMemberHistory, read_member_history
from services.identity.rules.problem_errors import NotOfThisProblem, ProblemNotFound, ReasonNeeded
from services.identity.rules.record_errors import FieldNotYours, OwnRecord
from services.identity.store.members import Member
from services.identity.store.record_problems import RecordProblem
from services.identity.usecases.answer_question import AnswerQuestion, answer_question
from services.identity.usecases.check_records import check_records, recheck_all
from services.identity.usecases.correct_member_record import CorrectMemberRecord, correct_member_record
from services.identity.usecases.decide_problem import DecideProblem, decide_problem
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from shared.outbox import ChangedByAnother
from shared.security import Actor
from shared.security.errors import NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
NAME, CELL = "Đinh Thị Hương", "ts/x01/c0101/"


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Phạm Thị Ân", ("committee_officer", "ts/"))


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL))


def _change(province: Province, ctx: Context, name: str = NAME, **changes: str) -> None:
    stored = province.member(name)
    command = CorrectMemberRecord(member_id=stored.id, version=stored.version, changes=changes, reason="Theo sổ")
    correct_member_record(command, ctx)
    check_records(NOW)


def _listed(ctx: Context, path: str = "ts/", **more: object) -> ProblemList:
    return list_problems(ListProblems(organisation_path=path, **more), ctx)  # type: ignore[arg-type]


def _problem(ctx: Context, code: str, name: str = NAME, **more: object) -> ProblemView:
    [found] = [item for item in _listed(ctx, code=code, **more).items if item.full_name == name]
    return found


def _decide(problem: ProblemView, decision: str, ctx: Context, reason: str = "Đã đối chiếu", **changes: str) -> bool:
    command = DecideProblem(
        problem_id=problem.id, decision=decision, version=problem.version, changes=changes, reason=reason  # type: ignore[arg-type]
    )  # fmt: skip
    return decide_problem(command, ctx).gone


def test_an_import_is_looked_through_once_and_counted(province: Province, at: At, officer: Actor) -> None:
    assert check_records(NOW) == 8
    assert check_records(NOW) == 0
    found = _listed(at(officer))
    assert (found.counts["missing_citizen_number"], found.counts["missing_residence"]) == (8, 8)
    assert sum(_listed(at(officer), CELL).counts.values()) == 8, "four members, an address and a number each"
    assert recheck_all(NOW, lambda _: None) == 8
    assert "thôn" not in repr(list(database()["record_problems"].find()))


def test_pages_hold_each_problem_once(province: Province, at: At, officer: Actor) -> None:
    check_records(NOW)
    for more in ({}, {"code": "missing_residence"}):
        RecordProblem.objects.update(set__state="open")
        seen: list[str] = []
        cursor = None
        while True:
            found = _listed(at(officer), cursor=cursor, **more)
            seen += [item.id for item in found.items]
            cursor = found.next_cursor
            if cursor is None:
                break
        wanted = RecordProblem.objects(**more).count()
        assert (len(seen), len(set(seen))) == (wanted, wanted)


def test_accepting_a_proposal_corrects_the_record_with_its_history(province: Province, at: At, officer: Actor) -> None:
    Member.objects(full_name=NAME).update_one(set__official_on="2013-02-03")
    recheck_all(NOW, lambda _: None)
    problem = _problem(at(officer), "official_before_admission")
    assert problem.proposed == {"admitted_on": "2013-02-03", "official_on": "2015-02-03"}
    assert [(item.name, item.value) for item in problem.fields] == [
        ("admitted_on", "2015-02-03"), ("official_on", "2013-02-03"),
    ]  # fmt: skip
    assert _decide(problem, "correct", at(officer), **problem.proposed)
    [change] = read_member_history(ReadMemberHistory(member_id=problem.member_id), at(officer)).items
    assert (change.source, change.reason, len(change.fields)) == ("cleaning", "Đã đối chiếu", 2)
    stale = _problem(at(officer), "missing_residence")
    _change(province, at(officer), residence="thôn Hạ")
    _change(province, at(officer), residence="")
    with pytest.raises(ChangedByAnother):
        _decide(stale, "correct", at(officer), residence="thôn Thượng")


def test_what_was_set_aside_stays_so_until_the_record_changes(province: Province, at: At, officer: Actor) -> None:
    _change(province, at(officer), official_on="2016-01-01")
    problem = _problem(at(officer), "probation_too_short")
    _decide(problem, "set_aside", at(officer), "Điều lệ cũ")
    recheck_all(NOW, lambda _: None)
    _change(province, at(officer), residence="thôn Hạ")
    aside = _problem(at(officer), "probation_too_short", state="set_aside")
    assert aside.note == "Điều lệ cũ"
    _change(province, at(officer), official_on="2016-01-02")
    assert _problem(at(officer), "probation_too_short").note == ""
    _change(province, at(officer), official_on="2016-02-03")
    assert RecordProblem.objects(code="probation_too_short").count() == 0


def test_the_member_reads_what_is_asked(province: Province, at: At, officer: Actor) -> None:
    check_records(NOW)
    _decide(_problem(at(officer), "missing_residence"), "ask", at(officer), "Đồng chí thường trú ở đâu?")
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    member = province.verified(signed_in.token)
    [question] = my_record(MyRecord(), at(member)).questions
    assert (question.question, question.section) == ("Đồng chí thường trú ở đâu?", "contact")
    answer_question(AnswerQuestion(problem_id=question.id, answer="Thôn Thượng, từ 2020"), at(member))
    assert _problem(at(officer), "missing_residence", state="asked").answer == "Thôn Thượng, từ 2020"
    assert "Thượng" not in repr(list(database()["record_problems"].find()))
    kept = my_data(MyData(), at(member)).checks
    assert ("Hồ sơ chưa có mục “Nơi thường trú”.", "asked") in {(item.reason, item.state) for item in kept}
    assert _problem(at(officer), "missing_residence", state="asked").note == "Đồng chí thường trú ở đâu?"


def test_only_who_was_asked_answers_and_an_answer_goes_with_the_question(
    province: Province, at: At, officer: Actor, secretary: Actor
) -> None:
    check_records(NOW)
    problem = _problem(at(officer), "missing_residence")
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    member = at(province.verified(signed_in.token))
    with pytest.raises(ProblemNotFound):
        answer_question(AnswerQuestion(problem_id=problem.id, answer="Đúng"), member)
    _decide(problem, "ask", at(officer), "Đồng chí thường trú ở đâu?")
    answer_question(AnswerQuestion(problem_id=problem.id, answer="Đúng"), member)
    _decide(problem, "take_up", at(officer))
    assert _problem(at(officer), "missing_residence").answer == ""


def test_two_records_alike_are_told_in_both_cells_and_named_to_who_may_know(
    province: Province, at: At, officer: Actor, secretary: Actor
) -> None:
    _change(province, at(officer), "Tạ Quang Khải", full_name="Đinh Thị Hường", birth_date="02/03/1990")
    both = _listed(at(officer), code="near_name").items
    assert {item.full_name for item in both} == {NAME, "Đinh Thị Hường"}
    assert {item.peer.full_name for item in both if item.peer} == {NAME, "Đinh Thị Hường"}
    [own] = _listed(at(secretary), CELL, code="near_name").items
    assert own.peer is not None
    assert (own.peer.id, own.peer.full_name) == (None, "")
    _decide(own, "ask", at(secretary), "Đồng chí có hồ sơ ở nơi khác không?")
    _change(province, at(officer), "Đinh Thị Hường", status="left")
    assert RecordProblem.objects(kind="doubled").count() == 0


def test_who_decides_keeps_the_fields_gives_a_reason_and_changes_nothing_else(
    province: Province, at: At, officer: Actor, secretary: Actor
) -> None:
    check_records(NOW)
    address, number = (_problem(at(officer), code) for code in ("missing_residence", "missing_citizen_number"))
    with pytest.raises(ReasonNeeded):
        _decide(address, "set_aside", at(officer), "")
    with pytest.raises(NotOfThisProblem):
        _decide(address, "correct", at(officer), phone="0950000009")
    with pytest.raises(FieldNotYours):
        _decide(number, "set_aside", at(secretary))
    with pytest.raises(OwnRecord):
        _decide(address, "set_aside", at(province.actor(NAME, ("committee_officer", "ts/x01/"))))
    with pytest.raises(NotPermitted):
        _listed(at(secretary), "ts/x01/")
    assert _decide(address, "correct", at(secretary), residence="thôn Thượng")


def test_of_two_who_decide_at_once_the_second_is_told(
    province: Province, at: At, officer: Actor, secretary: Actor
) -> None:
    check_records(NOW)
    problem = _problem(at(officer), "missing_residence")
    for _ in range(2):  # tapped twice
        _decide(problem, "set_aside", at(officer))
    with pytest.raises(ChangedByAnother):
        _decide(problem, "set_aside", at(secretary))
    _decide(problem, "take_up", at(secretary))
    assert _problem(at(officer), "missing_residence").state == "open"


def test_time_alone_brings_an_overdue_probation_up(province: Province, at: At, officer: Actor) -> None:
    check_records(NOW)
    assert _listed(at(officer), code="probation_overdue").items == []
    later = NOW + timedelta(days=400)
    assert check_records(later) == 1
    assert check_records(later) == 0
    assert [item.full_name for item in _listed(at(officer, now=later), code="probation_overdue").items] == [
        "Bùi Thị Uyên"
    ]
