"""What in a member's record asks to be looked at again, found from its values alone (F12): missing, contradictory.

Every finding has a code, the fields it is about, its reason and a proposal in Vietnamese and, where the record itself
says what is right, the values. It is a question and no verdict: old files hold real exceptions, so a person decides.
All fields in use are such as a cell's secretary reads. Sources: age and probation P30, P32; the citizen number tells
sex and year of birth by its fourth to sixth digit (known beforehand, decree 137/2015, Art. 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from services.identity.rules import dates
from services.identity.rules.membership import Sex, Status
from services.identity.rules.record_fields import BY_NAME, DATES

PROBATION_MONTHS = 12
RECOGNITION_DAYS = 45
"""Thirty working days after the probation, with weekends and some holidays."""


class Kind(StrEnum):
    MISSING = "missing"
    CONTRADICTORY = "contradictory"
    DOUBLED = "doubled"


@dataclass(frozen=True)
class Finding:
    code: str
    kind: Kind
    fields: tuple[str, ...]
    reason: str
    proposal: str
    values: Mapping[str, str] = field(default_factory=dict)
    """{field: what to store}, where it follows from the record."""


_ALL = frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.EXEMPT, Status.SUSPENDED})
_RECOGNISED = frozenset({Status.OFFICIAL, Status.EXEMPT})
EXPECTED: Mapping[str, frozenset[Status]] = {
    "sex": _ALL,
    "ethnicity": _ALL,
    "citizen_number": _ALL,
    "residence": _ALL,
    "admitted_on": _ALL,
    "card_number": _RECOGNISED,
    "official_on": _RECOGNISED,
}
"""{field: of whom it is expected}. What a record cannot be without at all is refused when it is written."""

Days = Mapping[str, date]


def findings(values: Mapping[str, str], today: date) -> list[Finding]:
    """Of one record, as rules/record_fields.py spells it. Of who left, none: that file is closed."""
    status = Status(values["status"])
    if status is Status.LEFT:
        return []
    days = {name: date.fromisoformat(values[name]) for name in DATES if values.get(name)}
    return [
        *_missing(values, status),
        *_out_of_order(days, today),
        *_probation(days, status, today),
        *_against_citizen_number(values, days),
    ]


def look_again_on(values: Mapping[str, str]) -> date | None:
    """The day on which time alone makes a finding of this record."""
    if values["status"] != Status.PROBATIONARY or values.get("official_on") or not values.get("admitted_on"):
        return None
    return _overdue_after(date.fromisoformat(values["admitted_on"])) + timedelta(days=1)


def basis_of(finding: Finding, values: Mapping[str, str]) -> str:
    """What it rests on: what was set aside stays so until one of these changes."""
    told = [finding.code, values["status"], *(values.get(name, "") for name in finding.fields)]
    return "\x1f".join(told)


def _missing(values: Mapping[str, str], status: Status) -> Iterator[Finding]:
    for name, expected_of in EXPECTED.items():
        if status not in expected_of or values.get(name):
            continue
        label = BY_NAME[name].label
        sex = sex_by(values.get("citizen_number", "")) if name == "sex" else None
        yield Finding(
            f"missing_{name}",
            Kind.MISSING,
            (name,),
            f"Hồ sơ chưa có mục “{label}”.",
            f"Theo số định danh cá nhân, ghi {_SEX_WORDS[sex]}." if sex else f"Bổ sung “{label}” theo giấy tờ gốc.",
            {"sex": str(sex)} if sex else {},
        )


def _out_of_order(days: Days, today: date) -> Iterator[Finding]:
    for name, day in sorted(days.items()):
        if day > today:
            yield _contradiction(
                f"future_{name}", (name,), f"“{BY_NAME[name].label}” nằm trong tương lai ({dates.write_date(day)}).",
                "Sửa lại ngày theo giấy tờ gốc.",
            )  # fmt: skip
    born, admitted = days.get("birth_date"), days.get("admitted_on")
    if born and admitted:
        yield from _age(born, admitted)
    for name in ("status_since", "youth_union_on"):
        other = days.get(name)
        if admitted and other and (other < admitted if name == "status_since" else other > admitted):
            order = "sớm hơn" if name == "status_since" else "muộn hơn"
            yield _contradiction(
                f"{name}_against_admission", (name, "admitted_on"),
                f"“{BY_NAME[name].label}” {order} ngày vào Đảng.", "Đối chiếu giấy tờ, sửa ngày bị ghi nhầm.",
            )  # fmt: skip


def _age(born: date, admitted: date) -> Iterator[Finding]:
    if admitted <= born:
        yield _contradiction(
            "admitted_before_birth", ("birth_date", "admitted_on"), "Ngày vào Đảng sớm hơn ngày sinh.",
            "Sửa ngày bị ghi nhầm theo giấy khai sinh, quyết định kết nạp.",
        )  # fmt: skip
    elif dates.admitted_too_young(born, admitted):
        years = dates.months_between(born, admitted) // 12
        yield _contradiction(
            "admitted_too_young", ("birth_date", "admitted_on"),
            f"Khi vào Đảng mới {years} tuổi, chưa đủ {dates.ADMISSION_AGE} tuổi tính theo tháng.",
            "Đối chiếu giấy khai sinh và quyết định kết nạp; hồ sơ cũ đúng như vậy thì để riêng, ghi lý do.",
        )  # fmt: skip


def _probation(days: Days, status: Status, today: date) -> Iterator[Finding]:
    admitted, official = days.get("admitted_on"), days.get("official_on")
    both = ("admitted_on", "official_on")
    if admitted and official and official < admitted:
        turned = dates.months_between(official, admitted) >= PROBATION_MONTHS
        yield _contradiction(
            "official_before_admission", both, "Ngày chính thức sớm hơn ngày vào Đảng.",
            "Có thể hai ngày bị ghi đổi chỗ: đổi lại." if turned else "Sửa ngày bị ghi nhầm theo hai quyết định.",
            {"admitted_on": official.isoformat(), "official_on": admitted.isoformat()} if turned else {},
        )  # fmt: skip
    elif admitted and official and official < _year_after(admitted):
        yield _contradiction(
            "probation_too_short", both,
            f"Từ ngày vào Đảng đến ngày chính thức chưa đủ {PROBATION_MONTHS} tháng dự bị.",
            f"Đối chiếu quyết định công nhận; ngày chính thức thường từ {dates.write_date(_year_after(admitted))}. "
            "Hồ sơ cũ đúng như vậy thì để riêng, ghi lý do.",
        )  # fmt: skip
    if status is Status.PROBATIONARY and official and official <= today:
        yield _contradiction(
            "probationary_with_official_day", ("status", "status_since", "official_on"),
            f"Ghi là dự bị nhưng đã có ngày chính thức {dates.write_date(official)}.",
            "Có quyết định công nhận: ghi tình trạng Chính thức từ ngày đó.",
            {"status": str(Status.OFFICIAL), "status_since": official.isoformat()},
        )  # fmt: skip
    if status is Status.PROBATIONARY and admitted and not official and today > _overdue_after(admitted):
        yield _contradiction(
            "probation_overdue", ("status", "status_since", "official_on"),
            f"Đã dự bị từ {dates.write_date(admitted)}, quá 12 tháng và 30 ngày làm việc mà chưa có ngày chính thức.",
            "Ghi ngày chính thức theo quyết định công nhận, hoặc tình trạng theo kết luận của chi bộ, cấp ủy.",
        )  # fmt: skip


def _against_citizen_number(values: Mapping[str, str], days: Days) -> Iterator[Finding]:
    number, born = values.get("citizen_number", ""), days.get("birth_date")
    year, sex = year_by(number), sex_by(number)
    if year and born and year != born.year:
        yield _contradiction(
            "citizen_number_year", ("citizen_number", "birth_date"),
            f"Số định danh cá nhân cho biết sinh năm {year}, hồ sơ ghi năm {born.year}.",
            "Đối chiếu căn cước, sửa số hoặc ngày sinh.",
        )  # fmt: skip
    if sex and values.get("sex") and values["sex"] != sex:
        yield _contradiction(
            "citizen_number_sex", ("sex", "citizen_number"),
            f"Số định danh cá nhân cho biết giới tính {_SEX_WORDS[sex]}, hồ sơ ghi khác.",
            f"Đối chiếu căn cước; số đúng thì ghi {_SEX_WORDS[sex]}.", {"sex": str(sex)},
        )  # fmt: skip


def sex_by(citizen_number: str) -> Sex | None:
    return (Sex.MALE, Sex.FEMALE)[int(citizen_number[3]) % 2] if len(citizen_number) == 12 else None


def year_by(citizen_number: str) -> int | None:
    if len(citizen_number) != 12:
        return None
    return 1900 + 100 * (int(citizen_number[3]) // 2) + int(citizen_number[4:6])


_SEX_WORDS = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


def _contradiction(
    code: str, fields: tuple[str, ...], reason: str, proposal: str, values: Mapping[str, str] | None = None
) -> Finding:
    return Finding(code, Kind.CONTRADICTORY, fields, reason, proposal, values or {})


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return date(day.year + 1, 3, 1)


def _overdue_after(admitted: date) -> date:
    return _year_after(admitted) + timedelta(days=RECOGNITION_DAYS)


CODES: Sequence[str] = (
    *(f"missing_{name}" for name in EXPECTED),
    *(f"future_{name}" for name in sorted(DATES)),
    "admitted_before_birth", "admitted_too_young", "status_since_against_admission", "youth_union_on_against_admission",
    "official_before_admission", "probation_too_short", "probationary_with_official_day", "probation_overdue",
    "citizen_number_year", "citizen_number_sex",
)  # fmt: skip
