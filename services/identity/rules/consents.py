"""What somebody agrees to, one purpose at a time (law L1, L2): said in full before, never ticked beforehand, provable.

A consent names the text that was shown by its version, so that it can be shown again word for word years later. A text
that changes gets a new version; old consents stay what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    CARD_PICTURE = "card_picture"
    FACE = "face"
    ACCOUNT = "account"


@dataclass(frozen=True)
class ConsentText:
    version: int
    title: str
    data: str
    purpose: str
    kept: str
    otherwise: str
    """What remains possible without this consent."""


RIGHTS = (
    "Đồng chí có quyền xem, sửa, rút lại sự đồng ý, yêu cầu xóa bất cứ lúc nào tại mục Cá nhân › Dữ liệu của tôi "
    "hoặc qua bí thư chi bộ. Rút lại không ảnh hưởng việc đã làm trước đó."
)

TEXTS: Mapping[Purpose, ConsentText] = {
    Purpose.CARD_PICTURE: ConsentText(
        version=1,
        title="Dùng ảnh thẻ để đọc thông tin",
        data="Ảnh mặt trước thẻ đảng viên hoặc căn cước và các thông tin in trên thẻ.",
        purpose="Đọc số thẻ, họ tên, ngày sinh để đối chiếu với danh sách đảng viên của tỉnh.",
        kept="Ảnh được mã hóa và xóa ngay khi có kết quả; nếu bỏ dở thì xóa sau {hours} giờ.",
        otherwise="Không đồng ý thì đồng chí đăng ký với bí thư chi bộ, không cần chụp thẻ.",
    ),
    Purpose.FACE: ConsentText(
        version=2,
        title="So khuôn mặt với ảnh trên thẻ và ảnh trong hồ sơ",
        data=(
            "Ảnh khuôn mặt và vài giây hình khi đồng chí quay đầu theo hướng dẫn; ảnh chân dung trong hồ sơ đảng viên, "
            "nếu có (dữ liệu sinh trắc học)."
        ),
        purpose=(
            "Bảo đảm người đăng ký chính là người có ảnh trên thẻ và trong hồ sơ. Chỉ so một ảnh với một ảnh, không dò "
            "tìm trong ảnh của người khác."
        ),
        kept=(
            "Hình vừa chụp được mã hóa và xóa ngay khi có kết quả; nếu bỏ dở thì xóa sau {hours} giờ. Ảnh chân dung "
            "vẫn thuộc hồ sơ. Chỉ giữ mức giống nhau tới khi xóa lần đăng ký; không lưu mẫu khuôn mặt."
        ),
        otherwise="Không đồng ý thì bí thư chi bộ xác nhận trực tiếp, không cần chụp khuôn mặt.",
    ),
    Purpose.ACCOUNT: ConsentText(
        version=1,
        title="Mở tài khoản Sổ tay đảng viên",
        data="Tên đăng nhập, mật khẩu (chỉ lưu dạng băm), thiết bị đăng nhập, ngày dùng gần nhất.",
        purpose="Để đồng chí đăng nhập đọc tin, dự sinh hoạt, biểu quyết và góp ý.",
        kept="Trong thời gian đồng chí dùng Sổ tay; xóa khi đồng chí yêu cầu.",
        otherwise="Không đồng ý thì không mở tài khoản; quyền và nghĩa vụ đảng viên không thay đổi.",
    ),
}

EARLIER: Mapping[tuple[Purpose, int], ConsentText] = {
    (Purpose.FACE, 1): ConsentText(
        version=1,
        title="So khuôn mặt với ảnh trên thẻ",
        data="Ảnh khuôn mặt và vài giây hình khi đồng chí quay đầu theo hướng dẫn (dữ liệu sinh trắc học).",
        purpose="Bảo đảm người đăng ký chính là người có ảnh trên thẻ. Chỉ so một ảnh với một ảnh, không dò tìm.",
        kept="Hình được mã hóa và xóa ngay khi có kết quả; nếu bỏ dở thì xóa sau {hours} giờ. Không lưu mẫu khuôn mặt.",
        otherwise="Không đồng ý thì bí thư chi bộ xác nhận trực tiếp, không cần chụp khuôn mặt.",
    ),
}
"""What somebody agreed to before a text changed."""


def text_of(purpose: Purpose, version: int) -> ConsentText:
    return EARLIER.get((purpose, version), TEXTS[purpose])


def wording(purpose: Purpose, hours: int) -> dict[str, str]:
    """What is shown, as it is shown: {title, data, purpose, kept, otherwise, rights}."""
    text = TEXTS[purpose]
    return {
        "title": text.title,
        "data": text.data,
        "purpose": text.purpose,
        "kept": text.kept.format(hours=hours),
        "otherwise": text.otherwise,
        "rights": RIGHTS,
    }


def is_current(purpose: Purpose, version: int) -> bool:
    """A page that was open while the text changed showed the old one: it is shown again."""
    return TEXTS[purpose].version == version
