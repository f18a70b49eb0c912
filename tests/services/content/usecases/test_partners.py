"""Who may let another system in, and what its key opens."""

from typing import Any

import pytest

from services.content.queries.list_partners import list_partners
from services.content.queries.read_exchange_document import read_exchange_document
from services.content.queries.read_feed import read_feed
from services.content.rules.exchange_errors import (
    KeyUnknown,
    NotThisPartner,
    PartnerNotFound,
    PartnerRevoked,
    WebhookHostUnknown,
)
from services.content.store.partners import Partner
from services.content.usecases.add_partner import add_partner
from services.content.usecases.import_document import import_document
from services.content.usecases.renew_partner_key import renew_partner_key
from services.content.usecases.revoke_partner import revoke_partner
from services.content.usecases.set_partner_webhook import set_partner_webhook
from shared.errors import NotFound
from shared.security import NotPermitted
from shared.usecase import context, perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.partners import administrator, let_in, listen_at, listening, partner_view
from tests.services.content.usecases.test_documents import file

pytestmark = pytest.mark.slow
NOBODY = context(None)


def feed_with(key: str, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = perform(read_feed, {"key": key, **fields}, NOBODY)
    return found


def test_only_an_administrator_of_the_place_lets_a_system_in(store: None) -> None:
    fields = {"name": "QLVB", "path": "ts/x03/"}
    for who in (member(), editor(), administrator("ts/x04/")):
        with pytest.raises(NotPermitted):
            perform(add_partner, fields, who)
    with pytest.raises(NotPermitted):
        perform(list_partners, {}, editor())
    made = perform(add_partner, fields, administrator("ts/x03/"))
    assert [item["id"] for item in perform(list_partners, {}, administrator())["items"]] == [made["id"]]
    assert perform(list_partners, {}, administrator("ts/x04/"))["items"] == []
    with pytest.raises(PartnerNotFound):
        perform(renew_partner_key, {"partner_id": made["id"]}, administrator("ts/x04/"))


def test_the_key_lies_nowhere_and_a_new_one_ends_the_old_one(store: None) -> None:
    made = let_in()
    assert made["key"].partition(".")[2] not in str(Partner.objects.first().to_mongo())
    renewed = perform(renew_partner_key, {"partner_id": made["id"]}, administrator())
    assert feed_with(renewed["key"])["items"] == []
    with pytest.raises(KeyUnknown):
        feed_with(made["key"])


def test_a_command_that_is_repeated_lets_one_system_in(store: None) -> None:
    fields = {"name": "QLVB", "path": "ts/", "may_follow": True}
    first = perform(add_partner, fields, administrator(key="k1"))
    again = perform(add_partner, fields, administrator(key="k1"))
    assert first["id"] == again["id"]
    assert Partner.objects.count() == 1
    assert feed_with(again["key"])["items"] == []


@pytest.mark.parametrize("key", ["", "x", "p1.wrong", "." * 200])
def test_without_a_right_key_nothing_is_told(store: None, key: str) -> None:
    with pytest.raises(KeyUnknown):
        feed_with(key)


def test_a_system_that_only_hands_over_reads_nothing(store: None) -> None:
    with pytest.raises(NotThisPartner):
        feed_with(let_in(follow=False, hand_over=True)["key"])


def test_a_revoked_system_is_out_for_good(store: None) -> None:
    made = let_in()
    for _ in range(2):
        perform(revoke_partner, {"partner_id": made["id"]}, administrator())
    with pytest.raises(KeyUnknown):
        feed_with(made["key"])
    with pytest.raises(PartnerRevoked):
        perform(renew_partner_key, {"partner_id": made["id"]}, administrator())


def test_an_address_is_taken_only_on_a_host_that_the_operator_named(store: None) -> None:
    made = let_in()
    with pytest.raises(WebhookHostUnknown):
        listen_at(made["id"], "https://qlvb.tinh.vn/tin")
    with listening() as there:
        secret = listen_at(made["id"], there.url)
    assert secret.startswith("whsec_")
    assert partner_view(made["id"])["webhook_state"] == "on"
    assert secret.removeprefix("whsec_").encode() not in str(Partner.objects.first().to_mongo()).encode()
    perform(set_partner_webhook, {"partner_id": made["id"], "webhook_url": ""}, administrator())
    assert partner_view(made["id"])["webhook_state"] == "none"


def test_a_document_is_read_by_who_is_responsible_above_or_below_it_and_by_no_other(store: None) -> None:
    import_document(file(), "ts/x03/", NOW)
    document_id = str(next(iter(_documents())))
    for path in ("ts/", "ts/x03/", "ts/x03/c0312/"):
        found = perform(read_exchange_document, {"key": let_in(path)["key"], "document_id": document_id}, NOBODY)
        assert found["sections"]
    with pytest.raises(NotFound):
        perform(read_exchange_document, {"key": let_in("ts/x04/")["key"], "document_id": document_id}, NOBODY)


def _documents() -> list[str]:
    from services.content.store.documents import Document

    return [str(found.id) for found in Document.objects.only("id")]
