"""What a check of the list says in codes has its words on the page."""

from services.gateway.web.record_words import LIST_CHECK_PROGRESS, LIST_OUTCOMES
from services.identity.rules.list_checks import MATCHES, Difference, Progress


def test_every_outcome_and_every_stage_of_a_list_check_has_its_name() -> None:
    assert set(LIST_OUTCOMES) == {MATCHES, *Difference}
    assert set(LIST_CHECK_PROGRESS) == set(Progress)
