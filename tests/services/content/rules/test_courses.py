from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content.rules.check_numbers import check_number, typed
from services.content.rules.course_errors import (
    AlreadyBeforeReaders,
    CheckNumberInvalid,
    ChoicesWrong,
    CourseEmpty,
    CourseFull,
    DatesReversed,
    NothingAnswered,
)
from services.content.rules.courses import (
    MOST_PARTS,
    CourseText,
    Part,
    Question,
    check_dates,
    choices_of,
    next_edition,
    shuffled,
    with_part,
    with_question,
    without_part,
    without_question,
)
from services.content.rules.study_numbers import Tally, grouped, tallies
from services.content.rules.studying import Given, Outcome, is_meant_for, judged, part_is_done
from shared.security import Actor, Grant

TODAY = date(2026, 11, 22)


def question(name: str = "q1", **fields: object) -> Question:
    choices = choices_of(name, "single", [("Đúng", True), ("Sai", False), ("Cũng sai", False)])
    made = Question(id=name, text="Vì sao?", kind="single", choices=choices, explanation="Vì thế.")
    return msgspec.structs.replace(made, **fields)


def course(*parts: Part) -> CourseText:
    return CourseText(
        title="Chuyên đề", summary="", kind="monthly_topic", audience="ts/", roles=[], opens_on=date(2026, 11, 1),
        closes_on=date(2026, 11, 30), parts=list(parts),
    )  # fmt: skip


def part(name: str = "p1", *questions: Question) -> Part:
    return Part(id=name, title="Phần", source="text", body="Đọc.", questions=list(questions))


def answer(asked: Question, *texts: str) -> Given:
    chosen = [choice.id for choice in asked.choices if choice.text in texts]
    return Given(question_id=asked.id, revision=asked.revision, choices=chosen)


@pytest.mark.parametrize(
    ("kind", "given_choices"),
    [
        ("single", [("a", True)]),
        ("single", [("a", True), ("b", True)]),
        ("single", [("a", False), ("b", False)]),
        ("multiple", [("a", False), ("b", False)]),
        ("single", [("Giống", True), ("giống", False)]),
    ],
)
def test_choices_that_cannot_be_answered_are_refused(kind: str, given_choices: list[tuple[str, bool]]) -> None:
    with pytest.raises(ChoicesWrong):
        choices_of("q", kind, given_choices)  # type: ignore[arg-type]


def test_a_right_answer_needs_all_right_choices_and_no_other() -> None:
    asked = msgspec.structs.replace(
        question(), kind="multiple", choices=choices_of("q1", "multiple", [("a", True), ("b", True), ("c", False)])
    )
    closed = part("p1", asked)
    for texts, outcome in ((("a", "b"), "right"), (("a",), "wrong"), (("a", "b", "c"), "wrong"), (("c",), "wrong")):
        assert judged(closed, [answer(asked, *texts)], set(), {}, 0) == {"q1": outcome}


def test_nothing_chosen_is_no_answer_and_what_was_passed_stays_passed() -> None:
    asked = question()
    closed = part("p1", asked)
    with pytest.raises(NothingAnswered):
        judged(closed, [answer(asked)], set(), {}, 0)
    assert judged(closed, [answer(asked, "Sai")], {"q1"}, {}, 0) == {"q1": Outcome.PASSED_BEFORE}


def test_an_answer_to_an_older_wording_is_not_judged_by_the_new_one_and_spends_no_try() -> None:
    asked = question()
    closed = part("p1", msgspec.structs.replace(asked, revision=2))
    assert judged(closed, [answer(asked, "Đúng")], set(), {"q1": 9}, 1) == {"q1": Outcome.QUESTION_CHANGED}


def test_with_a_limit_a_question_waits_for_the_next_day() -> None:
    asked = question()
    closed = part("p1", asked)
    assert judged(closed, [answer(asked, "Đúng")], set(), {"q1": 2}, 2) == {"q1": Outcome.NO_TRIES_LEFT}
    assert judged(closed, [answer(asked, "Đúng")], set(), {"q1": 1}, 2) == {"q1": Outcome.RIGHT}


def test_a_part_that_was_done_stays_done_when_a_question_is_added() -> None:
    closed = part("p1", question("q1"), question("q2"))
    assert not part_is_done(closed, {"q1"}, set())
    assert part_is_done(closed, {"q1"}, {"p1"})


def test_choices_stand_in_an_order_of_each_persons_own_that_stays_the_same() -> None:
    asked = question()
    orders = {
        member: tuple(choice.id for choice in shuffled(asked.choices, member, asked.id))
        for member in (f"m{n}" for n in range(40))
    }
    assert len(set(orders.values())) == 6
    again = [choice.id for choice in shuffled(reversed(asked.choices), "m7", asked.id)]
    assert tuple(again) == orders["m7"]


def test_an_edition_stamps_what_is_new_and_counts_the_wordings_that_changed() -> None:
    first = next_edition(course(part("p1", question("q1"))), None, 1, TODAY)
    assert (first.parts[0].since, first.parts[0].questions[0].revision) == (1, 1)
    changed = with_question(first, "p1", msgspec.structs.replace(first.parts[0].questions[0], text="Vì đâu?"))
    second = next_edition(with_part(changed, part("p2", question("q2")), None), first, 2, TODAY)
    assert [each.since for each in second.parts] == [1, 2]
    assert second.parts[0].questions[0].revision == 2
    assert next_edition(second, second, 3, TODAY) == second


def test_what_stood_before_readers_is_corrected_but_not_taken_out() -> None:
    opened = next_edition(course(part("p1", question("q1"))), None, 1, TODAY)
    with pytest.raises(AlreadyBeforeReaders):
        without_part(opened, "p1")
    with pytest.raises(AlreadyBeforeReaders):
        without_question(opened, "p1", "q1")
    more = with_question(with_part(opened, part("p2"), 1), "p1", question("q2"))
    assert [each.id for each in more.parts] == ["p2", "p1"]
    assert without_part(without_question(more, "p1", "q2"), "p2") == opened


def test_a_course_opens_only_with_parts_that_questions_close_and_before_its_last_day() -> None:
    for empty in (course(), course(part("p1"))):
        with pytest.raises(CourseEmpty):
            next_edition(empty, None, 1, TODAY)
    with pytest.raises(DatesReversed):
        next_edition(course(part("p1", question())), None, 1, date(2026, 12, 1))
    with pytest.raises(DatesReversed):
        check_dates(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(DatesReversed):
        check_dates(date(2026, 11, 2), date(9999, 11, 1))


def test_a_course_has_its_limits() -> None:
    full = course(*(part(f"p{n}") for n in range(MOST_PARTS)))
    with pytest.raises(CourseFull):
        with_part(full, part("one more"), None)
    assert len(with_part(full, part("p3"), 1).parts) == MOST_PARTS


def test_a_course_for_a_role_is_for_who_holds_it_there() -> None:
    trained = msgspec.structs.replace(course(), audience="ts/x03/", roles=["cell_secretary"])
    at = datetime(2026, 11, 22, tzinfo=UTC)

    def person(*grants: Grant) -> Actor:
        return Actor("m1", "ts/x03/c0312/", grants, "t1", at)

    audiences = {"ts/", "ts/x03/", "ts/x03/c0312/"}
    assert is_meant_for(trained, person(Grant("cell_secretary", "ts/x03/c0312/")), audiences)
    assert not is_meant_for(trained, person(Grant("member", "ts/x03/c0312/")), audiences)
    assert not is_meant_for(trained, person(Grant("cell_secretary", "ts/x04/c0401/")), audiences)
    assert not is_meant_for(trained, person(Grant("cell_secretary", "ts/x03/c0312/")), {"ts/"})


@given(st.text(min_size=1))
def test_a_check_number_is_read_as_people_type_it_and_a_slip_is_found(seed: str) -> None:
    number = check_number(seed)
    spoken = f" {number[:4]}-{number[4:8]} {number[8:]}".lower().replace("0", "o").replace("1", "l")
    assert typed(spoken) == number
    for place in range(12):
        other = "7" if number[place] != "7" else "8"
        with pytest.raises(CheckNumberInvalid):
            typed(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize("text", ["", "7K3F", "ÂÊÔ" * 4, "7" * 400, "ABCD-EFGH-\u0660\u0661\u0662\u0663"])
def test_what_is_no_check_number_is_told_so(text: str) -> None:
    with pytest.raises(CheckNumberInvalid):
        typed(text)


def test_organisations_are_summed_up_in_the_order_of_the_tree() -> None:
    members = {"ts/x02/c1/": 3, "ts/x01/c2/": 4, "ts/x01/c1/": 2, "ts/": 1}
    found = tallies(members, [("ts/x01/c1/", "done", 2), ("ts/x02/c1/", "under_way", 1), ("ts/x09/", "done", 1)])
    below = grouped(found, "ts/")
    assert list(below) == ["ts/", "ts/x01/", "ts/x02/", "ts/x09/"]
    assert below["ts/x01/"] == Tally(members=6, done=2)
    assert (below["ts/x01/"].not_begun, below["ts/x02/"].not_begun, below["ts/x09/"].not_begun) == (4, 2, 0)
