"""The assistant's own database: what it may quote, what it was asked, and what of that went unanswered."""

from services.assistant.store.duties import Duty
from services.assistant.store.gaps import Gap
from services.assistant.store.golden import GoldenMeasure, GoldenSet
from services.assistant.store.index_orders import IndexOrder
from services.assistant.store.knowledge import StoredDocument
from services.assistant.store.policies import PolicyInUse, StoredPolicy
from services.assistant.store.questions import AskedQuestion

DOCUMENTS = (
    StoredDocument, AskedQuestion, IndexOrder, Gap, Duty, GoldenSet, GoldenMeasure, StoredPolicy, PolicyInUse,
)  # fmt: skip
