"""General forms of answers for the organisations in which I may write or release them: what waits, what everybody
reads, what was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.feedback.rules.permissions import ANSWER_QUESTIONS, RELEASE_ANSWERS
from services.feedback.store import released_answers
from shared.security import paths_for
from shared.usecase import Context, Request


class ListReleases(Request, frozen=True, kw_only=True):
    state: Literal["proposed", "released", "withdrawn"] | None = None


class ReleaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """`may_release`, `may_withdraw`, `may_rewrite`: by me, at this version. `mine`: I wrote it."""

    id: str
    version: int
    question_id: str
    question: str
    answer: str
    topic: str
    issuer: str
    audience: str
    state: str
    written_at: datetime
    decided_at: datetime | None
    reason: str | None
    mine: bool
    may_release: bool
    may_withdraw: bool
    may_rewrite: bool


class ReleaseList(msgspec.Struct, frozen=True):
    items: list[ReleaseRow]


def list_releases(query: ListReleases, ctx: Context) -> ReleaseList:
    releasing = paths_for(ctx.actor, RELEASE_ANSWERS)
    writing = paths_for(ctx.actor, ANSWER_QUESTIONS)
    led = tuple({*releasing, *writing})
    me = ctx.actor.member_id
    return ReleaseList(
        [
            ReleaseRow(
                id=item.id,
                version=item.version,
                question_id=item.question_id,
                question=item.question,
                answer=item.answer,
                topic=item.topic,
                issuer=item.issuer,
                audience=item.audience,
                state=item.state,
                written_at=item.written_at,
                decided_at=item.decided_at,
                reason=item.reason,
                mine=item.written_by == me,
                may_release=item.state == "proposed" and item.written_by != me and item.audience.startswith(releasing),
                may_withdraw=item.state != "withdrawn" and item.audience.startswith(releasing),
                may_rewrite=item.state != "released" and item.audience.startswith(writing),
            )
            for item in released_answers.under(led, query.state)
        ]
    )
