"""The door of content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.content.queries.list_articles import list_articles
from services.content.queries.list_desk_articles import list_desk_articles
from services.content.queries.list_documents import list_documents
from services.content.queries.read_article import read_article
from services.content.queries.read_document import read_document
from services.content.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.content.usecases.publish_article import publish_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.inbox import react_to_all
from shared.messaging import Door, Received, rpc, subscribe_batch


class ContentService:
    name = "content"

    door = Door()

    @rpc
    def write_article(self, **fields: Any) -> Any:
        return self.door(write_article, fields)

    @rpc
    def revise_article(self, **fields: Any) -> Any:
        return self.door(revise_article, fields)

    @rpc
    def publish_article(self, **fields: Any) -> Any:
        return self.door(publish_article, fields)

    @rpc
    def withdraw_article(self, **fields: Any) -> Any:
        return self.door(withdraw_article, fields)

    @rpc
    def read_article(self, **fields: Any) -> Any:
        return self.door(read_article, fields)

    @rpc
    def list_articles(self, **fields: Any) -> Any:
        return self.door(list_articles, fields)

    @rpc
    def list_desk_articles(self, **fields: Any) -> Any:
        return self.door(list_desk_articles, fields)

    @rpc
    def read_document(self, **fields: Any) -> Any:
        return self.door(read_document, fields)

    @rpc
    def list_documents(self, **fields: Any) -> Any:
        return self.door(list_documents, fields)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)
