"""After a member closed the account no collection names that member, but for what stays as the Party's own record."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.my_data import my_data
from services.content.usecases.accept_regulation import accept_regulation
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.add_bookmark import add_bookmark
from services.content.usecases.count_reading import count_reading
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.keep_working_copy import keep_working_copy
from services.content.usecases.name_regulation import name_regulation
from services.content.usecases.on_account_closed import on_account_closed
from services.content.usecases.open_notice import open_notice
from services.content.usecases.send_notice import send_notice
from services.content.usecases.write_article import write_article
from services.content.usecases.write_note import write_note
from shared.contracts import Received
from shared.contracts.identity import AccountClosed
from shared.security import Grant
from shared.store import database
from shared.usecase import Context, context, perform
from tests.services.content.conftest import CELL, NOW, Published, editor
from tests.services.content.courses import RIGHT, answered, ready, registered, studying
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
ME = "member-who-leaves"
KEPT = {
    "articles": "who wrote what the committee says",
    "article_texts": "the same",
    "article_steps": "the same",
    "study_progress": "a duty that was done, and its certificate",
    "roster": "on the roll until identity says otherwise",
}


def me() -> Context:
    return studying(ME, CELL, Grant("committee_editor", CELL))


def closed() -> Received[AccountClosed]:
    return Received(
        id="e1", type=AccountClosed.TYPE, source="identity", subject=ME, sequence=1, time=NOW, correlation_id="c1",
        causation_id=None, traceparent=None, reaction="content.on_account_closed", data=AccountClosed(member_id=ME),
    )  # fmt: skip


def naming_me() -> set[str]:
    names = database().list_collection_names()
    return {name for name in names if any(ME in repr(row) for row in database()[name].find())}


@pytest.fixture
def used(published: Published) -> str:
    """Everything that a member and an editor can leave behind; answers the article that is being typed."""
    registered((ME, CELL))
    article = published()
    import_document(file(), "ts/", NOW)
    document = document_id_of("Tỉnh ủy", "07-HD/TU")
    regulation = perform(name_regulation, {"path": "ts/", "version": 0, "document_id": document}, editor())["id"]
    perform(accept_regulation, {"regulation_id": regulation, "document_id": document, "revision": 1}, me())
    sent = {"kind": "notice", "from_path": "ts/", "issuer": "TU", "title": "Tin", "text": "Lời.", "audience": "ts/"}
    notice = perform(send_notice, {**sent, "acknowledge": True}, editor())["id"]
    perform(open_notice, {"notice_id": notice}, me())
    perform(acknowledge_notice, {"notice_id": notice, "edition": 1}, me())
    perform(add_bookmark, {"kind": "article", "ref": article}, me())
    perform(count_reading, {"article_id": article}, me())
    perform(write_note, {"text": "Riêng tôi"}, me())
    course = ready()
    answered(course["id"], _first_part(course["id"]), me(), RIGHT)
    own = perform(write_article, {"title": "Của tôi", "body": "Lời.", "audience": CELL}, me())["id"]
    perform(
        keep_working_copy, {"window": "w1", "article_id": own, "title": "Đang gõ", "body": "Chưa ai được đọc"}, me()
    )
    return str(own)


def _first_part(course_id: str) -> str:
    row: dict[str, Any] | None = database()["courses"].find_one({"_id": course_id})
    assert row is not None
    return str(row["opened"]["parts"][0]["id"])


def test_what_was_being_typed_is_part_of_the_own_data(used: str) -> None:
    [typed] = perform(my_data, {}, me())["working_copies"]
    assert (typed["article_id"], typed["body"]) == (used, "Chưa ai được đọc")


def test_no_collection_names_who_left_but_for_the_records_of_the_party(used: str) -> None:
    assert naming_me() > set(KEPT), set(KEPT) - naming_me()
    on_account_closed(closed(), context(None))
    on_account_closed(closed(), context(None))
    assert naming_me() <= set(KEPT)
