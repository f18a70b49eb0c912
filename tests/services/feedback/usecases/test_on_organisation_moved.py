"""A poll is for its organisation wherever decisions put it."""

import pytest

from services.feedback.store.polls import Poll
from services.feedback.usecases.on_organisation_moved import on_organisation_moved
from shared.contracts.identity import OrganisationMoved
from shared.inbox import react_to_all
from tests.services.feedback.conftest import Delivery

pytestmark = pytest.mark.slow


def test_a_poll_follows_its_organisation(poll: str, delivered: Delivery) -> None:
    former = Poll.objects.get(pk=poll).audience
    data = OrganisationMoved(organisation_id="x", old_path=former, path="ts/x09/x03/")
    react_to_all(on_organisation_moved, [delivered(data)])
    assert Poll.objects.get(pk=poll).audience == "ts/x09/x03/"
