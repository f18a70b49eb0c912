"""How many votes it takes, and whether the stated ones suffice, of the official members of a cell.

A resolution takes more than half of all official members, striking off a probationary member two thirds. A share that
the question states is computed as stated; for what neither says (admission, election, discipline) nothing is: see
unconfirmed.py. Where only votes or "thông qua" are spoken of, a resolution is meant, and that is said. Exempt and
suspended members are left out of the count, as the meetings' own quorum does by default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from services.assistant.rules.computing.computed import Computed, asking, impossible, result
from services.assistant.rules.computing.counts import Counts, counts_in
from services.assistant.rules.computing.lines import says, vietnamese
from services.assistant.rules.computing.rulebook import Rulebook, VoteRule, in_force

_SUBJECT = r"nghi quyet|bieu quyet|tan thanh|phieu|xoa ten|thong qua|dong y"
_ASKED = (
    r"bao nhieu|may (?:phieu|dong chi|nguoi|dang vien)|toi thieu|tinh"
    r"|(?:duoc|co|da|du|thi|dat)(?: [a-z]+){0,6} (?:khong|chua)|thong qua chua"
)
_OTHER_VOTES = (
    r"ket nap|cong nhan|chinh thuc hoa|khai tru|ky luat|khien trach|canh cao|cach chuc|bau|dai hoi|dai bieu|tin nhiem"
    r"|gioi thieu|de cu|ung cu|bi thu|chi uy|cap uy|uy vien"
    r"|dang uy|ban chap hanh|ban thuong vu|ban can su|dang doan|giai tan|bat tin nhiem|tien bo"
)
# What a cell votes on that is no resolution, or may have a rule of its own, unless a resolution is named.
_NO_RESOLUTION = (
    r"bien ban|chuong trinh|bao cao|quy che|de an|khen thuong|giay khen|bieu duong|xep loai|danh gia|phan loai"
    r"|lay y kien|xoa ten|thi dua|chuyen sinh hoat|cho y kien"
)
# Asks for a number of votes, or whether something passed: then a resolution may be meant without its name.
_ASKS_FOR_VOTES = (
    r"(?:bao nhieu|may) phieu|(?:bao nhieu|may)(?: [a-z]+){1,4} (?:tan thanh|dong y|nhat tri|ung ho|bieu quyet)"
    r"|(?:duoc|co|da)(?: duoc)? thong qua|thong qua(?: duoc)? (?:khong|chua)|du (?:so )?phieu|du (?:de )?thong qua"
)
_STRIKE_OFF = r"xoa ten(?: [a-z]+){0,2}(?: [0-9]{1,2})? (?:dang vien )?du bi"
_NEVER = r"ty le du hop|ty le tham (?:du|gia)|phan tram|tuoi dang|dang phi|trung binh"
LARGEST = 100_000


@dataclass(frozen=True)
class _Share:
    numerator: int
    denominator: int
    strictly: bool

    def of(self, members: int) -> int:
        """The smallest number of votes that is the share, or more than it."""
        if self.strictly:
            return members * self.numerator // self.denominator + 1
        return -(-members * self.numerator // self.denominator)

    def __str__(self) -> str:
        return f"{'hơn ' if self.strictly else 'ít nhất '}{self.numerator}/{self.denominator}"


_MORE_THAN_HALF = re.compile(
    r"(?<![a-z0-9])(?:(?:qua|hon|tren)(?: mot)? nua|qua ban|(?:qua|hon|tren) (?:1/2|50 ?%|50 phan tram))(?![a-z0-9])"
)
_WORDS = {"hai phan ba": (2, 3), "ba phan tu": (3, 4), "bon phan nam": (4, 5), "mot phan hai": (1, 2)}
_STATED = re.compile(
    r"(?:(?P<more>qua|hon|tren) )?(?<![0-9.,/])(?:(?P<n>[0-9])/(?P<d>[0-9])(?![0-9/.,])|(?P<words>"
    + "|".join(_WORDS)
    + r")(?![a-z]))"
)


def votes(line: str, today: date, book: Rulebook) -> Computed | None:
    if not (says(line, _SUBJECT) or _STATED.search(line)) or not says(line, _ASKED) or says(line, _NEVER):
        return None
    if not says(line, "dang vien|chi bo|dong chi|nguoi|dv|dc|chinh thuc"):
        return None
    return _read(line, today, book)


def counts_of(line: str) -> Counts:
    return counts_in(stated_shares(_without_who_is_struck_off(line))[1])


def names_its_subject(line: str) -> bool:
    """It says what is voted on, or the share it takes."""
    return says(line, f"nghi quyet|{_STRIKE_OFF}|{_OTHER_VOTES}|{_NO_RESOLUTION}") or bool(stated_shares(line)[0])


def without_shares(line: str) -> tuple[str, str]:
    """The line without the shares that it states, and these."""
    stated = [*_MORE_THAN_HALF.finditer(line), *_STATED.finditer(line)]
    return stated_shares(line)[1], ", ".join(found[0] for found in stated)


def resolution_of(counts: Counts, today: date, book: Rulebook) -> Computed | None:
    """What a resolution takes of the stated members, where they are stated clearly."""
    rule = _rule_of("resolution", today, book)
    if rule is None or counts.unclear or not counts.known or _problem(counts):
        return None
    return _of(counts, *rule, named=True)


def _read(line: str, today: date, book: Rulebook) -> Computed | None:
    strike_off = says(line, _STRIKE_OFF)
    shares, rest = stated_shares(_without_who_is_struck_off(line))
    counts = counts_in(rest)
    other = says(rest, _OTHER_VOTES)
    rule = _ruled(line, today, book, strike_off=strike_off, other=other)
    if rule and rule[0] not in shares:
        shares.append(rule[0])
    if len(shares) != 1 or not (counts.values or counts.unclear):
        return None  # without any number the rule itself is asked about
    (share,) = shares
    if not 0 < share.numerator < share.denominator:
        return None
    if counts.unclear or not counts.known:
        return asking("vote", counts.missing or "official_members", _ASKS.get(counts.missing, _ASK_MEMBERS))
    if other and (counts.exempt or counts.probationary or counts.suspended):
        return None  # whether they count is another rule's matter
    named = strike_off or says(line, "nghi quyet")
    return _problem(counts) or _of(counts, share, rule[1] if rule else None, named=named)


_ASK_MEMBERS = (
    "Đồng chí cho biết rõ bằng chữ số: chi bộ có bao nhiêu đảng viên chính thức, trong đó bao nhiêu đồng chí được miễn "
    "sinh hoạt (ví dụ: 27 đảng viên chính thức, 3 đồng chí được miễn sinh hoạt)."
)
_ASKS = {
    "exempt": "Đồng chí cho biết có bao nhiêu đồng chí được miễn sinh hoạt (viết bằng chữ số).",
    "probationary": "Đồng chí cho biết có bao nhiêu đảng viên dự bị (viết bằng chữ số).",
    "suspended": "Đồng chí cho biết có bao nhiêu đồng chí bị đình chỉ sinh hoạt (viết bằng chữ số).",
    "agree": "Đồng chí cho biết có bao nhiêu đồng chí tán thành (viết bằng chữ số).",
}


def _without_who_is_struck_off(line: str) -> str:
    return re.sub(rf"(?<![a-z]){_STRIKE_OFF}(?![a-z])", " xoa ten ", line)


def stated_shares(line: str) -> tuple[list[_Share], str]:
    found: list[_Share] = []
    if _MORE_THAN_HALF.search(line):
        found.append(_Share(1, 2, strictly=True))
        line = _MORE_THAN_HALF.sub(" ", line)
    for match in _STATED.finditer(line):
        n, d = _WORDS[match["words"]] if match["words"] else (int(match["n"]), int(match["d"]))
        found.append(_Share(n, d, strictly=match["more"] is not None))
    return found, _STATED.sub(" ", line)


def _ruled(line: str, today: date, book: Rulebook, *, strike_off: bool, other: bool) -> tuple[_Share, VoteRule] | None:
    if other or (says(line, "xoa ten") and not strike_off):
        return None
    meant = says(line, _ASKS_FOR_VOTES) and not says(line, _NO_RESOLUTION)
    if not strike_off and not says(line, "nghi quyet") and not meant:
        return None
    return _rule_of("strike_off_probationary" if strike_off else "resolution", today, book)


def _rule_of(subject: str, today: date, book: Rulebook) -> tuple[_Share, VoteRule] | None:
    rule = in_force([rule for rule in book.votes if rule.subject == subject], today)
    return (_Share(rule.numerator, rule.denominator, rule.strictly), rule) if rule else None


def _problem(counts: Counts) -> Computed | None:
    total, voting = counts.everybody, counts.voting
    wrong = None
    if total == 0:
        wrong = "Chi bộ phải có đảng viên mới tính được số phiếu."
    elif total > LARGEST:
        wrong = f"Số {vietnamese(total)} đảng viên không hợp lý đối với một chi bộ."
    elif voting <= 0:
        wrong = f"Trong {total} đảng viên không còn ai được tính để biểu quyết."
    elif counts.present is not None and counts.present > total:
        wrong = f"Số có mặt ({counts.present}) nhiều hơn số đảng viên ({total})."
    elif counts.ballots > total:
        wrong = f"Số phiếu ({counts.ballots}) nhiều hơn số đảng viên ({total})."
    elif counts.agree is not None and counts.agree > voting:
        wrong = f"Số tán thành ({counts.agree}) nhiều hơn số đảng viên được tính để biểu quyết ({voting})."
    return impossible("vote", "impossible_count", f"{wrong} Đồng chí kiểm tra lại các số.") if wrong else None


def _of(counts: Counts, share: _Share, rule: VoteRule | None, *, named: bool) -> Computed:
    voting = counts.voting
    needed = share.of(voting)
    steps = [counts.subtraction] if counts.subtraction else []
    steps.append(f"{share} của {voting} là {needed} phiếu")
    conclusion = f"Cần ít nhất {needed} đồng chí tán thành trong {voting} đảng viên chính thức được tính."
    if rule is None:
        conclusion = f"{str(share).capitalize()} của {voting} là {needed}."
    if counts.agree is not None:
        enough = counts.agree >= needed
        steps.append(f"{counts.agree} {'≥' if enough else '<'} {needed}")
        verdict = "đủ" if enough else "chưa đủ"
        conclusion = f"{counts.agree} đồng chí tán thành là {verdict}: cần ít nhất {needed} trong {voting}."
    return result(
        "vote",
        conclusion,
        steps=steps,
        inputs=counts.stated,
        assumed=_supposed(counts, share, ruled=rule is not None, named=named),
        source=rule.source if rule else None,
        rule=rule.id if rule else None,
    )


def _supposed(counts: Counts, share: _Share, *, ruled: bool, named: bool) -> list[str]:
    said = []
    if ruled and not named:
        said.append("Trợ lý hiểu đồng chí hỏi về nghị quyết của chi bộ; việc có quy định riêng thì theo quy định ấy.")
    if ruled and not counts.said_official:
        said.append(f"Trợ lý hiểu {counts.official} đồng chí đều là đảng viên chính thức.")
    left_out = counts.exempt + counts.suspended
    if left_out:
        whole = share.of(counts.official)
        said.append("Đảng viên được miễn hoặc bị đình chỉ sinh hoạt không tính vào tổng số.")
        if counts.exempt:
            whole = share.of(counts.voting + counts.exempt)
            said.append(f"Nếu cấp ủy hướng dẫn tính cả đảng viên được miễn sinh hoạt thì cần {whole}.")
    if counts.present is not None:
        said.append("Tính trên toàn chi bộ, không tính trên số có mặt.")
    if not ruled:
        said.append("Tỷ lệ lấy theo câu hỏi của đồng chí.")
    return said
