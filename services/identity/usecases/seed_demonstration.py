"""Accounts and roles of the demonstration, for members that the fictional province's files bring along.

The password is printed for everybody to see, so this is refused for every other province. Repeated, it changes
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from services.identity.engines.password_hashing import password_matches
from services.identity.rules.errors import MemberNotFound, NotTheDemonstration
from services.identity.rules.grants import Role, Term
from services.identity.rules.import_report import ImportReport
from services.identity.settings import DEMONSTRATION_PROVINCES
from services.identity.store import accounts, members, organisations
from services.identity.store.members import Member
from services.identity.usecases.grant_role import give_role
from services.identity.usecases.import_members import import_members
from services.identity.usecases.import_organisations import import_organisations
from services.identity.usecases.set_password import set_password
from shared import ids
from shared.clock import local_date

PASSWORD = "Suối reo quanh đồi chè"  # noqa: S105 - shown to everybody, and refused outside of the demonstration
_SINCE = date(2026, 7, 1)


@dataclass(frozen=True)
class DemonstrationAccount:
    username: str
    record_number: str
    role: Role
    organisation_id: str
    shown_as: str


ACCOUNTS = (
    DemonstrationAccount("dangvien", "000001TS", Role.MEMBER, "c0101", "đảng viên"),
    DemonstrationAccount("bithu", "000002TS", Role.CELL_SECRETARY, "c0101", "bí thư chi bộ"),
    DemonstrationAccount("bientap", "000003TS", Role.COMMITTEE_EDITOR, "ts", "biên tập của tỉnh ủy"),
    DemonstrationAccount("canbo", "000004TS", Role.COMMITTEE_OFFICER, "x01", "cán bộ của đảng ủy phường"),
    DemonstrationAccount("quantri", "000005TS", Role.ADMINISTRATOR, "ts", "quản trị viên của tỉnh"),
    DemonstrationAccount("caotuoi", "000006TS", Role.MEMBER, "c0101", "đảng viên cao tuổi"),
    DemonstrationAccount("dubi", "000007TS", Role.MEMBER, "c0101", "đảng viên dự bị"),
    DemonstrationAccount("bientapxa", "000008TS", Role.COMMITTEE_EDITOR, "x01", "biên tập của đảng ủy phường"),
    DemonstrationAccount("bithuban", "000009TS", Role.CELL_SECRETARY, "c0301", "bí thư chi bộ bản"),
)


def seed_demonstration(province: str, folder: Path, now: datetime) -> list[ImportReport]:
    refuse_elsewhere(province)
    today = local_date(now)
    reports = [import_organisations(folder / "organisations.csv")]
    if not reports[0].problems:
        reports.append(import_members(folder / "members.xlsx", today=today, new_id=ids.new_id))
    if not any(report.problems for report in reports):
        for account in ACCOUNTS:
            _set_up(account, now)
    return reports


def refuse_elsewhere(province: str) -> None:
    if province not in DEMONSTRATION_PROVINCES:
        raise NotTheDemonstration


def _set_up(account: DemonstrationAccount, now: datetime) -> None:
    member = members.with_record(account.record_number)
    if member is None:
        raise MemberNotFound
    if not _has_password(member, account.username):
        set_password(member, account.username, PASSWORD, now)
    if account.role is not Role.MEMBER:
        organisation = organisations.get(account.organisation_id)
        give_role(member, organisation, Term(account.role, organisation.path, _SINCE, None), None)


def _has_password(member: Member, username: str) -> bool:
    found = accounts.of_member(member.id)
    return found is not None and found.username == username and password_matches(found.password_hash, PASSWORD)
