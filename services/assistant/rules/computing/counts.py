"""Who is counted in a question: members, of them exempt, probationary, present, for and against.

One part of the sentence says one thing of one number. Where a part has two numbers, two roles, or a number no word
explains, the whole is unclear and asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.assistant.rules.computing.lines import says
from services.assistant.rules.computing.wording import NUMBER_WORDS, value_of

_NOUN = r"dang vien|dong chi|nguoi|phieu|dc|dv|dvct|thanh vien|ba[ck]"
_ROLES = {
    "absent": r"vang|khong (?:co mat|du|den|tham)",
    "disagree": r"khong (?:tan thanh|dong y|nhat tri|thuan|ung ho)|phan doi|khong thong qua",
    "blank": r"phieu trang|khong (?:co )?y kien|khong hop le|khong bo phieu|khong bieu quyet",
    "unknown": r"khong (?:duoc )?(?:mien|dinh chi)|chua|nu|nam gioi|tam thoi|chuyen|nghi(?! quyet)|om|gia yeu|moi",
    "exempt": r"(?:duoc |da |xin )?mien(?: sinh hoat)?",
    "suspended": r"(?:bi |dang )?dinh chi",
    "probationary": r"du bi|dvdb",
    "agree": r"tan thanh|dong y|nhat tri|thuan|ung ho|giay? the",
    "present": r"co mat|du hop|tham du|tham gia|den hop|du",
    "official": r"chinh thuc|dvct",
}
_QUESTION = r"bao nhieu|may (?:phieu|dong chi|nguoi|dang vien)|toi thieu|it nhat|thi |can |phai |hoi |lieu "
_SPLIT = re.compile(r"[,;:.?!()]|(?<![a-z])(?:va|trong do|trong so do|nhung|con|ma|voi|gom|bao gom)(?![a-z])")
_NUMBER = re.compile(r"(?<![0-9.,/%-])[0-9]{1,7}(?![0-9/%]|[.,][0-9])")


@dataclass
class Counts:
    total: int | None = None
    said_official: bool = False
    exempt: int = 0
    suspended: int = 0
    probationary: int = 0
    present: int | None = None
    agree: int | None = None
    ballots: int = 0
    unclear: bool = False
    missing: str = ""
    stated: list[str] = field(default_factory=list)

    @property
    def official_before_leaving_out(self) -> int:
        """Of "27 đảng viên chính thức, 2 dự bị" the two are not in the 27; of "27 đảng viên" they are."""
        return (self.total or 0) - (0 if self.said_official else self.probationary)

    @property
    def voting(self) -> int:
        return self.official_before_leaving_out - self.exempt - self.suspended

    @property
    def subtraction(self) -> str:
        parts = [str(self.total)]
        if self.probationary and not self.said_official:
            parts.append(f"{self.probationary} (dự bị)")
        if self.exempt:
            parts.append(f"{self.exempt} (miễn sinh hoạt)")
        if self.suspended:
            parts.append(f"{self.suspended} (đình chỉ sinh hoạt)")
        return f"{' - '.join(parts)} = {self.voting}" if len(parts) > 1 else ""


def counts_in(line: str) -> Counts:
    counts = Counts()
    seen: set[str] = set()
    for part in _SPLIT.split(_in_digits(line)):
        _take(part, counts, seen)
    if any(letter.isdigit() for letter in _NUMBER.sub("", line)):
        counts.unclear = True
    for role in ("exempt", "probationary", "suspended"):
        if role not in seen and says(line, _ROLES[role]) and not counts.unclear:
            counts.unclear, counts.missing = True, role
    return counts


def _take(part: str, counts: Counts, seen: set[str]) -> None:
    numbers = _NUMBER.findall(part)
    if not numbers:
        return
    before_question = re.split(rf"(?<![a-z])(?:{_QUESTION})", part)
    stating = next((piece for piece in before_question if _NUMBER.search(piece)), "")
    roles = _roles(stating)
    role = _role(roles, stating)
    if len(numbers) > 1 or role is None or role in seen:
        counts.unclear = True
        return
    seen.add(role)
    value = int(numbers[0])
    _SETTERS[role](counts, value)
    if "official" in roles and role == "total":
        counts.said_official = True
    words = _WRITTEN[role] if role != "total" or not counts.said_official else "đảng viên chính thức"
    counts.stated.append(f"{value} {words}")


def _roles(part: str) -> set[str]:
    """Longer words first; what one role has taken is not seen by the next."""
    found = set()
    for role, words in _ROLES.items():
        shorter = re.sub(rf"(?<![a-z])(?:{words})(?![a-z])", " # ", part)
        if shorter != part:
            found.add(role)
            part = shorter
    return found


def _role(roles: set[str], part: str) -> str | None:
    special = roles - {"official"}
    if len(special) > 1 or "unknown" in special:
        return None
    if special:
        return special.pop()
    return "total" if "official" in roles or says(part, _NOUN) else None


def _in_digits(line: str) -> str:
    """ "hai mươi bảy đảng viên" as 27; words that may be no number stay, and leave their part without one."""
    run = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    pattern = re.compile(rf"(?<![a-z])(?P<words>(?:(?:{run}) )+)(?=(?:{_NOUN})(?![a-z]))")

    def digits(found: re.Match[str]) -> str:
        value = value_of(found["words"].split())
        # No number that the pattern knows, so the count turns unclear.
        return f"{value} " if value is not None else "0/0 "

    return pattern.sub(digits, line)


def _set_total(counts: Counts, value: int) -> None:
    counts.total = value


def _set_exempt(counts: Counts, value: int) -> None:
    counts.exempt = value


def _set_suspended(counts: Counts, value: int) -> None:
    counts.suspended = value


def _set_probationary(counts: Counts, value: int) -> None:
    counts.probationary = value


def _set_present(counts: Counts, value: int) -> None:
    counts.present = value


def _set_agree(counts: Counts, value: int) -> None:
    counts.agree = value
    counts.ballots += value


def _add_ballots(counts: Counts, value: int) -> None:
    counts.ballots += value


def _note(counts: Counts, value: int) -> None:
    """Stated, and of no weight: absence changes nothing in what is needed."""


_SETTERS = {
    "total": _set_total,
    "exempt": _set_exempt,
    "suspended": _set_suspended,
    "probationary": _set_probationary,
    "present": _set_present,
    "agree": _set_agree,
    "disagree": _add_ballots,
    "blank": _add_ballots,
    "absent": _note,
}
_WRITTEN = {
    "total": "đảng viên",
    "exempt": "đồng chí được miễn sinh hoạt",
    "suspended": "đồng chí bị đình chỉ sinh hoạt",
    "probationary": "đảng viên dự bị",
    "present": "đồng chí có mặt",
    "agree": "đồng chí tán thành",
    "disagree": "đồng chí không tán thành",
    "blank": "phiếu không có ý kiến",
    "absent": "đồng chí vắng mặt",
}
