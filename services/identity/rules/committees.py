"""Committees and their terms of office.

A congress is held every five years; a new committee acts from its election on, and the one before it until then (P28).
Only official members stand and are elected (P20). The names of posts are the same at every level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from services.identity.rules.membership import Status
from services.identity.rules.organisation_errors import CommitteeWrong

YEARS = 5


class Post(StrEnum):
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    STANDING = "standing"
    MEMBER = "member"


def last_day(elected_on: date) -> date:
    """The fifth anniversary, unless the congress decided otherwise."""
    day = elected_on.day if (elected_on.month, elected_on.day) != (2, 29) else 28
    return elected_on.replace(year=elected_on.year + YEARS, day=day)


def check_term(elected_on: date, ends_on: date, last_election: date | None, today: date) -> None:
    if elected_on > today:
        raise CommitteeWrong(details={"elected_on": "Ghi kết quả sau khi đã bầu; ngày bầu không thể ở tương lai."})
    if ends_on <= elected_on:
        raise CommitteeWrong(details={"ends_on": "Ngày hết nhiệm kỳ phải sau ngày bầu."})
    if last_election is not None and elected_on <= last_election:
        day = last_election.strftime("%d/%m/%Y")
        raise CommitteeWrong(details={"elected_on": f"Đã có cấp ủy được bầu ngày {day}; ngày bầu mới phải sau đó."})


def check_seats(posts: Iterable[Post]) -> None:
    if list(posts).count(Post.SECRETARY) != 1:
        raise CommitteeWrong(details={"secretary": "Cấp ủy có đúng một bí thư."})


def check_elected(members: Mapping[str, tuple[Status, str]], wanted: Iterable[str], path: str) -> None:
    """`members`: {id: (standing, cell path)}. Every one is an official member at or below `path`, and once only."""
    ids = list(wanted)
    if len(set(ids)) != len(ids):
        raise CommitteeWrong("Mỗi đảng viên chỉ giữ một chức danh trong cấp ủy.")
    for member_id in ids:
        status, cell_path = members.get(member_id, (Status.LEFT, ""))
        if status is not Status.OFFICIAL or not cell_path.startswith(path):
            raise CommitteeWrong("Cấp ủy viên phải là đảng viên chính thức sinh hoạt trong tổ chức đảng này.")
