"""The province with its roll-out counted, for the tests of commands and of reads."""

from __future__ import annotations

from typing import Any

from services.identity.store.members import Member
from services.identity.usecases.on_members_told import on_members_told
from shared.contracts.identity import MemberStatusChanged
from shared.contracts.registry import Event, Received
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province

SECRETARY = ("cell_secretary", "ts/x01/c0101/")
OFFICER = ("committee_officer", "ts/x01/")
ADMINISTRATOR = ("administrator", "ts/")
CELL = "ts/x01/c0101/"


def received(event: Event, subject: str) -> Received[Any]:
    return Received(
        id=f"e-{subject}", type=type(event).TYPE, source="identity/ts", subject=subject, sequence=1, time=NOW,
        correlation_id="correlation", causation_id=None, traceparent=None, reaction="identity.of_a_test", data=event,
    )  # fmt: skip


def told_of(members: list[Member]) -> list[Received[Any]]:
    return [received(_standing(member), member.id) for member in members]


def _standing(member: Member) -> MemberStatusChanged:
    return MemberStatusChanged(
        member_id=member.id, cell_id=member.cell_id, cell_path=member.cell_path, status=member.status
    )


def follow_everybody() -> None:
    on_members_told(told_of(list(Member.objects)), Context(None, NOW, "correlation"))


def secretary_of(province: Province, name: str = "Hoàng Văn Thuận") -> Any:
    return province.actor(name, SECRETARY)
