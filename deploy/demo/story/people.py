"""Who acts: the demonstration's accounts, and members of a cell who log in with a code from their secretary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from deploy.demo.story.door import Visitor, visitor
from deploy.local import seeds
from deploy.local.place import LOOPBACK, Place

MEMBERS_FILE = Path(__file__).parent.parent / "members.xlsx"
_ACCOUNT = re.compile(r"^(\S+)\s{2,}(.+?)\s{2,}\(", re.MULTILINE)
CARD, NAME, CELL = "Số thẻ đảng viên", "Họ và tên", "Mã chi bộ"


def address_of(place: Place) -> str:
    return f"http://{LOOPBACK}:{place.gateway_port}"


def passwords(place: Place) -> dict[str, str]:
    """User name → password, from the lines that `make accounts` prints."""
    return dict(_ACCOUNT.findall(seeds.accounts(place)))


def cards_of(cell_id: str) -> dict[str, str]:
    """Full name → number of the Party card, of those whom their name tells apart within the cell."""
    rows = openpyxl.load_workbook(MEMBERS_FILE).worksheets[0].iter_rows(values_only=True)
    heads = next(list(row) for row in rows if NAME in row)
    card, name, cell = (heads.index(head) for head in (CARD, NAME, CELL))
    found = [(str(row[name]), str(row[card])) for row in rows if str(row[cell]).lower() == cell_id.lower()]
    times = Counter(full_name for full_name, _ in found)
    return {full_name: number for full_name, number in found if times[full_name] == 1}


def voters(secretary: Visitor, address: str, telephones_from: int = 20) -> Iterator[Visitor]:
    """Official members of the secretary's cell, one after another, each with the code that he handed over."""
    cards = cards_of(secretary.cell_path.rstrip("/").rpartition("/")[2])
    for number, member in enumerate(official_members(secretary)):
        card = cards.get(member["full_name"])
        if card is None or member["id"] == secretary.member_id:
            continue
        code = secretary.post(f"/members/{member['id']}/login-code")["code"]
        person = visitor(address, telephones_from + number)
        person.log_in_with_code(card, code)
        yield person


def official_members(secretary: Visitor) -> Iterator[dict[str, str]]:
    query: dict[str, str] = {"organisation_path": secretary.cell_path}
    while True:
        page = secretary.get("/members", **query)
        yield from (member for member in page["items"] if member["status"] == "official")
        if page["next_cursor"] is None:
            return
        query["cursor"] = page["next_cursor"]
