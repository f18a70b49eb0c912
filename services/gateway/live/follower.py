"""Follows the journal and feeds this process's hub, for as long as the process lives.

After an interruption it goes on from its resume token. If the token is no longer known (the oplog moved on), there may
be a gap: every stream is cut and takes up again from the journal by its own cursor.

Of a member whose roles changed the streams are cut after the announcement: the page renews its token and comes back
with the roles it has now.
"""

from __future__ import annotations

import asyncio
from typing import Any

from pymongo.errors import OperationFailure, PyMongoError

from services.gateway import metrics
from services.gateway.callers import Callers
from services.gateway.live.announcements import ROLES_CHANGED
from services.gateway.live.hub import Hub
from services.gateway.live.journal import Journal
from services.gateway.live.notices import Notices
from shared.observability import log

PAUSE = 1.0


async def follow(journal: Journal, hub: Hub, notices: Notices, callers: Callers) -> None:
    token: Any = None
    while True:
        try:
            async for document, resume_token in journal.follow(token):
                token = resume_token
                notices.forget()  # first: a page that is told asks at once
                roles_changed = document["kind"] == ROLES_CHANGED
                if roles_changed:
                    callers.note_changed_roles(document["member_id"], document["recorded_at"])
                await hub.push(document)
                if roles_changed:
                    hub.cut_member(document["member_id"])
        except OperationFailure as error:
            log.warning("live_journal_lost_its_place", error_code=error.code)
            token = None
        except PyMongoError as error:
            log.warning("live_journal_away", error=type(error).__name__)
        if token is None:
            metrics.LIVE_RESYNCS.inc()
        notices.forget()
        hub.cut_all()
        await asyncio.sleep(PAUSE)
