"""Remembers who may not answer polls now. Events may come in any order and in batches."""

from __future__ import annotations

from collections.abc import Sequence

from services.feedback.store.excluded import Standing, learn
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.usecase import Context


def on_members_told(batch: Sequence[Received[MemberRegistered | MemberStatusChanged]], _ctx: Context) -> None:
    learn([Standing(told.data.member_id, told.data.status, told.sequence) for told in batch])
