"""The organisations of the fictional province: one province committee, six communes, 45 cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Setting = Literal["village", "school", "office", "health", "company"]

PROVINCE_CODE = "ts"
FOUNDED = "01/07/2025"
"""The day on which the districts were abolished and the communes of today began."""


@dataclass(frozen=True)
class Cell:
    code: str
    name: str
    parent: str
    setting: Setting
    weight: int


COMMUNES: dict[str, str] = {
    "x01": "Đảng bộ phường Trường Sơn",
    "x02": "Đảng bộ xã Khe Mây",
    "x03": "Đảng bộ xã Nà Sương",
    "x04": "Đảng bộ xã Đồng Lúa Vàng",
    "x05": "Đảng bộ xã Thác Bạc",
    "x06": "Đảng bộ xã Đèo Gió",
}

_CELLS: dict[str, list[tuple[str, Setting, int]]] = {
    "x01": [
        ("Chi bộ tổ dân phố Bờ Sông", "village", 8),
        ("Chi bộ tổ dân phố Cầu Gỗ", "village", 8),
        ("Chi bộ tổ dân phố Chợ Mới", "village", 7),
        ("Chi bộ tổ dân phố Ga Cũ", "village", 7),
        ("Chi bộ Trường THPT Trường Sơn", "school", 4),
        ("Chi bộ Trường THCS Bờ Sông", "school", 3),
        ("Chi bộ Cơ quan Đảng ủy phường", "office", 2),
        ("Chi bộ Trạm Y tế phường Trường Sơn", "health", 1),
        ("Chi bộ Công ty Chè Trường Sơn", "company", 3),
    ],
    "x02": [
        ("Chi bộ thôn Khe Mây Thượng", "village", 5),
        ("Chi bộ thôn Khe Mây Hạ", "village", 5),
        ("Chi bộ thôn Suối Đá", "village", 4),
        ("Chi bộ thôn Gốc Trám", "village", 4),
        ("Chi bộ Trường Tiểu học Khe Mây", "school", 2),
        ("Chi bộ Cơ quan xã Khe Mây", "office", 3),
        ("Chi bộ Công an xã Khe Mây", "office", 1),
    ],
    "x03": [
        ("Chi bộ bản Nà Sương", "village", 4),
        ("Chi bộ bản Pò Hoa", "village", 4),
        ("Chi bộ bản Cốc Lùng", "village", 3),
        ("Chi bộ bản Khuổi Nậm", "village", 3),
        ("Chi bộ Trường PTDT bán trú Nà Sương", "school", 2),
        ("Chi bộ Cơ quan xã Nà Sương", "office", 3),
        ("Chi bộ Trạm Y tế xã Nà Sương", "health", 1),
    ],
    "x04": [
        ("Chi bộ thôn Đồng Trước", "village", 6),
        ("Chi bộ thôn Đồng Sau", "village", 6),
        ("Chi bộ thôn Bãi Ngô", "village", 5),
        ("Chi bộ thôn Giếng Đình", "village", 5),
        ("Chi bộ Trường THCS Đồng Lúa Vàng", "school", 3),
        ("Chi bộ Hợp tác xã Đồng Lúa Vàng", "company", 2),
        ("Chi bộ Cơ quan xã Đồng Lúa Vàng", "office", 3),
    ],
    "x05": [
        ("Chi bộ thôn Thác Bạc", "village", 5),
        ("Chi bộ thôn Vườn Quế", "village", 4),
        ("Chi bộ thôn Lưng Đồi", "village", 4),
        ("Chi bộ thôn Bến Bè", "village", 4),
        ("Chi bộ Trường Mầm non Thác Bạc", "school", 2),
        ("Chi bộ Cơ quan xã Thác Bạc", "office", 3),
        ("Chi bộ Quân sự xã Thác Bạc", "office", 1),
    ],
    "x06": [
        ("Chi bộ bản Đèo Gió", "village", 4),
        ("Chi bộ bản Lũng Thông", "village", 3),
        ("Chi bộ bản Sín Chải Dưới", "village", 3),
        ("Chi bộ bản Tà Phình Nhỏ", "village", 3),
        ("Chi bộ Trường THCS Đèo Gió", "school", 2),
        ("Chi bộ Cơ quan xã Đèo Gió", "office", 3),
        ("Chi bộ Trạm Y tế xã Đèo Gió", "health", 1),
    ],
}


def cells() -> list[Cell]:
    below_province = Cell("c0001", "Chi bộ Văn phòng Tỉnh ủy", PROVINCE_CODE, "office", 3)
    below_communes = [
        Cell(f"c{parent[1:]}{number:02d}", name, parent, setting, weight)
        for parent, listed in _CELLS.items()
        for number, (name, setting, weight) in enumerate(listed, start=1)
    ]
    return [below_province, *below_communes]


def organisation_rows() -> list[list[str]]:
    province = [PROVINCE_CODE, "Đảng bộ tỉnh Trường Sơn", "Đảng bộ tỉnh", "", FOUNDED]
    communes = [[code, name, "Đảng bộ xã", PROVINCE_CODE, FOUNDED] for code, name in COMMUNES.items()]
    return [province, *communes, *([c.code, c.name, "Chi bộ", c.parent, FOUNDED] for c in cells())]
