"""Whose cards they are: nobody's. Numbers begin with 99, citizen numbers with a province code never given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.demo.names import FAMILIES, invent_name

_RARER_GIVEN = (
    "Chuẩn Duệ Đẩu Diễn Điểm Giỏi Hòe Hữu Khuê Kiểm Kỹ Lãng Liễu Lưỡng Mẫn Mỹ Nghị Ngữ Nguyện Nhẫn Nhượng Ổn Phả "
    "Phẩm Quảng Quế Rạng Sĩ Thưởng Thuấn Tiễn Toại Trạch Triển Trụ Tường Tuyển Ước Vỹ Vững Xuyến Yểng Ỷ Ẩn Ứng "
    "Đệ Bổng"
)
_COMMUNES = (
    "Hòa Lộc|Quỳnh Đôi|Đông Thọ|Thụy Hương|Vũ Thắng|Hồng Phong|Yên Phú|Hải Triều|Khánh Thượng|Phước Sơn|Bình Mỹ|"
    "Long Hưng|Thạnh Lợi|Vĩnh Ngọc|Đường Lâm|Phù Ủng|Nhữ Hán|Kỳ Lừa|Bản Hồ|Sủng Là|Hướng Hiệp|Tường Đa|Hựu Thạnh|"
    "Dữu Lâu"
)
_DISTRICTS = (
    "Hậu Lộc|Diễn Châu|Đông Hưng|Kiến Xương|Tứ Kỳ|Ý Yên|Nghĩa Hưng|Hoằng Hóa|Nam Đàn|Hương Khê|Lệ Thủy|Điện Bàn|"
    "Tuy Phước|Đức Trọng|Long Thành|Mỏ Cày|Giồng Riềng|Trùng Khánh|Mường Tè|Lục Ngạn|Đan Phượng|Ứng Hòa"
)
_PROVINCES = (
    "Hà Nội|Hải Phòng|Cần Thơ|An Giang|Bắc Ninh|Cao Bằng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Tĩnh|"
    "Hưng Yên|Khánh Hòa|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|"
    "Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên|Thanh Hóa|Tuyên Quang|Vĩnh Long|Thái Bình|Nam Định|Hà Nam|Bến Tre|"
    "Quảng Bình|Yên Bái|Bắc Kạn"
)
_ISSUERS = (
    "Tỉnh ủy {}|Tỉnh ủy {}|Tỉnh ủy {}|Thành ủy Hà Nội|Thành ủy Hải Phòng|Quân ủy Trung ương|Đảng ủy Công an Trung ương"
)
LAST_DAY = date(2026, 7, 1)


@dataclass(frozen=True)
class Holder:
    """Texts as they are to be read: services.identity.rules.card_reading names the same fields."""

    card_number: str
    citizen_number: str
    full_name: str
    birth_date: str
    sex: str
    hometown: str
    residence: str
    admitted_on: str
    official_on: str
    issued_by: str
    issued_on: str
    expires_on: str


def invent_holder(chance: Random) -> Holder:
    woman, age = chance.random() < 0.4, chance.randint(21, 92)
    born = LAST_DAY - timedelta(days=age * 365 + chance.randint(40, 400))
    admitted = min(born + timedelta(days=chance.randint(19, 38) * 366), LAST_DAY - timedelta(days=500))
    official = admitted + timedelta(days=365 + chance.randint(0, 40))
    issued = official + timedelta(days=chance.randint(20, 90))
    return Holder(
        card_number=f"99{chance.randint(0, 999_999):06d}",
        citizen_number=f"999{int(not woman)}{born.year % 100:02d}{chance.randint(0, 999_999):06d}",
        full_name=_name(chance, woman=woman, old=age >= 50),
        birth_date=_day(born),
        sex="Nữ" if woman else "Nam",
        hometown=_place(chance),
        residence=f"Thôn {chance.randint(1, 12)}, {_place(chance)}",
        admitted_on=_day(admitted),
        official_on=_day(official),
        issued_by=chance.choice(_ISSUERS.split("|")).format(chance.choice(_PROVINCES.split("|"))),
        issued_on=_day(issued),
        expires_on=_day(LAST_DAY + timedelta(days=chance.randint(300, 5000))),
    )


def _name(chance: Random, *, woman: bool, old: bool) -> str:
    people = chance.choices(list(FAMILIES), weights=[10, 2, 1, 1, 1, 1, 1])[0]
    words = invent_name(chance, people, woman=woman, old=old).split()
    if chance.random() < 0.3:
        words[-1] = chance.choice(_RARER_GIVEN.split())
    return " ".join(words).upper()


def _place(chance: Random) -> str:
    commune, district, province = (chance.choice(names.split("|")) for names in (_COMMUNES, _DISTRICTS, _PROVINCES))
    if chance.random() < 0.5:
        return f"{commune}, {district}, {province}"
    return f"Xã {commune}, tỉnh {province}"


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
