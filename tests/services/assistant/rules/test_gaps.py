import time
from collections import defaultdict
from datetime import date

from services.assistant.rules.gaps import Told, Unanswered, by_gap, grouped, told
from shared.vietnamese.folding import pairs, syllables

EVEN: dict[str, float] = defaultdict(lambda: 1.0)
DAY = date(2026, 11, 20)


def asked(asker: str, text: str, *, place: str = "ts/x03/", day: date = DAY) -> Unanswered:
    parts = syllables(text)
    spelled = {folded: typed for typed in text.lower().split() for folded in syllables(typed)}
    return Unanswered(f"q-{asker}-{text}", asker, place, day, frozenset([*parts, *pairs(parts)]), spelled)


def of(group: Told | None) -> Told:
    assert group is not None
    return group


def test_questions_on_one_subject_come_together_and_others_stay_apart() -> None:
    first = [asked("m1", "trợ cấp mai táng"), asked("m2", "tro cap mai tang phi"), asked("m3", "mức trợ cấp mai táng")]
    other = [asked("m4", "đổi thẻ bảo hiểm"), asked("m5", "thẻ bảo hiểm bị mất")]
    groups = grouped([*first, *other], EVEN)
    assert sorted(sorted(each.asker for each in group) for group in groups) == [["m1", "m2", "m3"], ["m4", "m5"]]


def test_the_same_questions_give_the_same_groups_in_whatever_order_they_come() -> None:
    questions = [asked(f"m{number}", f"việc thứ {number % 3} do ai làm") for number in range(12)]
    assert grouped(questions, EVEN) == grouped(reversed(questions), EVEN)


def test_a_word_that_stands_everywhere_brings_nothing_together() -> None:
    common = defaultdict(lambda: 5.0, {"dang": 0.1, "vien": 0.1, "dang_vien": 0.1})
    groups = grouped([asked("m1", "đảng viên trợ cấp mai táng"), asked("m2", "đảng viên đổi thẻ bảo hiểm")], common)
    assert len(groups) == 2


def test_nothing_is_told_of_what_too_few_people_asked_however_often() -> None:
    often = [asked("m1", "trợ cấp mai táng") for _ in range(9)]
    assert told([*often, asked("m2", "trợ cấp mai táng")], 3) is None


def test_a_word_that_fewer_said_is_not_told() -> None:
    name = "trợ cấp mai táng ông Tư"
    group = of(told([asked("m1", name), asked("m2", "trợ cấp mai táng"), asked("m3", "trợ cấp mai táng")], 3))
    assert group.words == ("trợ cấp mai táng",)
    assert not {"ong", "tu", "ong_tu"} & set(group.parts)


def test_people_who_share_no_pair_of_words_are_not_told() -> None:
    assert told([asked("m1", "phí"), asked("m2", "phí"), asked("m3", "phí")], 3) is None


def test_a_place_is_told_only_where_enough_of_them_live() -> None:
    here = [asked(f"m{number}", "trợ cấp mai táng") for number in range(3)]
    group = of(told([*here, asked("n1", "trợ cấp mai táng", place="ts/x04/")], 3))
    assert dict(group.places) == {"ts/x03/": 3}
    assert (group.askers, group.questions) == (4, 4)


def test_the_spelling_that_too_few_used_gives_way_to_the_folded_word() -> None:
    group = of(told([asked("m1", "mai táng"), asked("m2", "mai tang"), asked("m3", "mai táng")], 3))
    assert group.words == ("mai tang",)


def test_a_question_is_counted_with_the_known_gap_whose_words_it_says() -> None:
    gaps = {"g1": ["mai", "mai_tang", "tang"], "g2": ["bao_hiem"]}
    fits, other = asked("m1", "mai táng phí là mấy"), asked("m2", "đổi thẻ")
    assert by_gap([fits, other], gaps, EVEN) == {"g1": [fits], None: [other]}


def test_pairs_that_go_round_in_a_circle_are_each_said_once() -> None:
    group = of(told([asked(f"m{number}", "an ninh an") for number in range(3)], 3))
    assert group.words == ("an ninh an",)


def test_of_a_large_group_only_what_a_good_part_of_its_people_said_is_its_words() -> None:
    many = [asked(f"m{number}", f"trợ cấp mai táng đợt {number % 5}") for number in range(30)]
    group = of(told(many, 3))
    assert group.words == ("trợ cấp mai táng đợt",)
    assert "dot_1" not in group.parts


def test_a_day_of_many_questions_is_sorted_in_seconds() -> None:
    texts = [f"đảng viên việc{number % 4000} nơi{number % 4000} thứ{number}" for number in range(8000)]
    questions = [asked(f"m{number}", text) for number, text in enumerate(texts)]
    begun = time.perf_counter()
    groups = grouped(questions, EVEN)
    assert time.perf_counter() - begun < 5
    assert len(groups) == 4000
