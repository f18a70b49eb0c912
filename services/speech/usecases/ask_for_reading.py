"""Somebody wants to hear a Party document. The first to ask has it read, for everybody whom it is meant for.

Few of a province's documents are ever listened to, and hours of each would be kept: so not at publication. Articles,
which are short and many-eared, are read when they are published.
"""

from __future__ import annotations

import msgspec

from services.speech.rules.errors import NothingToRead
from services.speech.rules.permissions import may_listen
from services.speech.store import documents
from shared.outbox import ChangedByAnother
from shared.usecase import Context, Id, Request


class AskForReading(Request):
    document_id: Id


class Asked(msgspec.Struct, frozen=True):
    asked: bool


def ask_for_reading(command: AskForReading, ctx: Context) -> Asked:
    """Asked again, or by two at once, it is read once. Raises NothingToRead also for what is not for the caller."""
    document = documents.get(command.document_id)
    if document is None or not may_listen(ctx.actor, document.audience):
        raise NothingToRead
    if document.asked_version != document.document_version:
        try:
            documents.ask(document)
        except ChangedByAnother:
            return ask_for_reading(command, ctx)
    return Asked(True)
