"""What was written for an organisation is for it wherever decisions put it."""

from collections.abc import Callable

import pytest

from services.content.store import document_drafts
from services.content.store.articles import Article
from services.content.store.documents import Document
from services.content.usecases.import_document import import_document
from services.content.usecases.on_organisation_moved import on_organisation_moved
from shared.contracts import Received
from shared.contracts.identity import OrganisationMoved
from shared.inbox import react_to_all
from tests.services.content.conftest import NOW, told
from tests.services.content.usecases.test_documents import file

pytestmark = pytest.mark.slow
OLD, NEW = "ts/x03/", "ts/x09/x03/"


def moved(event_id: str) -> Received[OrganisationMoved]:
    data = OrganisationMoved(organisation_id="x03", old_path=OLD, path=NEW)
    return Received(
        id=event_id, type=data.TYPE, source="identity", subject="x03", sequence=1, time=NOW, correlation_id="c1",
        causation_id=None, traceparent=None, reaction="content.on_organisation_moved", data=data,
    )  # fmt: skip


def test_articles_and_documents_follow_and_documents_are_told_anew_once(
    store: None, published: Callable[..., str]
) -> None:
    mine, other = published(audience=OLD), published(audience="ts/")
    import_document(file(), OLD, NOW)
    react_to_all(on_organisation_moved, [moved("e1")])
    react_to_all(on_organisation_moved, [moved("e1")])
    react_to_all(on_organisation_moved, [moved("e2")])
    article = Article.objects.get(pk=mine)
    assert (article.audience, article.published.audience) == (NEW, NEW)
    assert Article.objects.get(pk=other).audience == "ts/"
    assert Document.objects.get().audience == NEW
    _, (kind, data) = told("documents")
    assert (kind, data["document_version"], data["audience"]) == ("content.document_published.v1", 2, NEW)
    assert data["clauses"][1]["anchor"] == "dieu-1-khoan-2"


def test_a_file_that_waits_at_the_desk_follows_too(store: None) -> None:
    document_drafts.keep("d1", at=NOW, file_name="a.docx", audience=OLD, text="Điều 1.", by="e1")
    react_to_all(on_organisation_moved, [moved("e1")])
    assert document_drafts.get("d1").audience == NEW
