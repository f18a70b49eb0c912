from collections.abc import Callable
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from services.assistant.usecases.on_document_published import on_document_published
from shared.inbox import react


@pytest.fixture
def knowing(store: None, library: Library, published: Callable[..., Any]) -> Callable[..., None]:
    """Publish a document and make it searchable."""

    def know(*arguments: Any, **options: Any) -> None:
        react(on_document_published, published(*arguments, **options))
        bring_index_up_to_date(library.retriever, lambda work, *given: work(*given))

    return know
