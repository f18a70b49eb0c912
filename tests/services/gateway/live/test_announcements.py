from __future__ import annotations

from datetime import UTC, date, datetime

from services.gateway.live.announcements import RULES, announcement_of
from services.gateway.web.told_words import NOTICES
from shared.contracts import Received, all_event_types
from shared.contracts.content import DocumentPublished

UNSEEN = {
    "content.article_opened.v1",
    "content.article_closed.v1",
    "identity.helper_appointed.v1",
    "identity.helper_dismissed.v1",
    "identity.role_ended.v1",
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
    "identity.role_granted.v1",
    "content.course_part_published.v1",
    "content.scan_sent.v1",
    "content.course_part_withdrawn.v1",
    "speech.audio_failed.v1",
    "speech.reading_asked.v1",
    "speech.rereading_asked.v1",
}


def test_every_event_is_either_announced_or_known_to_be_of_no_page() -> None:
    announced = {event.TYPE for event in RULES}
    assert {known.type for known in all_event_types()} == announced | UNSEEN


def test_every_rule_names_fields_that_its_event_has() -> None:
    for event, rule in RULES.items():
        assert set(rule.ids) <= set(event.__struct_fields__), event.TYPE


def test_every_lasting_announcement_has_a_sentence_whose_link_can_be_made() -> None:
    for rule in RULES.values():
        if rule.to == "desk" or rule.newest_only:
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
