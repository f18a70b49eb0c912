"""Who is counted in a question: members, of them exempt, probationary, present, for and against.

One part of the sentence says one thing of one number. Where a part has two numbers, two roles, or a number no word
explains, the whole is unclear and asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.assistant.rules.computing.lines import has_numbers, says
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
    "agree": r"tan thanh|dong y|nhat tri|thuan|ung ho|gio (?:the|tay)",
    # Folded, "dự" (present) and "đủ" (enough) are one.
    "present": r"co mat|du hop|tham du|tham gia|den hop"
    r"|(?<!da )(?<!co )(?<!chua )(?<!la )(?<!thi )du(?! (?:chua|khong|phieu|de|so|ty le|bi|tan))",
    "official": r"chinh thuc|dvct",
}
_QUESTION = re.compile(
    r"(?<![a-z])(?:bao nhieu|may (?:phieu|dong chi|nguoi|dang vien)|thi|can|phai|hoi|lieu"
    r"|da du|(?:du|duoc|thong qua) (?:chua|khong))(?![a-z])"
)
_ABOUT = r"hon|gan|khoang|tam|tren|duoi|it nhat|toi thieu|toi da|nhieu nhat|chung"
_SPLIT = re.compile(r"[,;:.?!()]|(?<![a-z])(?:va|trong do|trong so do|nhung|con|ma|voi|gom|bao gom)(?![a-z])")
_NUMBER = re.compile(r"(?<![0-9.,/%-])[0-9]{1,7}(?![0-9/%]|[.,][0-9])")


@dataclass
class Counts:
    """`values`: what was stated, by role. `missing`: the role that is named without its number."""

    values: dict[str, int] = field(default_factory=dict)
    unclear: bool = False
    missing: str = ""

    @property
    def known(self) -> bool:
        return "total" in self.values or "official" in self.values

    @property
    def said_official(self) -> bool:
        return "official" in self.values

    @property
    def everybody(self) -> int:
        return self.values.get("total", self.values.get("official", 0) + self.probationary)

    @property
    def official(self) -> int:
        """As stated; of "27 đảng viên, 2 dự bị" the two are among the 27."""
        return self.values.get("official", self.values.get("total", 0) - self.probationary)

    @property
    def exempt(self) -> int:
        return self.values.get("exempt", 0)

    @property
    def suspended(self) -> int:
        return self.values.get("suspended", 0)

    @property
    def probationary(self) -> int:
        return self.values.get("probationary", 0)

    @property
    def present(self) -> int | None:
        return self.values.get("present")

    @property
    def agree(self) -> int | None:
        return self.values.get("agree")

    @property
    def ballots(self) -> int:
        return sum(self.values.get(role, 0) for role in ("agree", "disagree", "blank"))

    @property
    def voting(self) -> int:
        return self.official - self.exempt - self.suspended

    @property
    def contradictory(self) -> bool:
        """A total that is not the official and the probationary members together."""
        if not {"total", "official"} <= self.values.keys():
            return False
        among = self.values["total"] - self.values["official"]
        return among < 0 or ("probationary" in self.values and among != self.probationary)

    @property
    def subtraction(self) -> str:
        parts = [str(self.official)]
        if self.probationary and not self.said_official:
            parts = [str(self.everybody), f"{self.probationary} (dự bị)"]
        if self.exempt:
            parts.append(f"{self.exempt} (miễn sinh hoạt)")
        if self.suspended:
            parts.append(f"{self.suspended} (đình chỉ sinh hoạt)")
        return f"{' - '.join(parts)} = {self.voting}" if len(parts) > 1 else ""

    @property
    def stated(self) -> list[str]:
        return [f"{value} {WRITTEN[role]}" for role, value in self.values.items()]


def counts_in(line: str) -> Counts:
    counts = Counts()
    line = in_digits(line)
    for part in _SPLIT.split(line):
        _take(part, counts)
    if has_numbers(_NUMBER.sub("", line)) or counts.contradictory:
        counts.unclear = True
    for role in ("exempt", "probationary", "suspended"):
        if role not in counts.values and says(line, _ROLES[role]) and not counts.unclear:
            counts.unclear, counts.missing = True, role
    return counts


def _take(part: str, counts: Counts) -> None:
    numbers = _NUMBER.findall(part)
    if not numbers:
        return
    stating = next(piece for piece in _QUESTION.split(part) if _NUMBER.search(piece))
    role = _role(_roles(stating), stating)
    if len(numbers) > 1 or role is None or role in counts.values or says(stating, _ABOUT):
        counts.unclear = True
    else:
        counts.values[role] = int(numbers[0])


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
    if "official" in roles:
        return "official"
    return "total" if says(part, _NOUN) else None


def in_digits(line: str) -> str:
    """ "hai mươi bảy đảng viên" as 27; words that may be no number stay, and leave their part without one."""
    run = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    pattern = re.compile(rf"(?<![a-z])(?P<words>(?:(?:{run}) )+)(?=(?:{_NOUN})(?![a-z]))")

    def digits(found: re.Match[str]) -> str:
        value = value_of(found["words"].split())
        # No number that the pattern knows, so the count turns unclear.
        return f"{value} " if value is not None else "0/0 "

    return pattern.sub(digits, line)


WRITTEN = {
    "total": "đảng viên",
    "official": "đảng viên chính thức",
    "exempt": "đồng chí được miễn sinh hoạt",
    "suspended": "đồng chí bị đình chỉ sinh hoạt",
    "probationary": "đảng viên dự bị",
    "present": "đồng chí có mặt",
    "agree": "đồng chí tán thành",
    "disagree": "đồng chí không tán thành",
    "blank": "phiếu không có ý kiến",
    "absent": "đồng chí vắng mặt",
}
