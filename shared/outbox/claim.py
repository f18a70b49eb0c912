"""What a relay has in hand of one aggregate, and how it is taken out of the outbox once the broker has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection

from shared.outbox.transactional import ENTRIES

Document = dict[str, Any]


@dataclass(slots=True, eq=False)
class Claim:
    """One aggregate's waiting events, in order, claimed in the `term` of the lane.

    `unsent` counts events not yet decided; `failed_at` is the index of the first that the broker did not take.
    """

    collection: str
    document_id: Any
    term: int
    events: list[Document]
    unsent: int = 0
    failed_at: int | None = None

    def __post_init__(self) -> None:
        self.unsent = len(self.events)

    def fail(self, index: int) -> None:
        self.failed_at = index if self.failed_at is None else min(index, self.failed_at)

    def sent_ids(self) -> list[str]:
        return [event["id"] for event in self.events[: self.failed_at]]


def finish(collection: Collection[Document], claims: list[Claim]) -> int:
    """Everything was sent and nothing was added since: empty the outboxes. Those that hold equally many events go in
    one statement; a statement each would cost the store far more. The last event's id is what makes sure that
    nothing else is taken out."""
    if collection.name == ENTRIES:
        return collection.delete_many({"_id": {"$in": [claim.document_id for claim in claims]}}).deleted_count
    alike: dict[int, list[Claim]] = {}
    for claim in claims:
        alike.setdefault(len(claim.events), []).append(claim)
    finished = 0
    for size, group in alike.items():
        confirmed = {
            "_id": {"$in": [claim.document_id for claim in group]},
            "outbox": {"$size": size},
            f"outbox.{size - 1}.id": {"$in": [claim.events[-1]["id"] for claim in group]},
        }
        empty = {"$set": {"outbox": []}, "$unset": {"outbox_since": ""}}
        finished += collection.update_many(confirmed, empty).matched_count
    return finished


def advance(claim: Claim) -> Any:
    """Take out what was sent, whatever else is there by now; nothing waits any more where nothing is left."""
    sent = claim.sent_ids()
    rest = {"$filter": {"input": "$outbox", "cond": {"$not": {"$in": ["$$this.id", sent]}}}}
    since = {"$cond": [{"$eq": ["$outbox", []]}, "$$REMOVE", "$outbox_since"]}
    with_some = {"_id": claim.document_id, "outbox.id": {"$in": sent}}
    return UpdateOne(with_some, [{"$set": {"outbox": rest}}, {"$set": {"outbox_since": since}}])
