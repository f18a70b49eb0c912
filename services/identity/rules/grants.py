"""Roles: who holds which, where, from when until when; and who may give one.

Nobody gives a role above the own organisation. A probationary member neither stands nor is elected
(Party Charter), so the secretary of a cell is an official member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.identity.rules.errors import NotGrantable
from services.identity.rules.membership import Status
from services.identity.rules.tree import Kind


class Role(StrEnum):
    MEMBER = "member"
    CELL_SECRETARY = "cell_secretary"
    COMMITTEE_EDITOR = "committee_editor"
    COMMITTEE_OFFICER = "committee_officer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Term:
    role: Role
    path: str
    valid_from: date
    valid_until: date | None


def in_force(terms: Iterable[Term], today: date) -> list[Term]:
    """`valid_until` is the last day on which the role holds."""
    return [term for term in terms if is_in_force(term, today)]


def not_over(terms: Iterable[Term], today: date) -> list[Term]:
    """Those in force and those to come."""
    return [term for term in terms if term.valid_until is None or today <= term.valid_until]


def is_in_force(term: Term, today: date) -> bool:
    return term.valid_from <= today and (term.valid_until is None or today <= term.valid_until)


def overlaps(first: Term, second: Term) -> bool:
    if (first.role, first.path) != (second.role, second.path):
        return False
    return _starts_by(first, second.valid_until) and _starts_by(second, first.valid_until)


def check_grant(role: Role, kind: Kind, status: Status, valid_from: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise NotGrantable("Ngày kết thúc vai trò sớm hơn ngày bắt đầu.")
    if role is Role.MEMBER:
        raise NotGrantable("Vai trò đảng viên gắn với hồ sơ đảng viên, không giao riêng.")
    if role is Role.CELL_SECRETARY and kind is not Kind.CELL:
        raise NotGrantable("Vai trò bí thư chi bộ chỉ giao tại chi bộ.")
    if role in {Role.COMMITTEE_EDITOR, Role.COMMITTEE_OFFICER} and kind is Kind.CELL:
        raise NotGrantable("Vai trò này chỉ giao tại đảng bộ, không giao tại chi bộ.")
    if status in {Status.SUSPENDED, Status.LEFT}:
        raise NotGrantable("Đảng viên đang bị đình chỉ hoặc không còn sinh hoạt, không thể giao vai trò.")
    if role is Role.CELL_SECRETARY and status is not Status.OFFICIAL:
        raise NotGrantable("Bí thư chi bộ phải là đảng viên chính thức đang sinh hoạt.")


def _starts_by(term: Term, last_day: date | None) -> bool:
    return last_day is None or term.valid_from <= last_day
