"""What a member record says about a person, and how files name it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold, tidy


class Status(StrEnum):
    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    LEFT = "left"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


STATUS_LABELS: Mapping[Status, str] = {
    Status.OFFICIAL: "Chính thức",
    Status.PROBATIONARY: "Dự bị",
    Status.EXEMPT: "Miễn sinh hoạt",
    Status.SUSPENDED: "Đình chỉ sinh hoạt",
    Status.LEFT: "Không còn sinh hoạt",
}
SEX_LABELS: Mapping[Sex, str] = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}

_STATUSES: Mapping[str, Status] = {
    **{fold(label): status for status, label in STATUS_LABELS.items()},
    **{str(status): status for status in Status},
    "dang vien chinh thuc": Status.OFFICIAL,
    "dang vien du bi": Status.PROBATIONARY,
    "mien": Status.EXEMPT,
    "mien cong tac va sinh hoat dang": Status.EXEMPT,
    "mien sinh hoat dang": Status.EXEMPT,
    "dinh chi": Status.SUSPENDED,
    "dinh chi sinh hoat dang": Status.SUSPENDED,
    "tu tran": Status.LEFT,
    "xoa ten": Status.LEFT,
    "khai tru": Status.LEFT,
    "xin ra khoi dang": Status.LEFT,
    "da chuyen di": Status.LEFT,
}
_SEXES: Mapping[str, Sex] = {
    **{fold(label): sex for sex, label in SEX_LABELS.items()},
    **{str(sex): sex for sex in Sex},
}


def status_of(text: str) -> Status:
    try:
        return _STATUSES[fold(text)]
    except KeyError:
        known = ", ".join(STATUS_LABELS.values())
        raise FieldProblem(f"Tình trạng “{tidy(text)[:40]}” chưa có trong danh mục ({known}).") from None


def sex_of(text: str) -> Sex:
    try:
        return _SEXES[fold(text)]
    except KeyError:
        raise FieldProblem("Giới tính ghi Nam hoặc Nữ.") from None


def may_sign_in(status: Status) -> bool:
    """Suspension takes a member out of meetings and votes for a time; it does not hide the own record."""
    return status is not Status.LEFT


def counts_as_official(status: Status) -> bool:
    """An exempt member remains an official member; only the duty to attend is lifted."""
    return status in {Status.OFFICIAL, Status.EXEMPT}
