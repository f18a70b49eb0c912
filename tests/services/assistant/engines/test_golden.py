"""Quality floors on our own questions over the sample regulations.

Thresholds were chosen on the `fit` half and measured on the `test` half. The same hands wrote both and the
regulations, so the figures say that nothing broke, not how a province's own questions will fare.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from services.assistant.engines.evaluation import Outcome, Ranked, evaluate, figures
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import QuestionLine, read_folder, read_lines
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.knowledge import Entry
from shared.vietnamese.folding import without_diacritics
from tests.services.assistant.engines.opensearch_server import Server, retriever_at

DOCUMENTS = Path("deploy/demo/documents")
QUESTIONS = Path(__file__).parent.parent / "golden" / "questions.jsonl"
AS_OF = date(2026, 11, 22)


class Labelled(QuestionLine, frozen=True, kw_only=True):
    split: str
    kind: str


def one_entry_per_clause() -> Iterator[Entry]:
    """Questions are labelled by clause: "05#dieu-3-khoan-1" is in the file whose name starts with 05."""
    for document, clauses in read_folder(DOCUMENTS):
        for clause in clauses:
            name = f"{document.document_id[:2]}#{clause.anchor}"
            yield msgspec.structs.replace(document, document_id=name), [clause]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("golden"))
    made.rebuild(one_entry_per_clause())
    yield made
    made.close()


def questions(split: str) -> list[Labelled]:
    return [line for line in read_lines(QUESTIONS, Labelled) if line.split == split]


def of_kind(kind: str) -> list[Labelled]:
    return [line for half in ("fit", "test") for line in questions(half) if line.kind == kind]


def outcomes(retriever: TantivyRetriever, lines: list[QuestionLine]) -> list[tuple[QuestionLine, Outcome]]:
    return list(evaluate(lines, retriever, load_policy(), AS_OF))


@pytest.mark.parametrize("split", ["fit", "test"])
def test_every_label_names_a_clause_that_exists(retriever: TantivyRetriever, split: str) -> None:
    known = retriever.versions().keys()
    assert all(set(line.relevant) <= known for line in questions(split))


@pytest.mark.parametrize("splits", [("test",), ("fit", "test")])
def test_answers_stay_above_their_floors(retriever: TantivyRetriever, splits: tuple[str, ...]) -> None:
    measured = figures(outcomes(retriever, [line for split in splits for line in questions(split)]))
    assert measured.questions >= 120 * len(splits)
    assert measured.recall_at_1 >= 0.90
    assert measured.answered_precision >= 0.95
    assert measured.answered_share >= 0.65
    assert measured.unanswerable >= 45 * len(splits)
    assert measured.wrong_answers_to_unanswerable <= 0.03 * measured.unanswerable


@pytest.mark.parametrize(
    "kind", ["no_diacritics", "telex_vni", "typo", "abbreviation", "follow_up", "several", "as_of"]
)
def test_every_way_of_asking_finds_the_right_clause(retriever: TantivyRetriever, kind: str) -> None:
    measured = figures(outcomes(retriever, of_kind(kind)))
    assert measured.recall_at_1 >= 0.90
    assert measured.answered_share >= 0.75
    assert measured.answered_precision >= 0.95
    assert measured.wrong_answers_to_unanswerable == 0


def test_personal_cases_are_handed_over_every_time(retriever: TantivyRetriever) -> None:
    lines = of_kind("hand_over")
    assert len(lines) == 14
    assert {outcome.tier for _, outcome in outcomes(retriever, lines)} == {"handover"}


def test_what_is_near_the_documents_but_not_written_in_them_is_all_but_never_quoted(
    retriever: TantivyRetriever,
) -> None:
    measured = figures(outcomes(retriever, of_kind("not_written")))
    assert measured.unanswerable == 30
    assert measured.wrong_answers_to_unanswerable <= 2


@pytest.mark.parametrize("kind", ["small_talk", "out_of_scope"])
def test_small_talk_and_what_is_out_of_scope_quote_nothing(retriever: TantivyRetriever, kind: str) -> None:
    measured = outcomes(retriever, of_kind(kind))
    assert len(measured) >= 8
    assert [line.question for line, outcome in measured if outcome.citations] == []


def test_results_are_identical_with_and_without_diacritics(retriever: TantivyRetriever) -> None:
    lines = [*questions("fit"), *questions("test")]
    bare = [
        msgspec.structs.replace(
            line, question=without_diacritics(line.question), before=[without_diacritics(each) for each in line.before]
        )
        for line in lines
    ]
    for (_, written), (_, plain) in zip(outcomes(retriever, lines), outcomes(retriever, bare), strict=True):
        assert msgspec.structs.replace(written, ms=0) == msgspec.structs.replace(plain, ms=0)


def test_every_quotation_stands_in_the_document_word_for_word(retriever: TantivyRetriever) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*.txt"))
    citations = [citation for _, outcome in outcomes(retriever, questions("test")) for citation in outcome.citations]
    assert len(citations) >= 15
    assert all(citation.quote in text for citation in citations)


def test_the_search_server_answers_the_same_questions_with_the_same_clauses(retriever: TantivyRetriever) -> None:
    """Against the contract server, whose lengths of clauses are exact where both engines round them."""
    lines = [*questions("fit"), *questions("test")]
    with Server().running() as server:
        other = retriever_at(server)
        other.rebuild(one_entry_per_clause())
        pairs = list(zip(outcomes(retriever, lines), outcomes(other, lines), strict=True))
        other.close()
    here, there = (figures([pair[side] for pair in pairs]).wrong_answers_to_unanswerable for side in (0, 1))
    assert there == here
    alike = [here.tier == there.tier and here.ranked[:1] == _like(there, here) for (_, here), (_, there) in pairs]
    assert sum(alike) >= 0.95 * len(lines)


def _like(there: Outcome, here: Outcome) -> list[Ranked]:
    """Scores differ by a constant: Lucene leaves one out that orders nothing."""
    return [msgspec.structs.replace(there.ranked[0], score=here.ranked[0].score)] if there.ranked else []
