import pytest

from services.assistant.rules.fitting import Floors, Sample, answer_from, halves, suggest_from


def sample(coverage: float, *, right: bool = True, answerable: bool = True, may_answer: bool = True) -> Sample:
    return Sample(coverage, answerable, right and answerable, right and answerable, may_answer)


RIGHT = [sample(0.5 + number / 100) for number in range(20)]


def test_halves_have_every_kind_in_equal_parts_and_do_not_depend_on_the_order() -> None:
    questions = [(f"q{number}", number % 3 > 0, number) for number in range(60)]
    fit, rest = halves(questions)
    assert sorted(fit + rest) == list(range(60))
    assert sum(number % 3 > 0 for number in fit) == sum(number % 3 > 0 for number in rest) == 20
    assert halves(reversed(questions)) == (fit, rest)


def test_a_threshold_lies_half_way_between_what_is_quoted_and_what_must_not_be() -> None:
    threshold, right = answer_from([*RIGHT, sample(0.49, answerable=False)], Floors()) or (0.0, 0)
    assert (threshold, right) == (0.495, 20)


def test_an_unanswerable_question_above_the_rest_leaves_no_threshold() -> None:
    assert answer_from([*RIGHT, sample(0.99, answerable=False)], Floors(wrong_share=0.0)) is None


def test_precision_is_held_where_other_clauses_lead() -> None:
    wrong = [sample(0.4 + number / 100, right=False) for number in range(20)]
    threshold, right = answer_from([*RIGHT, *wrong], Floors(precision=0.95)) or (0.0, 0)
    kept = [each for each in [*RIGHT, *wrong] if each.coverage >= threshold]
    assert right == sum(each.right for each in kept)
    assert right / len(kept) >= 0.95


def test_equal_coverages_stay_on_one_side_of_the_threshold() -> None:
    level = [sample(0.6), sample(0.6, answerable=False)]
    found = answer_from([sample(0.8), *level], Floors(precision=0.9, wrong_share=0.0))
    assert found == (pytest.approx(0.7), 1)


def test_what_a_rule_hands_over_does_not_count() -> None:
    personal = [sample(0.95, answerable=False, may_answer=False) for _ in range(9)]
    assert answer_from([*RIGHT, *personal], Floors()) == answer_from(RIGHT, Floors())


def test_clauses_are_offered_from_where_the_right_one_is_among_them() -> None:
    samples = [*RIGHT, sample(0.3), *(sample(0.1 + number / 100, answerable=False) for number in range(9))]
    assert suggest_from(samples, 0.52) == 0.3
