"""The assistant's own database: what it may quote, and what it was asked."""

from services.assistant.store.index_orders import IndexOrder
from services.assistant.store.knowledge import StoredDocument
from services.assistant.store.questions import AskedQuestion

DOCUMENTS = (StoredDocument, AskedQuestion, IndexOrder)
