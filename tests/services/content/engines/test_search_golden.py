"""Whole questions about the demonstration's regulations, as members ask them: the clause that answers is shown first or
soon after. The questions are the assistant's."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from deploy.local.place import REPOSITORY
from services.content.engines.search_folder import SearchFolder
from services.content.engines.search_place import SearchPlace, use_search
from services.content.queries.search import search
from services.content.rules.search_entry import Passage, SearchEntry
from shared.reading.file import decoded, parse_document
from shared.usecase import perform
from tests.services.content.conftest import member

pytestmark = pytest.mark.slow
DOCUMENTS = REPOSITORY / "deploy" / "demo" / "documents"
# A search has no conversation, writes nothing out and knows of no day; the other kinds are asked of the assistant.
KINDS = {"plain", "no_diacritics", "paraphrase"}
QUESTIONS = REPOSITORY / "tests" / "services" / "assistant" / "golden" / "questions.jsonl"


def entry(path: Path) -> SearchEntry:
    parsed = parse_document(decoded(path.read_bytes()))
    head = parsed.head
    return SearchEntry(
        thing="document",
        id=path.stem.split("-")[0],
        stamp="1",
        audience="ts/",
        title=head.title,
        shown_at=datetime.combine(head.issued_on, time(), UTC),
        day=head.issued_on,
        number=head.number,
        kind=head.kind,
        issuer=head.issuer,
        passages=[Passage(section.text, section.anchor, section.heading) for section in parsed.sections],
    )


@pytest.fixture(scope="module", autouse=True)
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = SearchFolder(tmp_path_factory.mktemp("search"))
    folder.current.apply([entry(path) for path in sorted(DOCUMENTS.glob("*.txt"))], [])
    use_search(SearchPlace(folder))
    yield
    use_search(None)
    folder.close()


def places(question: str) -> list[str]:
    answer: dict[str, Any] = perform(search, {"text": question}, member())
    return [f"{item['id']}#{item['anchor']}" for item in answer["items"]]


def test_the_clause_that_answers_is_among_the_first_three() -> None:
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    found = [
        (places(each["question"]), each["relevant"]) for each in asked if each["relevant"] and each["kind"] in KINDS
    ]
    first = sum(shown[0] in relevant for shown, relevant in found if shown)
    soon = sum(bool({*shown[:3]} & {*relevant}) for shown, relevant in found)
    print(f"of {len(found)} questions: first {first}, among three {soon}")
    assert first >= 0.75 * len(found)
    assert soon >= 0.92 * len(found)
