"""An input written into the question that lacked it, so that the whole is computed as if it had been asked at once.

What the question said of the same thing, and could not be read or used, is left out; the rest of it stays.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from services.assistant.rules.computing.amounts import amounts
from services.assistant.rules.computing.counts import WRITTEN, counts_in, in_digits
from services.assistant.rules.computing.days import days_in, written
from services.assistant.rules.computing.deadlines import BACKWARDS
from services.assistant.rules.computing.dues import Payer, asked_payer
from services.assistant.rules.computing.inputs import ASKED, Input
from services.assistant.rules.computing.lines import MASK, says
from services.assistant.rules.computing.party_age import label_of, stated_party_years, without_party_years
from services.assistant.rules.computing.votes import without_shares
from shared.vietnamese.folding import without_diacritics

_NUMBER = re.compile(r"-?[0-9][0-9.,/%-]*")
_MEMBERS = ("total", "official")
_INCOMES: dict[Payer, str] = {
    "salary": "luong lam can cu dong bao hiem xa hoi",
    "allowance": "tro cap thai san",
    "pension": "luong huu",
}


def written_into(line: str, asks_for: str, given: Input, today: date) -> str:
    """`line` folded, as is the result."""
    asked = ASKED[asks_for]
    if asked == "count":
        return with_counts(line, given.counts)
    if asked == "amount":
        return _dues(line, _plain(given.amount), given.payer or asked_payer(line), today)
    if asked == "payer":
        stated = [each.value for each in amounts(line) if each.value is not None]
        return _dues(line, _plain(stated[0]) if len(stated) == 1 else "", given.payer or "salary", today)
    if asked == "period":
        return _deadline(line, given, today)
    if given.years is not None:
        return f"{without_party_years(line)}, {given.years} nam tuoi dang"
    return _with_day(line, asks_for, given, today)


def with_counts(line: str, given: dict[str, int]) -> str:
    """Only numbers of people are replaced: the share that the question states stays."""
    rest, shares = without_shares(in_digits(line))
    kept = counts_in(rest).values
    if given.keys() & set(_MEMBERS):
        kept = {role: value for role, value in kept.items() if role not in _MEMBERS}
    people = [f"{value} {without_diacritics(WRITTEN[role])}" for role, value in {**kept, **given}.items()]
    return ", ".join([f"{_NUMBER.sub(' ', rest)} {shares}".rstrip(), *people])


def _dues(line: str, amount: str, payer: Payer, today: date) -> str:
    """One month's base says all that dues depend on, save the Party age."""
    years = [f"{years} nam tuoi dang" for years in stated_party_years(line) if years is not None]
    admitted = [
        f"vao dang ngay {written(each.day)}"
        for each in days_in(line, today).full
        if each.day and label_of(each) == "admission"
    ]
    return ", ".join([f"{_INCOMES[payer]} {amount} dong thi dong dang phi bao nhieu", *years, *admitted])


def _plain(amount: Decimal | None) -> str:
    """As digits alone; what is no whole number of đồng keeps its part, and is then said to be impossible."""
    return "" if amount is None else format(amount.normalize(), "f").replace(".", ",")


def _deadline(line: str, given: Input, today: date) -> str:
    stated = [written(each.day) for each in days_in(line, today).full if each.day]
    day = given.day or (stated[0] if len(stated) == 1 else "")
    if says(line, BACKWARDS):
        return f"truoc ngay {day} {given.period} la ngay nao"
    return f"{given.period} ke tu ngay {day} la ngay nao"


def _with_day(line: str, asks_for: str, given: Input, today: date) -> str:
    days = days_in(line, today)
    until = [written(each.day) for each in days.full if each.day and label_of(each) == "until"]
    rest = days.line.replace(MASK, "")
    if asks_for == "start_date":
        return f"{rest}, truoc ngay {given.day}" if says(line, BACKWARDS) else f"{rest}, ke tu ngay {given.day}"
    if asks_for == "ceremony_date":
        rest = rest.replace("quyet dinh ket nap", "")
        return f"{rest}, lam le ket nap ngay {given.day}"
    admitted = f"ket nap trong {given.span}" if given.span else f"ket nap ngay {given.day}"
    return ", ".join([rest, *(f"tinh den ngay {day}" for day in until), admitted])
