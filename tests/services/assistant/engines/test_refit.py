"""Thresholds fitted on questions over a corpus made up here: it works on any, and refuses what it cannot answer for."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from services.assistant.engines.golden import Setting, compared, figures_of, judged
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, QuestionLine
from services.assistant.engines.refit import Refit, RefitRefusedError, refit
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.fitting import Floors
from services.assistant.rules.knowledge import KnownDocument

TREES = [
    "cam", "bưởi", "chanh", "dừa", "điều", "gấc", "hồng", "khế", "lê", "mận", "nhãn", "ổi", "quýt", "roi", "sầu", "táo",
    "thị", "vải", "xoài", "bơ", "mơ", "mít", "na", "sim",
]  # fmt: skip
OTHER = ["bàn", "ghế", "tủ", "giường", "đèn", "quạt", "nồi", "chảo", "bát", "đũa"]
BASE = load_policy()


def document(name: str) -> KnownDocument:
    return KnownDocument(
        document_id=f"d-{name}", version=1, audience=EVERYBODY, number=f"{name}/QĐ", title=f"Cây {name}",
        kind="", issuer="",
    )  # fmt: skip


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    made = TantivyRetriever(tmp_path_factory.mktemp("trees"))
    texts = {name: f"1. Cây {name} trồng vào mùa xuân ở sườn đồi." for name in TREES}
    made.rebuild((document(name), clauses_of("", text)) for name, text in texts.items())
    yield Setting(made, [EVERYBODY], date(2026, 11, 22))
    made.close()


def questions() -> list[QuestionLine]:
    about = [
        QuestionLine(id=f"a-{name}", question=f"Cây {name} trồng thế nào?", relevant=[f"d-{name}"]) for name in TREES
    ]
    none = [QuestionLine(id=f"n-{name}", question=f"Sửa {name} hỏng ở tiệm nào?") for name in OTHER]
    return [*about, *none]


@pytest.fixture(scope="module")
def found(setting: Setting) -> Refit:
    return refit(questions(), setting, BASE, Floors(), "questions.jsonl")


def test_a_refit_holds_the_floors_on_the_half_that_it_did_not_see(found: Refit) -> None:
    assert found.measured.questions == 17
    assert found.measured.answered_precision >= 0.95
    assert found.measured.wrong_answers_to_unanswerable == 0
    assert found.measured.answered_share >= 0.8


def test_a_refit_says_what_it_was_fitted_on_and_leaves_the_phrases_alone(found: Refit) -> None:
    assert found.policy.version.startswith("2026-11-22.")
    assert "questions.jsonl: khớp trên 17 trong 34 câu" in found.policy.fitted_on
    assert BASE.version in found.policy.fitted_on
    assert found.policy.personal_case == BASE.personal_case


def test_the_same_questions_in_another_order_give_the_same_policy(setting: Setting, found: Refit) -> None:
    again = refit(list(reversed(questions())), setting, BASE, Floors(), "questions.jsonl")
    assert again.policy == found.policy


def test_labels_that_are_wrong_are_refused(setting: Setting) -> None:
    shifted = [
        msgspec.structs.replace(line, relevant=["d-xoài" if line.relevant != ["d-xoài"] else "d-na"])
        for line in questions()
        if line.relevant
    ]
    with pytest.raises(RefitRefusedError, match="precision"):
        refit([*shifted, *(line for line in questions() if not line.relevant)], setting, BASE, Floors(), "q")


def test_too_few_questions_are_refused_with_how_many_it_takes(setting: Setting) -> None:
    with pytest.raises(RefitRefusedError, match="needs 20 that a document answers and 10 that none does"):
        refit(questions()[:30], setting, BASE, Floors(), "q")


@pytest.mark.parametrize("label", ["d-cam", "cam/QĐ", "d-cam#khoan-1", "cam/QĐ#khoan-1"])
def test_a_label_names_a_document_or_a_clause_by_id_or_number(setting: Setting, label: str) -> None:
    line = QuestionLine(id="q", question="Cây cam trồng vào mùa xuân ở đâu?", relevant=[label])
    (result,) = judged([line], setting, BASE)
    assert (result.tier, result.rank, result.right) == ("answer", 1, True)


def test_a_comparison_names_the_questions_that_change_and_only_those(setting: Setting) -> None:
    shy = msgspec.structs.replace(BASE, version="shy", answer_from=1.1)
    found = compared(questions(), setting, BASE, shy)
    answered = [each.id for each in judged(questions(), setting, BASE) if each.tier == "answer"]
    assert [change.id for change in found.changes] == answered
    assert {(change.tier_before, change.tier_after) for change in found.changes} == {("answer", "suggest")}
    assert found.before == figures_of(judged(questions(), setting, BASE))
    assert compared(questions(), setting, BASE, BASE).changes == []
