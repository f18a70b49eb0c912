"""The tree of Party organisations: kinds, what may stand below what, and the order rows must be made in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from services.identity.rules.errors import FieldProblem
from services.identity.rules.names import fold, tidy

SMALLEST_CELL = 3
"""A cell exists with three official members or more (Charter of the Party)."""

_OF_CITIZENS = "public"
_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,23}$")


class Kind(StrEnum):
    PROVINCE = "province_committee"
    COMMUNE = "commune_committee"
    SECTION = "section_committee"
    CELL = "cell"


LABELS: Mapping[Kind, str] = {
    Kind.PROVINCE: "Đảng bộ tỉnh",
    Kind.COMMUNE: "Đảng bộ xã",
    Kind.SECTION: "Đảng bộ bộ phận",
    Kind.CELL: "Chi bộ",
}

_ALIASES: Mapping[str, Kind] = {
    **{fold(label): kind for kind, label in LABELS.items()},
    **{str(kind): kind for kind in Kind},
    "tinh uy": Kind.PROVINCE,
    "thanh uy": Kind.PROVINCE,
    "dang bo thanh pho": Kind.PROVINCE,
    "dang bo phuong": Kind.COMMUNE,
    "dang bo dac khu": Kind.COMMUNE,
    "dang uy xa": Kind.COMMUNE,
    "dang uy phuong": Kind.COMMUNE,
    "dang bo co so": Kind.SECTION,
    "chi bo co so": Kind.CELL,
    "chi bo truc thuoc": Kind.CELL,
}

_BELOW: Mapping[Kind, frozenset[Kind]] = {
    Kind.PROVINCE: frozenset({Kind.COMMUNE, Kind.SECTION, Kind.CELL}),
    Kind.COMMUNE: frozenset({Kind.SECTION, Kind.CELL}),
    Kind.SECTION: frozenset({Kind.SECTION, Kind.CELL}),
    Kind.CELL: frozenset(),
}


def kind_of(text: str) -> Kind:
    try:
        return _ALIASES[fold(text)]
    except KeyError:
        known = ", ".join(LABELS.values())
        raise FieldProblem(f"Loại tổ chức “{tidy(text)[:40]}” chưa có trong danh mục ({known}).") from None


def organisation_code(text: str) -> str:
    """The code is also the id: a province gives it once and never reuses it, so paths stay readable."""
    code = fold(text).replace(" ", "-").replace("_", "-").replace(".", "-")
    if code == _OF_CITIZENS:
        raise FieldProblem("Mã “public” dành cho nội dung công khai. Đồng chí chọn mã khác cho tổ chức.")
    if not _CODE.match(code):
        raise FieldProblem("Mã tổ chức gồm chữ không dấu, chữ số, dấu gạch nối, tối đa 24 ký tự.")
    return code


def check_place(kind: Kind, parent: Kind | None) -> None:
    if parent is None:
        if kind is not Kind.PROVINCE:
            raise FieldProblem(f"{LABELS[kind]} phải có tổ chức cấp trên.")
        return
    if kind not in _BELOW[parent]:
        raise FieldProblem(f"{LABELS[kind]} không thể trực thuộc {LABELS[parent].lower()}.")


def path_of(organisation_id: str, parent_path: str = "") -> str:
    return f"{parent_path}{organisation_id}/"


def parents_first(parent_by_code: Mapping[str, str | None], known: Iterable[str] = ()) -> tuple[list[str], set[str]]:
    """Codes in an order in which each follows its parent, and those that hang on nothing or on a circle."""
    placed = set(known)
    waiting = [code for code in parent_by_code if code not in placed]
    ordered = [code for code in parent_by_code if code in placed]
    while waiting:
        ready = [code for code in waiting if parent_by_code[code] is None or parent_by_code[code] in placed]
        if not ready:
            break
        ordered += ready
        placed.update(ready)
        waiting = [code for code in waiting if code not in placed]
    return ordered, set(waiting)
