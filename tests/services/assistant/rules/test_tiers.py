import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.question import read_question
from services.assistant.rules.tiers import UNDOUBTED, Weighed, clearly_better, judge

POLICY = load_policy()
CLAUSE = "Đảng viên hưởng lương hưu nộp đảng phí hằng tháng bằng 0,5% mức lương hưu được hưởng."


class Even(dict[str, float]):
    """Every part as rare as the next, as in an index of one clause."""

    def __missing__(self, part: str) -> float:
        return 1.0


def tier(question: str, clause: str = CLAUSE) -> str:
    return judge(read_question(question, POLICY), clause, Even(), POLICY).tier


def test_a_clause_that_says_what_was_asked_is_quoted() -> None:
    assert tier("Đảng viên hưởng lương hưu nộp đảng phí bao nhiêu?") == "answer"


def test_a_clause_that_says_half_of_it_is_only_offered() -> None:
    assert tier("Đảng viên hưởng trợ cấp thôi việc, tàn tật nộp đảng phí bao nhiêu?") == "suggest"


def test_a_clause_about_something_else_hands_over() -> None:
    assert tier("Giá vàng hôm nay bao nhiêu một lượng?") == "handover"


def test_a_wish_for_a_person_is_handed_over_though_a_clause_fits() -> None:
    question = "Tôi muốn gặp cán bộ: đảng viên hưởng lương hưu nộp đảng phí"
    assert tier(question) == "handover"


def test_a_single_syllable_is_never_answered_outright() -> None:
    assert tier("hưu") == "suggest"


def test_a_question_without_a_word_is_handed_over() -> None:
    assert tier("???") == "handover"


def test_a_rare_part_that_is_missing_weighs_more_than_a_common_one_that_is_there() -> None:
    rarity = {"dang": 0.1, "vang": 5.0}
    assert Weighed(["dang", "vang"], rarity).share_in({"dang"}) == pytest.approx(0.1 / 5.1)


def test_what_is_asked_twice_counts_once() -> None:
    assert Weighed(["dang", "dang", "vang"], {"dang": 1.0, "vang": 1.0}).share_in({"dang"}) == pytest.approx(0.5)


def test_what_more_clauses_say_than_can_be_offered_is_not_quoted_from_one_of_them() -> None:
    reading = read_question("Lương hưu", POLICY)
    others = ["Lương hưu hằng tháng.", "Mức lương hưu.", "Hưởng lương hưu.", "Chi bộ họp."]
    assert judge(reading, CLAUSE, Even(), POLICY, next_best=others).tier == "suggest"
    assert judge(reading, CLAUSE, Even(), POLICY, next_best=others[1:]).tier == "answer"
    assert judge(reading, CLAUSE, Even(), POLICY, next_best=others[:2]).tier == "answer"


def test_a_question_counts_as_covered_in_whichever_words_a_clause_says_it() -> None:
    assert tier("Về hưu đóng đảng phí bao nhiêu?") == tier("Hưởng lương hưu nộp đảng phí bao nhiêu?") == "answer"


def test_a_clause_without_what_was_asked_for_is_offered_but_not_quoted() -> None:
    reading = read_question("Bao lâu thì nộp đảng phí lên cấp trên?", POLICY)
    said = "2. Nộp đảng phí lên cấp trên."
    assert judge(reading, said, Even(), POLICY, clause=said).tier == "suggest"
    assert judge(reading, said, Even(), POLICY, clause=f"{said} Nộp trước ngày 10.").tier == "answer"


def test_of_two_clauses_that_say_about_the_same_of_a_question_neither_is_quoted() -> None:
    reading = read_question("Mất thẻ đảng viên báo ngay chi bộ", POLICY)
    best, rival = "Mất thẻ đảng viên báo ngay.", "Mất thẻ đảng viên báo ngay công an."
    alone = judge(reading, best, Even(), POLICY)
    assert (alone.tier, alone.coverage < UNDOUBTED) == ("answer", True)
    assert judge(reading, best, Even(), POLICY, next_best=[rival]).tier == "suggest"
    assert judge(reading, best, Even(), POLICY, next_best=["Chi bộ họp hằng tháng."]).tier == "answer"


def test_what_says_nearly_all_of_it_is_quoted_whatever_stands_beside_it() -> None:
    reading = read_question("Đảng viên hưởng lương hưu nộp đảng phí bao nhiêu?", POLICY)
    assert judge(reading, CLAUSE, Even(), POLICY, next_best=[CLAUSE]).tier == "answer"


def test_only_what_covers_clearly_more_takes_the_first_place() -> None:
    reading = read_question("Đảng viên hưởng lương hưu nộp đảng phí bao nhiêu?", POLICY)
    assert clearly_better(reading, ["Chi bộ họp.", "Đảng viên họp.", CLAUSE], Even(), POLICY) == 2
    assert clearly_better(reading, [CLAUSE, CLAUSE, "Chi bộ họp."], Even(), POLICY) == 0
    assert clearly_better(reading, [], Even(), POLICY) == 0
