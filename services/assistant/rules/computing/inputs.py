"""What a member answers when he was asked for an input: "27", "27 đồng chí", "vào Đảng năm 1994", "3/2/1994".

An answer holds the input and words that belong to it, and nothing else. What asks something, or speaks of something
else, is another question. What was meant as an input and cannot be read is told from both (`Unread`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from services.assistant.rules.computing.amounts import amounts
from services.assistant.rules.computing.counts import counts_in
from services.assistant.rules.computing.days import days_in, written
from services.assistant.rules.computing.deadlines import PERIOD
from services.assistant.rules.computing.dues import Payer, payer_named
from services.assistant.rules.computing.lines import has_numbers, masked, says, word_set
from services.assistant.rules.computing.party_age import label_of
from services.assistant.rules.computing.wording import NUMBER_WORDS, value_of

Asked = Literal["count", "day", "amount", "payer", "years", "period"]
ASKED: dict[str, Asked] = {
    "official_members": "count",
    "exempt": "count",
    "probationary": "count",
    "suspended": "count",
    "agree": "count",
    "admission_date": "day",
    "ceremony_date": "day",
    "start_date": "day",
    "income": "amount",
    "income_kind": "payer",
    "party_years": "years",
    "days": "period",
}
# An answer is short: beyond this it tells a story.
LONGEST_WORDS = 16
# So many words that belong to no answer, and it is still one that could not be read ("khoảng 27", "27 với lại mấy em").
FEW_STRANGE = 2

_QUESTION = (
    r"bao nhieu|the nao|nhu nao|ra sao|lam sao|sao|bao gio|khi nao|luc nao|bao lau|o dau|ai|gi|vi sao|tai sao|may"
    r"|(?:duoc|phai|dung|co|can) (?:khong|chua)|hay khong|thi (?:sao|can|co|phai|duoc)"
)
_FILLER = word_set(
    "da vang thua a la co tat ca tong cong so toi em minh chung ta chi bo hien nay duoc nhe nha thoi cua do thi gom va "
    "trong con ngay thang nam voi moi hang muc dong ong ba anh no"
)
_ITS_WORDS: dict[Asked, frozenset[str]] = {
    "count": word_set(
        "dang vien dong chi nguoi chinh thuc dv dvct dvdb dc du bi mien sinh hoat dinh tan thanh y phieu khong"
    ),
    "day": word_set(
        "vao dang ket nap quyet dinh ghi le lam to chuc ky tu hoi mung mong hom nay nhan nghi huu chuyen di hop"
    ),
    "amount": word_set(
        "luong huu tien trieu tr nghin ngan k d vnd bao hiem xa hoi bhxh bat buoc lam can cu truoc tro cap thai san om "
        "dau ruoi"
    ),
    "payer": word_set("luong huu tien bao hiem xa hoi bhxh bat buoc lam can cu truoc tro cap thai san om dau"),
    "years": word_set("tuoi dang vao ket nap quyet dinh tu hoi du tron"),
    "period": word_set("viec lam tuan ke tu han thoi"),
}
_NONE = re.compile(r"(?:khong|chua)(?: co)?(?: ai| dong chi nao| nguoi nao)?(?: ca| het)?")
_YEAR = re.compile(
    r"(?<![0-9.,/-])(?:(?P<month>[0-9]{1,2})(?: ?[/-] ?| nam ))?(?P<year>(?:19|20)[0-9]{2})(?![0-9/.,-])"
)
# By what is asked: the role that a bare number has, and the words that say so.
ROLES = {
    "official_members": ("official", "dang vien chinh thuc"),
    "exempt": ("exempt", "mien sinh hoat"),
    "probationary": ("probationary", "du bi"),
    "suspended": ("suspended", "dinh chi"),
    "agree": ("agree", "tan thanh"),
}


@dataclass(frozen=True)
class Unread:
    """Meant as the input that was asked for, but not to be read for certain."""


@dataclass(frozen=True)
class Input:
    """What was asked for. `day` as dd/mm/yyyy, or as typed where no calendar has it; `span`: the year ("nam 1994") or
    month ("thang 3/1994") of an admission whose day was not told. `named`: it says itself what it is, so it may have
    been told before it was asked for."""

    counts: dict[str, int] = field(default_factory=dict)
    day: str = ""
    span: str = ""
    amount: Decimal | None = None
    payer: Payer | None = None
    years: int | None = None
    period: str = ""
    named: bool = False


def read_input(asks_for: str, line: str, today: date) -> Input | Unread | None:
    """`line` folded (lines.py). None: it is no answer to this, but something else."""
    asked = ASKED[asks_for]
    none = asked == "count" and _NONE.fullmatch(line.strip())
    if len(line.split()) > LONGEST_WORDS or "?" in line or (says(line, _QUESTION) and not none):
        return None
    strange = 0 if none else strange_words(line, _ITS_WORDS[asked])
    if strange > FEW_STRANGE or not (none or has_numbers(line) or _all_say_a_number(line) or asked == "payer"):
        return None
    found = _READ[asked](asks_for, line, today) if not strange else None
    return found or (None if asked == "payer" else Unread())


def strange_words(line: str, known: frozenset[str]) -> int:
    """How many words belong neither to an answer nor to what `known` says."""
    words = re.findall(r"[a-z]+", re.sub(r"[0-9][0-9.,/-]*(?:tr|k|d)?(?:[0-9]+)?(?![a-z])", " ", line))
    return sum(not (word in _FILLER or word in known or word in NUMBER_WORDS) for word in words)


def _bare(line: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", line) if word in NUMBER_WORDS or word not in _FILLER]


def _all_say_a_number(line: str) -> bool:
    words = _bare(line)
    return bool(words) and any(word in NUMBER_WORDS for word in words)


def _number(line: str) -> int | None:
    """The whole line is one number."""
    words = _bare(line)
    if len(words) == 1 and re.fullmatch(r"[0-9]{1,7}", words[0]) and not re.search(r"[-.,/][0-9]", line):
        return int(words[0])
    return value_of(words) if words and all(word in NUMBER_WORDS for word in words) else None


def _count(asks_for: str, line: str, _today: date) -> Input | None:
    role, words = ROLES[asks_for]
    if _NONE.fullmatch(line.strip()):
        return Input(counts={role: 0}) if role != "official" else None
    if (number := _number(line)) is not None:
        return Input(counts={role: number}, named=says(line, "chi bo|dang vien"))
    # "27, 3 miễn": the first number without a word is what was asked for.
    bare = re.sub(r"^([^a-z0-9]*(?:co |la |da )*[0-9]+) *(?=[,;.]|$)", rf"\1 {words}", line, count=1)
    counts = counts_in(bare)
    values = counts.values
    if role != "official" and values.keys() == {"total"}:
        values = {role: values["total"]}
    answered = counts.known if role == "official" else role in values
    named = says(line, "dang vien|chi bo|chinh thuc|mien|du bi|dinh chi|tan thanh")
    return Input(counts=dict(values), named=named) if answered and not counts.unclear else None


def _day(asks_for: str, line: str, today: date) -> Input | None:
    days = days_in(line, today)
    if len(days.full) == 1 and not days.partial and not has_numbers(days.line):
        (stated,) = days.full
        label = label_of(stated)
        other = {"birth", "official", "until", "other"} | ({"ceremony"} if asks_for == "admission_date" else set())
        if asks_for != "start_date" and label in other:
            return None
        return Input(day=written(stated.day) if stated.day else stated.written, named=bool(label))
    year = _YEAR.search(line)
    if asks_for != "admission_date" or days.full or not year or has_numbers(_YEAR.sub("", line)):
        return None
    if year["month"] and not 1 <= int(year["month"]) <= 12:
        return None
    span = f"thang {year['month']}/{year['year']}" if year["month"] else f"nam {year['year']}"
    return Input(span=span, named=says(line, "vao dang|ket nap"))


def _amount(_asks_for: str, line: str, _today: date) -> Input | None:
    found = amounts(line)
    if len(found) != 1 or found[0].value is None or has_numbers(masked(line, found[0].start, found[0].end)):
        return None
    payer = payer_named(line)
    return Input(amount=found[0].value, payer=payer, named=payer is not None)


def _payer(_asks_for: str, line: str, _today: date) -> Input | None:
    payer = payer_named(line)
    return Input(payer=payer) if payer else None


def _years(_asks_for: str, line: str, today: date) -> Input | None:
    years = re.sub(r"(?<![a-z])(?:(?<=[0-9] )nam|tuoi dang|du|tron)(?![a-z])", " ", line)
    if (number := _number(years)) is not None:
        return Input(years=number, named=says(line, "tuoi dang"))
    if days_in(line, today).full:
        return _day("admission_date", line, today)
    return None


def _period(_asks_for: str, line: str, today: date) -> Input | None:
    days = days_in(line, today)
    periods = list(PERIOD.finditer(days.line))
    if len(periods) != 1 or len(days.full) > 1 or days.partial or has_numbers(PERIOD.sub("", days.line)):
        return None
    day = days.full[0] if days.full else None
    return Input(
        period=f"{periods[0]['count']} {periods[0]['unit']}",
        day=(written(day.day) if day.day else day.written) if day else "",
    )


_READ: dict[Asked, Callable[[str, str, date], Input | None]] = {
    "count": _count,
    "day": _day,
    "amount": _amount,
    "payer": _payer,
    "years": _years,
    "period": _period,
}
