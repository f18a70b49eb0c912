"""One rule in two forms: what a client is pushed is exactly what the journal would replay to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from services.gateway.live.announcements import Announcement
from services.gateway.live.audience import Listener, concerns, query
from services.gateway.live.journal import Journal
from services.gateway.store import Store
from shared import clock

LISTENERS = [
    Listener("m1", "ts/x01/c001/"),
    Listener("m5", "ts/x01/c001/", ("ts/x01/c001/",), (("cell_secretary", "ts/x01/c001/"), ("member", "ts/x01/c001/"))),
    Listener("m6", "ts/x02/c001/", ("ts/",), (("committee_editor", "ts/"), ("member", "ts/x02/c001/"))),
    Listener("m2", "ts/x01/c0011/"),
    Listener("m3", "ts/x02/c001/", ("ts/x01/",)),
    Listener("m4", "ts/x02/c009/", ("ts/x01/c001/", "ts/x02/")),
]
AUDIENCES = ["ts/", "ts/x01/", "ts/x01/c001/", "ts/x01/c0011/", "ts/x02/"]


def test_pushing_and_replaying_agree_for_every_listener_and_audience(
    with_store: Callable[[Callable[[Store], Any]], Any],
) -> None:
    async def work(store: Store) -> None:
        journal = Journal(store.live_events)
        for number, (to, audience) in enumerate(product(("members", "desk"), AUDIENCES)):
            await journal.record(f"e{number}", Announcement("poll_opened", to, audience), clock.now())  # type: ignore[arg-type]
        for number, (role, audience) in enumerate(product(("cell_secretary", "committee_editor"), AUDIENCES)):
            announcement = Announcement("directive_sent", "holders", audience, roles=(role, "administrator"))
            await journal.record(f"h{number}", announcement, clock.now())
            led = Announcement("question_due", "leaders", audience, roles=(role, "administrator"))
            await journal.record(f"l{number}", led, clock.now())
        for number, listener in enumerate(LISTENERS):
            answered = Announcement("question_answered", "person", "", member_id=listener.member_id)
            await journal.record(f"p{number}", answered, clock.now())
        everything = await store.live_events.find().to_list()
        for listener in LISTENERS:
            replayed = {row["_id"] for row in await store.live_events.find(query(listener)).to_list()}
            assert replayed == {row["_id"] for row in everything if concerns(listener, row)}

    with_store(work)


def _row(to: str, audience: str, member_id: str = "") -> dict[str, Any]:
    return {"to": to, "audience": audience, "member_id": member_id}


def test_a_cell_whose_id_begins_like_anothers_is_not_taken_for_it() -> None:
    assert not concerns(Listener("m", "ts/x01/c0011/"), _row("members", "ts/x01/c001/"))


def test_an_ordinary_member_is_not_told_what_is_for_the_desk() -> None:
    assert not concerns(Listener("m", "ts/x01/c001/"), _row("desk", "ts/x01/c001/"))
    assert concerns(Listener("m", "ts/x09/c1/", ("ts/x01/",)), _row("desk", "ts/x01/c001/"))


def test_an_answer_is_for_the_one_who_asked() -> None:
    assert concerns(Listener("m", "ts/c/"), _row("person", "", "m"))
    assert not concerns(Listener("n", "ts/c/", ("ts/",)), _row("person", "", "m"))
