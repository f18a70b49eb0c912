"""Notices and directives: one row each, however many they are meant for. Whoever is meant finds it by the path."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import mongoengine as me

from services.content.rules.notice_errors import NoticeNotFound
from services.content.rules.notices import Span
from services.content.store.listing import Found, page
from shared.clock import LOCAL, local_date
from shared.outbox import Aggregate
from shared.store import below

STATES = ("sent", "withdrawn")
NOT_LISTED = ("outbox", "paragraphs", "former")
MOST_LISTED = 500
MORNING = time(7)
"""In Viet Nam: when the last day's reminder goes out."""


class FormerText(me.EmbeddedDocument):
    """As it read before a correction."""

    edition = me.IntField(required=True)
    title = me.StringField(required=True)
    paragraphs = me.ListField(me.StringField())
    until = me.DateTimeField(required=True)
    reason = me.StringField(required=True)


class Notice(Aggregate):
    """`from_path`: the organisation that speaks; `issuer`: its name as the sender gave it. `remind_at`: when the clock
    has to look at it next."""

    meta = {
        "collection": "notices",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["audience", "-sent_at", "-id"], "name": "notices_by_audience"},
            {"fields": ["state", "audience", "version", "id"], "name": "notices_for_search"},
            {"fields": ["remind_at"], "sparse": True, "name": "notices_to_remind_of"},
        ],
    }

    kind = me.StringField(required=True)
    issuer = me.StringField(required=True)
    from_path = me.StringField(required=True)
    title = me.StringField(required=True)
    paragraphs = me.ListField(me.StringField())
    link_kind = me.StringField()
    link_id = me.StringField()
    audience = me.StringField(required=True)
    roles = me.ListField(me.StringField())
    acknowledge = me.BooleanField(required=True)
    deadline = me.DateField()
    sender_id = me.StringField(required=True)
    sent_at = me.DateTimeField(required=True)
    state = me.StringField(required=True, choices=STATES)
    edition = me.IntField(required=True, default=1)
    former = me.EmbeddedDocumentListField(FormerText)
    corrected_at = me.DateTimeField()
    corrected_version = me.IntField()
    withdrawn_at = me.DateTimeField()
    withdrawal_reason = me.StringField()
    remind_at = me.DateTimeField()

    @property
    def told_at(self) -> datetime:
        """When its readers were last told something to read."""
        moment: datetime = self.corrected_at or self.sent_at
        return moment

    @property
    def span(self) -> Span | None:
        return span_of(self.told_at, self.deadline) if self.acknowledge else None


def span_of(since: datetime, deadline: date | None) -> Span:
    """Of a notice that asks to be acknowledged."""
    day = deadline or local_date(since)
    end = datetime.combine(day + timedelta(days=1), time(), LOCAL).astimezone(UTC)
    return Span(
        since,
        last_morning=datetime.combine(day, MORNING, LOCAL).astimezone(UTC),
        end=end if deadline else None,
    )


def get(notice_id: str) -> Notice:
    """Raises NoticeNotFound."""
    found: Notice | None = Notice.objects(pk=notice_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def for_readers(audiences: Collection[str], since: datetime) -> list[Notice]:
    """Also those that were withdrawn; the last sent first. Who holds which role is for the caller to look at."""
    rows = Notice.objects(audience__in=list(audiences), sent_at__gte=since)
    return list(rows.exclude(*NOT_LISTED).order_by("-sent_at", "-id").limit(MOST_LISTED))


def at_the_desk(paths: Collection[str], audiences: Collection[str], cursor: str | None) -> Found:
    """Those for something under the paths, and those that cover them."""
    if not paths:
        return Found([], None)
    choices: list[dict[str, Any]] = [{"audience": {"$in": list(audiences)}}]
    choices += [below("audience", path) for path in paths]
    return page(Notice.objects(__raw__={"$or": choices}).exclude(*NOT_LISTED), "sent_at", cursor)


def to_remind_of(now: datetime, most: int) -> list[Notice]:
    return list(Notice.objects(remind_at__lte=now).order_by("remind_at").limit(most))
