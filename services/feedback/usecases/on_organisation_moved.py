"""An organisation is elsewhere in the tree, or went on in another: polls for it and questions from it follow."""

from __future__ import annotations

from collections.abc import Sequence

from services.feedback.store.polls import Poll
from services.feedback.store.questions import Question
from services.feedback.usecases.moving_released import replace_prefix_of_released
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.store import replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(Poll, "audience", old, new)
        replace_prefix(Question, "cell_path", old, new)
        replace_prefix(Question, "committee_path", old, new)
        replace_prefix_of_released(old, new)
