"""Other systems are told at their own address: in order, signed, again after a failure, and none is left out."""

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from services.content.engines.webhook import deliver
from services.content.store.partners import Partner
from services.content.usecases.pause_partner_webhook import pause_partner_webhook
from services.content.usecases.revoke_partner import revoke_partner
from services.content.usecases.send_webhooks import AT_ONCE, send_webhooks
from shared import clock
from shared.usecase import perform
from tests.services.content.partners import (
    SOURCE,
    Listening,
    administrator,
    let_in,
    listen_at,
    listening,
    partner_view,
    published,
    tell,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def there(store: None) -> Iterator[Listening]:
    with listening() as found:
        yield found


def heard(there: Listening) -> list[str]:
    return [json.loads(body)["subject"] for _, body in there.heard]


def make_due(partner_id: str) -> None:
    Partner.objects(pk=partner_id).update_one(set__next_try_at=clock.now() - timedelta(seconds=1))


def test_each_entry_is_told_once_in_order_and_its_signature_is_right(there: Listening) -> None:
    tell(published(0))
    secret = listen_at(let_in()["id"], there.url)
    tell(*(published(number) for number in range(1, 4)))
    assert send_webhooks(SOURCE, deliver) == 3
    assert send_webhooks(SOURCE, deliver) == 0
    assert heard(there) == ["a1", "a2", "a3"]
    for headers, body in there.heard:
        told: dict[str, Any] = Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
        assert told["type"] == "content.article_published.v1"
        assert headers["Content-Type"] == "application/cloudevents+json"
    with pytest.raises(Exception, match="signature"):
        Webhook(secret).verify(body + b" ", {name.lower(): value for name, value in headers.items()})


def test_a_failure_is_told_on_the_desk_and_tried_again_from_the_same_entry(there: Listening) -> None:
    partner_id = let_in()["id"]
    listen_at(partner_id, there.url)
    there.answers = [204, 500, 302, 204]
    tell(*(published(number) for number in range(1, 4)))
    assert send_webhooks(SOURCE, deliver) == 1
    view = partner_view(partner_id)
    assert (view["failures"], view["last_problem"]) == (1, "Máy chủ nhận trả lời mã 500.")
    assert send_webhooks(SOURCE, deliver) == 0
    make_due(partner_id)
    assert send_webhooks(SOURCE, deliver) == 0
    assert partner_view(partner_id)["failures"] == 2
    make_due(partner_id)
    assert send_webhooks(SOURCE, deliver) == 2
    assert heard(there) == ["a1", "a2", "a2", "a2", "a3"]
    view = partner_view(partner_id)
    assert (view["failures"], view["last_problem"], view["waiting"]) == (0, "", False)


def test_one_that_is_away_does_not_hold_up_another(there: Listening) -> None:
    away, here = let_in()["id"], let_in()["id"]
    with listening() as gone:
        listen_at(away, gone.url)
    with listening() as other:
        listen_at(here, other.url)
        tell(published(1))
        send_webhooks(SOURCE, deliver)
        assert heard(other) == ["a1"]
    assert partner_view(away)["last_problem"] == "Không kết nối được với máy chủ nhận."


def test_what_is_not_meant_for_it_is_passed_over(there: Listening) -> None:
    partner_id = let_in("ts/x03/")["id"]
    listen_at(partner_id, there.url)
    tell(*(published(number, "ts/x04/") for number in range(30)))
    assert send_webhooks(SOURCE, deliver) == 0
    assert not partner_view(partner_id)["waiting"]


def test_a_long_backlog_goes_out_in_order_over_several_turns(there: Listening) -> None:
    listen_at(let_in()["id"], there.url)
    count = 2 * AT_ONCE + 5
    tell(*(published(number) for number in range(count)))
    assert send_webhooks(SOURCE, deliver) == count
    assert heard(there) == [f"a{number}" for number in range(count)]


def test_two_processes_at_once_tell_nothing_twice(there: Listening) -> None:
    listen_at(let_in()["id"], there.url)
    tell(*(published(number) for number in range(15)))
    both = [threading.Thread(target=send_webhooks, args=(SOURCE, deliver)) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert heard(there) == [f"a{number}" for number in range(15)]


def test_killed_after_the_other_side_took_it_the_same_entry_comes_again_with_the_same_id(there: Listening) -> None:
    listen_at(let_in()["id"], there.url)
    tell(published(1), published(2))

    class Killed(BaseException):
        pass

    def killed(url: str, headers: Mapping[str, str], body: bytes) -> str | None:
        deliver(url, headers, body)
        raise Killed

    with pytest.raises(Killed):
        send_webhooks(SOURCE, killed)
    assert send_webhooks(SOURCE, deliver) == 0  # the dead process holds it until its lease ends
    Partner.objects.update(set__lease_until=clock.now() - timedelta(seconds=1))
    assert send_webhooks(SOURCE, deliver) == 2
    assert heard(there) == ["a1", "a1", "a2"]
    assert there.heard[0][0]["Webhook-Id"] == there.heard[1][0]["Webhook-Id"]


def test_paused_nothing_is_told_and_going_on_all_of_it(there: Listening) -> None:
    partner_id = let_in()["id"]
    listen_at(partner_id, there.url)
    perform(pause_partner_webhook, {"partner_id": partner_id, "paused": True}, administrator())
    tell(published(1))
    assert send_webhooks(SOURCE, deliver) == 0
    perform(pause_partner_webhook, {"partner_id": partner_id, "paused": False}, administrator())
    assert send_webhooks(SOURCE, deliver) == 1


def test_after_a_week_of_failures_it_is_paused_until_somebody_says_so(there: Listening) -> None:
    partner_id = let_in()["id"]
    listen_at(partner_id, there.url)
    there.answers = [500]
    tell(published(1))
    send_webhooks(SOURCE, deliver)
    Partner.objects(pk=partner_id).update_one(set__failing_since=clock.now() - timedelta(days=8))
    make_due(partner_id)
    send_webhooks(SOURCE, deliver)
    assert partner_view(partner_id)["webhook_state"] == "paused"


def test_a_revoked_one_is_told_nothing_more(there: Listening) -> None:
    partner_id = let_in()["id"]
    listen_at(partner_id, there.url)
    tell(published(1))
    perform(revoke_partner, {"partner_id": partner_id}, administrator())
    assert send_webhooks(SOURCE, deliver) == 0
