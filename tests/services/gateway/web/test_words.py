"""What identity names in codes has its words on the pages."""

from services.gateway.web.record_words import RECORD_ACTIONS, RECORD_PROBLEMS
from services.identity.rules.doubled_records import REASONS
from services.identity.rules.record_problems import CODES


def test_every_problem_of_a_record_has_its_name() -> None:
    assert set(RECORD_PROBLEMS) == {*CODES, *REASONS}


def test_what_is_done_with_papers_and_problems_is_told_to_the_member_in_words() -> None:
    done = {"listed", "read", "attached", "renewed", "withdrawn"}
    told = {f"identity.paper{'s' if what == 'listed' else ''}_{what}" for what in done}
    assert told | {"identity.problems_listed", "identity.problem_decided"} <= set(RECORD_ACTIONS)
