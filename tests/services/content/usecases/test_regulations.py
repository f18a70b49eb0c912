"""A committee names a document as its operating regulation; members accept a version, and a new one asks again."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.list_desk_regulations import list_desk_regulations
from services.content.queries.my_data import my_data
from services.content.queries.my_duties import my_duties
from services.content.queries.my_regulations import my_regulations
from services.content.queries.regulation_numbers import regulation_numbers
from services.content.queries.regulation_people import regulation_people
from services.content.queries.trail_about_me import trail_about_me
from services.content.rules.notice_errors import RegulationHasChanged, RegulationNotFound, RegulationUnfit
from services.content.usecases.accept_regulation import accept_regulation
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.name_regulation import name_regulation
from shared.outbox import ChangedByAnother
from shared.security import Grant, NotPermitted
from shared.usecase import Context, perform
from tests.services.content.conftest import CELL, NOW, editor, member
from tests.services.content.courses import registered, studying
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
DOCUMENT = document_id_of("Tỉnh ủy", "07-HD/TU")
SECRETARY = Grant("cell_secretary", CELL)
OFFICER = Grant("committee_officer", "ts/")
OTHER = "ts/x03/c0313/"


def named(path: str = "ts/", version: int = 0, ctx: Context | None = None, **fields: Any) -> dict[str, Any]:
    command = {"path": path, "version": version, "document_id": DOCUMENT, **fields}
    return perform(name_regulation, command, ctx or editor())


def shown(ctx: Context | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = perform(my_regulations, {}, ctx or member())["items"]
    return items


def accepted(one: dict[str, Any], ctx: Context | None = None) -> dict[str, Any]:
    command = {"regulation_id": one["id"], "document_id": one["document_id"], "revision": one["revision"]}
    return perform(accept_regulation, command, ctx or member())


@pytest.fixture(autouse=True)
def document(store: None) -> None:
    import_document(file(), "ts/", NOW)


def test_everybody_below_is_asked_to_accept_it_once() -> None:
    named()
    [one] = shown()
    assert one["state"] == "to_accept"
    assert [each["id"] for each in perform(my_duties, {}, member())["regulations"]] == [one["id"]]
    accepted(one)
    accepted(one)
    assert shown()[0]["state"] == "accepted"
    assert perform(my_duties, {}, member())["regulations"] == []
    assert len(perform(my_data, {}, member())["regulations"]) == 1


def test_a_new_version_asks_again_and_the_old_one_cannot_be_accepted_any_more() -> None:
    named()
    [one] = shown()
    accepted(one)
    import_document(file(text="Điều 1. Mức đóng\nĐóng hằng tháng, trước ngày 10."), "ts/", NOW)
    assert shown()[0]["state"] == "changed"
    with pytest.raises(RegulationHasChanged):
        accepted(one)
    accepted(shown()[0])
    assert shown()[0]["state"] == "accepted"


def test_whoever_is_not_below_knows_nothing_of_it() -> None:
    named("ts/x03/")
    elsewhere = member("ts/x04/c0401/")
    assert shown(elsewhere) == []
    with pytest.raises(RegulationNotFound):
        accepted(shown()[0], elsewhere)


def test_naming_is_the_editors_and_of_two_at_once_one_counts() -> None:
    first = named()
    assert named() == first
    with pytest.raises(ChangedByAnother):
        named(document_id=None)
    assert named(version=first["version"], document_id=None)["document_id"] is None
    assert shown() == []
    for ctx in (member(), studying("o1", "ts/c0001/", OFFICER)):
        with pytest.raises(NotPermitted):
            named(version=2, ctx=ctx)


def test_a_document_that_not_all_below_may_read_is_no_regulation() -> None:
    narrow = file(number="08-HD/TU")
    import_document(narrow, CELL, NOW)
    with pytest.raises(RegulationUnfit):
        named(document_id=document_id_of("Tỉnh ủy", "08-HD/TU"))
    with pytest.raises(RegulationUnfit):
        named(document_id="no-such")


def test_numbers_are_against_all_below_and_names_for_the_own_cell_only() -> None:
    registered(("m1", CELL), ("m2", CELL), ("m3", OTHER))
    named()
    [one] = shown()
    accepted(one)
    asked = {"regulation_id": one["id"]}
    above = studying("o1", "ts/c0001/", OFFICER)
    total = perform(regulation_numbers, asked, above)["total"]
    assert (total["meant"], total["accepted"], total["not_yet"]) == (3, 1, 2)
    secretary = studying("s1", CELL, SECRETARY)
    people = perform(regulation_people, {**asked, "cell_path": CELL}, secretary)["items"]
    assert {each["member_id"]: each["state"] for each in people} == {"m1": "accepted", "m2": "to_accept"}
    with pytest.raises(NotPermitted):
        perform(regulation_people, {**asked, "cell_path": CELL}, above)
    trail = perform(trail_about_me, {}, studying("m2"))["items"]
    assert [entry["action"] for entry in trail] == ["content.regulation_people_read"]
    assert [row["document_id"] for row in perform(list_desk_regulations, {}, secretary)["items"]] == [DOCUMENT]


def test_a_regulation_whose_document_is_for_fewer_people_is_shown_to_nobody_else() -> None:
    named()
    [one] = shown()
    import_document(file(), "ts/x04/", NOW)
    assert shown() == []
    assert perform(my_regulations, {"texts": True}, member())["items"] == []
    assert perform(my_duties, {}, member())["regulations"] == []
    with pytest.raises(RegulationNotFound):
        accepted(one)
