from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.gateway.live.announcements import LASTING, ROLES_CHANGED, RULES, announcement_of
from services.gateway.live.audience import Listener, concerns
from services.gateway.web.told_words import NOTICES
from shared.contracts import Event, Received, all_event_types, content, feedback
from shared.contracts.content import DocumentPublished

UNSEEN = {
    "assistant.question_forgotten.v1",
    "content.article_opened.v1",
    "content.article_closed.v1",
    "identity.helper_appointed.v1",
    "identity.helper_dismissed.v1",
    "identity.card_photographed.v1",
    "identity.selfie_taken.v1",
    "identity.member_import_asked.v1",
    "identity.account_closed.v1",
    "identity.account_registered.v1",
    "identity.member_registered.v1",
    "identity.member_status_changed.v1",
    "identity.organisation_dissolved.v1",
    "identity.organisation_merged.v1",
    "identity.organisation_moved.v1",
    "identity.organisation_registered.v1",
    "content.course_part_published.v1",
    "content.scan_sent.v1",
    "feedback.answer_released.v1",
    "feedback.answer_withdrawn.v1",
    "content.course_part_withdrawn.v1",
    "speech.audio_failed.v1",
    "speech.reading_asked.v1",
    "speech.rereading_asked.v1",
}


def test_every_event_is_either_announced_or_known_to_be_of_no_page() -> None:
    announced = {event.TYPE for event in RULES}
    assert {known.type for known in all_event_types()} == announced | UNSEEN


PROVINCE, CELL, OTHER_CELL = "ts/", "ts/x01/c001/", "ts/x01/c002/"
SECRETARY = Listener("m1", CELL, (CELL,), (("cell_secretary", CELL), ("member", CELL)))
MEMBER = Listener("m2", CELL, (), (("member", CELL),))
EDITOR_ABOVE = Listener("m3", CELL, (PROVINCE,), (("committee_editor", PROVINCE), ("member", CELL)))
OFFICER_OF_THE_COMMITTEE = Listener("m5", OTHER_CELL, ("ts/x01/",), (("committee_officer", "ts/x01/"),))
OFFICER_ABOVE = Listener("m6", OTHER_CELL, (PROVINCE,), (("committee_officer", PROVINCE),))
OFFICER_BELOW = Listener("m7", CELL, (CELL,), (("committee_officer", CELL),))
SECRETARY_BESIDE = Listener("m4", OTHER_CELL, (OTHER_CELL,), (("cell_secretary", OTHER_CELL), ("member", OTHER_CELL)))


def notice_for(audience: str, *roles: str) -> list[Event]:
    about: dict[str, Any] = {"notice_id": "n1", "audience": audience, "roles": list(roles)}
    deadline = date(2026, 12, 1)
    return [
        content.NoticeSent(kind="notice", acknowledge=True, deadline=deadline, **about),
        content.NoticeCorrected(edition=2, acknowledge=True, deadline=deadline, **about),
        content.NoticeReminderDue(occasion="last_day", deadline=deadline, **about),
        content.NoticeWithdrawn(**about),
        content.CourseOpened(course_id="k1", audience=audience, roles=list(roles)),
    ]


def told(event: Event, *, roles_over: bool = False) -> set[str]:
    received = Received(
        id="e1", type=type(event).TYPE, source="content/ts", subject="s", sequence=1, time=datetime.now(UTC),
        correlation_id="c", causation_id=None, traceparent=None, reaction="gateway.record_live_event", data=event,
    )  # fmt: skip
    announced = announcement_of(received)
    row = {"to": announced.to, "audience": announced.audience, "member_id": "", "roles": list(announced.roles)}
    everybody = {"secretary": SECRETARY, "member": MEMBER, "above": EDITOR_ABOVE, "beside": SECRETARY_BESIDE}
    if roles_over:
        everybody |= {"officer": OFFICER_OF_THE_COMMITTEE, "over": OFFICER_ABOVE, "below": OFFICER_BELOW}
    return {name for name, listener in everybody.items() if concerns(listener, row)}


@pytest.mark.parametrize("event", notice_for("ts/x01/", "cell_secretary"), ids=lambda event: event.TYPE)
def test_what_is_for_a_role_rings_with_those_who_hold_it_in_the_subtree(event: Event) -> None:
    assert told(event) == {"secretary", "beside"}


@pytest.mark.parametrize("event", notice_for(CELL, "cell_secretary"), ids=lambda event: event.TYPE)
def test_what_is_for_a_role_rings_neither_beside_nor_with_who_leads_from_above(event: Event) -> None:
    assert told(event) == {"secretary"}


@pytest.mark.parametrize("event", notice_for(CELL, "committee_editor"), ids=lambda event: event.TYPE)
def test_a_role_held_above_the_audience_is_not_held_in_it(event: Event) -> None:
    assert told(event) == set()


@pytest.mark.parametrize("event", notice_for(CELL), ids=lambda event: event.TYPE)
def test_without_roles_everybody_below_and_the_officers_above_are_told(event: Event) -> None:
    assert told(event) == {"secretary", "member", "above"}


def test_a_question_that_lies_unanswered_rings_with_who_may_answer_it_and_with_no_other_officer() -> None:
    due = feedback.QuestionReminderDue(
        question_id="q1", committee_path="ts/x01/", roles=["committee_officer"], waiting_since=datetime.now(UTC),
        times=1,
    )  # fmt: skip
    assert told(due, roles_over=True) == {"officer", "over"}
    assert "question_due" in LASTING


def test_every_rule_names_fields_that_its_event_has() -> None:
    for event, rule in RULES.items():
        assert set(rule.ids) <= set(event.__struct_fields__), event.TYPE


def test_every_lasting_announcement_has_a_sentence_whose_link_can_be_made() -> None:
    for rule in RULES.values():
        if rule.to == "desk" or rule.newest_only or rule.kind == ROLES_CHANGED:
            continue
        sentence, path = NOTICES[rule.kind]
        assert sentence
        assert path.format(**dict.fromkeys(rule.ids, "1")).startswith("/")


def test_a_document_told_again_with_the_same_text_calls_nobody() -> None:
    def audience(*, same_text: bool) -> str:
        data = DocumentPublished(
            document_id="d1", document_version=2, audience="ts/", number="1", title="A", kind="B", issuer="C",
            issued_on=date(2026, 1, 1), effective_from=date(2026, 1, 1), same_text=same_text, clauses=[],
        )  # fmt: skip
        return announcement_of(
            Received(
                id="e1", type=data.TYPE, source="content", subject="d1", sequence=1,
                time=datetime(2026, 11, 22, tzinfo=UTC), correlation_id="c1", causation_id=None, traceparent=None,
                reaction="gateway.record_live_event", data=data,
            )
        ).audience  # fmt: skip

    assert (audience(same_text=False), audience(same_text=True)) == ("ts/", "")
