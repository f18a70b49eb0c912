"""How long a document holds once another replaces it, on the real store and the real index."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.list_documents import list_documents
from services.content.queries.read_desk_document import read_desk_document
from services.content.queries.read_document import read_document
from services.content.rules.document_errors import ReplacedInCircle
from services.content.store.documents import Document
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.import_draft import import_draft
from services.content.usecases.on_organisation_moved import on_organisation_moved
from services.content.usecases.revise_document import revise_document
from services.content.usecases.withdraw_document import withdraw_at_machine, withdraw_document
from shared.inbox import react_to_all
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, Found, editor, member, person, told
from tests.services.content.usecases.test_document_drafts import draft
from tests.services.content.usecases.test_on_organisation_moved import NEW, OLD, moved

pytestmark = pytest.mark.slow
ISSUER = "Tỉnh ủy"


def taken(number: str, issued_on: str = "2026-01-10", audience: str = "ts/", **head: str) -> str:
    lines = {"number": number, "kind": "Quyết định", "title": f"Về việc {number}", "issuer": ISSUER}
    lines |= {"issued_on": issued_on, **head}
    text = "\n".join(["---", *(f"{name}: {value}" for name, value in lines.items()), "---", "Điều 1. Thu đảng phí."])
    import_document(text.encode(), audience, NOW)
    return document_id_of(ISSUER, number)


def until(document_id: str) -> str | None:
    found: str | None = perform(read_document, {"document_id": document_id}, member())["effective_until"]
    return found


def told_of(document_id: str) -> list[tuple[str, Any, Any]]:
    return [
        (kind.split(".")[1], data.get("effective_until"), data.get("same_text"))
        for kind, data in told("documents")
        if data["document_id"] == document_id
    ]


def test_a_document_holds_until_the_day_before_its_replacement_takes_effect(store: None) -> None:
    old = taken("1-QĐ/TU")
    new = taken("2-QĐ/TU", "2026-11-01", effective_from="2026-12-01", supersedes="1-QĐ/TU")
    assert until(old) == "2026-11-30"
    assert told_of(old) == [("document_published", None, False), ("document_published", "2026-11-30", True)]
    (newer,) = perform(read_document, {"document_id": old}, member())["superseded_by"]
    assert (newer["id"], newer["ends_validity"]) == (new, True)
    listed = {row["id"]: row["effective_until"] for row in perform(list_documents, {}, member())["items"]}
    assert listed == {new: None, old: "2026-11-30"}


def test_it_makes_no_difference_which_of_the_two_comes_first(store: None) -> None:
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    old = taken("1-QĐ/TU")
    assert until(old) == "2026-10-31"
    assert told_of(old) == [("document_published", "2026-10-31", False)]


def test_the_earlier_of_two_ends_counts_also_the_one_in_its_own_text(store: None) -> None:
    old = taken("1-QĐ/TU", effective_until="2026-06-30")
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    assert until(old) == "2026-06-30"
    taken("3-QĐ/TU", "2026-05-02", supersedes="1-QĐ/TU")
    assert until(old) == "2026-05-01"


def test_withdrawing_the_newer_one_undoes_the_end_and_bringing_it_back_sets_it_again(store: None) -> None:
    old, new = taken("1-QĐ/TU", effective_until="2027-01-01"), taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    fields = {"document_id": new, "version": 1, "reason": "Nhầm"}
    assert perform(withdraw_document, fields, editor()) == perform(withdraw_document, fields, editor())
    assert until(old) == "2027-01-01"
    assert told_of(old)[-1] == ("document_published", "2027-01-01", True)
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    assert until(old) == "2026-10-31"


def test_a_newer_version_that_names_another_day_or_replaces_something_else_is_settled_too(store: None) -> None:
    old, other = taken("1-QĐ/TU"), taken("9-QĐ/TU")
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    taken("2-QĐ/TU", "2026-11-11", supersedes="1-QĐ/TU")
    assert until(old) == "2026-11-10"
    taken("2-QĐ/TU", "2026-11-11", supersedes="9-QĐ/TU")
    assert (until(old), until(other)) == (None, "2026-11-10")


def test_a_new_text_of_the_older_one_keeps_its_end_and_its_own_words(store: None) -> None:
    old = taken("1-QĐ/TU")
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    taken("1-QĐ/TU", title="Sửa lỗi chính tả")
    assert until(old) == "2026-10-31"
    draft_id = str(perform(revise_document, {"document_id": old}, editor())["id"])
    assert "effective_until" not in draft(draft_id)["proposed"]


def test_what_was_withdrawn_is_not_told_and_comes_back_with_the_right_end(store: None) -> None:
    old = taken("1-QĐ/TU")
    withdraw_at_machine(old)
    taken("2-QĐ/TU", "2026-11-01", supersedes="1-QĐ/TU")
    assert [kind for kind, _, _ in told_of(old)] == ["document_published", "document_withdrawn"]
    taken("1-QĐ/TU")
    assert until(old) == "2026-10-31"


def test_another_committees_document_is_shown_as_replaced_and_holds_as_before(store: None) -> None:
    old = taken("1-QĐ/TU")
    new = taken("2-QĐ/TU", "2026-11-01", audience="ts/x03/", supersedes="1-QĐ/TU")
    assert until(old) is None
    (newer,) = perform(read_document, {"document_id": old}, member())["superseded_by"]
    assert (newer["id"], newer["ends_validity"]) == (new, False)
    assert perform(read_desk_document, {"document_id": new}, editor())["replaced_holds"]
    elsewhere = person("m2", "ts/x04/c1/")
    assert perform(read_document, {"document_id": old}, elsewhere)["superseded_by"] == []


def test_an_editor_of_both_ends_the_older_one_at_the_desk_also_with_a_narrower_audience(store: None) -> None:
    old = taken("1-QĐ/TU", audience="ts/x03/")
    assert _revised(taken("2-QĐ/TU", audience="ts/x03/"), editor(), "1-QĐ/TU", audience="ts/x03/") == "changed"
    assert until(old) == "2026-01-09"
    assert not perform(read_desk_document, {"document_id": document_id_of(ISSUER, "2-QĐ/TU")}, editor())[
        "replaced_holds"
    ]


def test_documents_that_replace_each_other_or_themselves_are_refused(store: None) -> None:
    taken("1-QĐ/TU", supersedes="3-QĐ/TU")
    taken("2-QĐ/TU", supersedes="1-QĐ/TU")
    for number in ("2-QĐ/TU", "3-QĐ/TU"):
        with pytest.raises(ReplacedInCircle) as refused:
            taken("3-QĐ/TU", supersedes=number)
        assert list(refused.value.details) == ["supersedes"]
    assert Document.objects.count() == 2


def test_an_organisation_that_moves_takes_the_right_to_replace_along(store: None) -> None:
    old = taken("1-QĐ/TU", audience=OLD)
    taken("2-QĐ/TU", "2026-11-01", audience=OLD, supersedes="1-QĐ/TU")
    react_to_all(on_organisation_moved, [moved("e1")])
    taken("1-QĐ/TU", audience=NEW, title="Bản khác")
    found = Document.objects.get(pk=old)
    assert (found.authority, str(found.effective_until)) == (NEW, "2026-10-31")


def test_search_tells_what_replaces_a_hit_to_those_who_may_see_it(found: Found) -> None:
    old = taken("1-QĐ/TU")
    new = taken("2-QĐ/TU", "2026-11-01", audience="ts/x03/", supersedes="1-QĐ/TU")
    (hit,) = [item for item in found("đảng phí")["items"] if item["id"] == old]
    assert (hit["superseded_by"], hit["effective_until"]) == ([{"id": new, "number": "2-QĐ/TU"}], None)
    (hit,) = found("đảng phí", person("m2", "ts/x04/c1/"))["items"]
    assert hit["superseded_by"] == []
    taken("3-QĐ/TU", "2026-11-05", supersedes="1-QĐ/TU")
    (hit,) = [item for item in found("đảng phí")["items"] if item["id"] == old]
    assert [newer["number"] for newer in hit["superseded_by"]] == ["3-QĐ/TU", "2-QĐ/TU"]
    assert (hit["effective_until"], hit["in_force"]) == ("2026-11-04", False)


def _revised(document_id: str, who: Context, supersedes: str, audience: str) -> str:
    draft_id = str(perform(revise_document, {"document_id": document_id}, who)["id"])
    fields = {"draft_id": draft_id, "audience": audience, **draft(draft_id)["proposed"], "supersedes": supersedes}
    return str(perform(import_draft, {**fields, "seen_version": 1}, who)["outcome"])
