"""What a search page's address asks for, whatever somebody wrote into it."""

import pytest
from starlette.datastructures import QueryParams

from services.gateway.web.search_form import LONGEST_TEXT, SearchForm


def form(query: str, **fixed: str) -> SearchForm:
    return SearchForm.of(QueryParams(query), **fixed)


def test_an_address_is_asked_as_content_wants_it() -> None:
    asked = form("search=+đảng+phí+&thing=document&year=2026&force=no&other=1").question("2.5")
    assert asked == {
        "text": "đảng phí", "thing": "document", "kind": None, "issuer": None, "category": None, "year": 2026,
        "in_force": False, "cursor": "2.5",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["year=26", "year=20261", "year=²026", "year=-1", "force=maybe", "year=&force="])
def test_what_cannot_be_a_choice_is_none(query: str) -> None:
    asked = form(query)
    assert not asked.filtered
    assert (asked.question(None)["year"], asked.question(None)["in_force"]) == (None, None)


def test_a_text_longer_than_may_be_asked_is_asked_by_its_beginning() -> None:
    assert len(form("search=" + "a" * 500).search) == LONGEST_TEXT


def test_a_list_of_one_kind_of_thing_searches_that_kind_whatever_its_address_says() -> None:
    assert form("search=a&thing=document", thing="article").question(None)["thing"] == "article"


def test_an_address_is_made_with_some_fields_otherwise() -> None:
    asked = form("search=chi+bộ&thing=document&year=2026")
    assert asked.query(thing="") == "search=chi+b%E1%BB%99&year=2026"
    assert form(asked.query()) == asked
