"""A helper may do what a use case declares and the member allowed; every use case of every service is asked."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.security import Actor, Grant, NotForHelpers, refuse_helper
from tests.shared.security.conftest import NOW
from tests.shared.security.usecases import every_use_case

ALL_DEEDS = frozenset(
    {"read_news", "see_meetings", "confirm_attendance", "see_notices", "acknowledge_notices", "study"}
)
DECLARED = {
    "list_articles": "read_news",
    "list_categories": "read_news",
    "read_article": "read_news",
    "article_file": "read_news",
    "list_documents": "read_news",
    "read_document": "read_news",
    "audio_of": "read_news",
    "list_books": "read_news",
    "audio_of_many": "read_news",
    "growing_audio": "read_news",
    "read_book": "read_news",
    "book_cover": "read_news",
    "book_titles": "read_news",
    "todays_programme": "read_news",
    "my_meetings": "see_meetings",
    "confirm_attendance": "confirm_attendance",
    "my_notices": "see_notices",
    "open_notice": "see_notices",
    "acknowledge_notice": "acknowledge_notices",
    "my_courses": "study",
    "read_course": "study",
    "read_part": "study",
    "answer_part": "study",
}
"""Nothing that decides, tells an opinion, is secret or opens an account may ever stand here. `answer_part` enters what
the member says to a question of comprehension, which is no opinion, and `acknowledge_notice` that the member heard a
notice; both record whose hand it was."""


def _actor(deeds: frozenset[str], helper_id: str | None = "helper") -> Actor:
    return Actor("member", "ts/x01/c1/", (Grant("member", "ts/x01/c1/"),), "t", NOW, helper_id, deeds)


def _refused(usecase: Callable[..., Any], actor: Actor) -> bool:
    try:
        refuse_helper(usecase, actor)
    except NotForHelpers:
        return True
    return False


def test_with_every_deed_allowed_a_helper_does_only_what_is_declared() -> None:
    everything = {usecase.__name__: usecase for usecase in every_use_case()}
    own = {"cast_vote", "answer_poll", "choose_password", "check_in", "ask", "my_profile", "trail_about_me"}
    assert own <= set(everything)
    allowed = {name for name, usecase in everything.items() if not _refused(usecase, _actor(ALL_DEEDS))}
    assert allowed == set(DECLARED)


def test_a_deed_that_the_member_did_not_allow_is_refused() -> None:
    for usecase in every_use_case():
        deed = DECLARED.get(usecase.__name__)
        if deed is not None:
            assert _refused(usecase, _actor(ALL_DEEDS - {deed}))
            assert not _refused(usecase, _actor(frozenset({deed})))


def test_the_member_is_refused_nothing_here() -> None:
    assert not any(_refused(usecase, _actor(frozenset(), None)) for usecase in every_use_case())


@pytest.mark.parametrize("undeclared", [print, lambda: None])
def test_what_is_no_use_case_is_refused(undeclared: Callable[..., Any]) -> None:
    assert _refused(undeclared, _actor(ALL_DEEDS))
