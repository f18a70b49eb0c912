"""A citizen's token at every use case of every service: only what is opened to all answers it."""

from __future__ import annotations

from shared.security import PUBLIC, Actor, NotForCitizens, covers, refuse_citizen
from tests.shared.security.conftest import NOW
from tests.shared.security.usecases import every_use_case

OPENED = {
    "list_articles", "read_article", "article_file", "list_documents", "read_document",
    "audio_of", "audio_of_many", "growing_audio", "book_titles",
    "list_categories", "list_books", "read_book", "book_cover", "todays_programme", "refresh_token", "sign_out",
    "my_citizen_account", "leave_as_citizen",
}  # fmt: skip
CITIZEN = Actor("citizen", PUBLIC, (), "t", NOW)


def test_a_citizen_reaches_only_what_is_opened_to_all() -> None:
    reached = set()
    for usecase in every_use_case():
        try:
            refuse_citizen(usecase, CITIZEN)
        except NotForCitizens:
            continue
        reached.add(usecase.__name__)
    assert reached == OPENED


def test_no_role_of_the_province_covers_what_is_public() -> None:
    assert not covers("ts/", PUBLIC)
    assert not covers(PUBLIC, "ts/")
