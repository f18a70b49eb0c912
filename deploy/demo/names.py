"""Plausible Vietnamese names for people who do not exist, by people, sex and generation.

A combination that happens to be a widely known person's name is never given out.
"""

from __future__ import annotations

from random import Random

FAMILIES: dict[str, str] = {
    "Kinh": (
        "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Phạm Phạm Hoàng Vũ Đặng Bùi Đỗ "
        "Hồ Ngô Dương Đinh Phan Võ Trương Mai Đào Tạ Lương Đoàn Trịnh Cao Lưu Kiều Chu"
    ),
    "Tày": "Nông Hoàng Ma Lương Triệu Hà Bế Đàm Lý Nguyễn Chu",
    "Nùng": "Nông Hoàng Lương Vi Lâm Mông Lý Hứa Phùng",
    "Mường": "Bùi Bùi Đinh Quách Hà Phạm Cao",
    "Thái": "Lò Lò Quàng Cầm Vì Tòng Lường Hà Bạc",
    "Dao": "Triệu Bàn Đặng Phùng Lý Chảo Tẩn",
    "Mông": "Giàng Vàng Sùng Thào Hạng Lầu Lý",
}
_MEN_MIDDLE = "Văn Văn Văn Văn Hữu Đức Công Quang Minh Xuân Đình Trọng Ngọc Thanh Quốc Bá Duy Mạnh Hồng Tiến"
_MEN_OLD = (
    "Hòa Bình Thắng Chiến Hùng Dũng Sơn Hải Long Lâm Vinh Tính Hoạch Quyết Toàn Thành Thuận Bảy Năm "
    "Tư Cần Kiệm Định Luận Tụng Khoát Ngữ Thảnh Bạo Điền Hiển Lập Thực Thiện Tuyên Vượng"
)
_MEN_YOUNG = (
    "Tuấn Cường Nam Kiên Trung Đức Hiếu Lộc Tùng Khải Huy Khoa Việt Giang Quân Hoàng Tú Đạt Thắng "
    "Hưng Hải Nghĩa Thịnh Phong Sáng Trường Bách Duy Đông Quyền"
)
_WOMEN_MIDDLE_OLD = "Thị"
_WOMEN_MIDDLE_YOUNG = "Thị Thị Thị Thu Thanh Ngọc Bích Phương Khánh Minh Thùy Kim Hồng Diệu"
_WOMEN_OLD = (
    "Lan Hoa Huệ Hồng Nga Dung Hạnh Mai Loan Tuyết Thơm Nhài Sen Lý Xuân Thu Mùi Tâm Hiền Gái Bưởi "
    "Đào Mận Na Thìn Vinh Hợi Lụa Tơ Thoa"
)
_WOMEN_YOUNG = (
    "Hương Hằng Thủy Phượng Oanh Yến Thảo Trang Linh Nhung Quỳnh Vân Ngân Anh Chi Hà Huyền Liên My "
    "Nhàn Thúy Trâm Giang Dịu Lành Uyên Diễm Ngát"
)
_MONG_MEN = "Páo Chinh Dế Sính Lử Tủa Của Chứ Vàng Sang"
_MONG_WOMEN = "Mỷ Dợ Súa Chá Máy Dua Sua Pàng"

_WIDELY_KNOWN = {
    "Nguyễn Văn Linh", "Nguyễn Xuân Phúc", "Nguyễn Thị Bình", "Nguyễn Thị Kim Ngân", "Nguyễn Hòa Bình",
    "Phan Văn Khải", "Nông Đức Mạnh", "Lê Đức Anh", "Lê Minh Hưng", "Trương Thị Mai", "Phạm Văn Đồng",
    "Võ Văn Kiệt", "Lê Hồng Phong", "Trần Quốc Tuấn", "Nguyễn Văn Trỗi", "Hà Huy Tập", "Võ Văn Dũng",
    "Hoàng Trung Hải", "Nguyễn Đức Hải", "Trần Hồng Hà", "Lê Quang Tùng", "Đỗ Văn Chiến", "Nguyễn Duy Trinh",
    "Nguyễn Minh Hưng", "Lê Thanh Hải", "Trần Quốc Vượng", "Đinh Thế Huynh", "Trần Phú", "Lê Thị Thu Hằng",
}  # fmt: skip


def invent_name(random: Random, ethnicity: str, *, woman: bool, old: bool) -> str:
    while True:
        name = _combine(random, ethnicity, woman=woman, old=old)
        if name not in _WIDELY_KNOWN and len(set(name.split())) == len(name.split()):
            return name


def _combine(random: Random, ethnicity: str, *, woman: bool, old: bool) -> str:
    def pick(words: str) -> str:
        return random.choice(words.split())

    family = pick(FAMILIES[ethnicity])
    if ethnicity == "Mông":
        return f"{family} Thị {pick(_MONG_WOMEN)}" if woman else f"{family} A {pick(_MONG_MEN)}"
    if woman:
        middle = pick(_WOMEN_MIDDLE_OLD if old else _WOMEN_MIDDLE_YOUNG)
        if middle == "Thị" and not old and random.random() < 0.4:
            middle = f"Thị {pick('Thu Thanh Ngọc Bích Phương Khánh Minh Thùy Kim Hồng')}"
        return f"{family} {middle} {pick(_WOMEN_OLD if old else _WOMEN_YOUNG)}"
    return f"{family} {pick(_MEN_MIDDLE)} {pick(_MEN_OLD if old else _MEN_YOUNG)}"
