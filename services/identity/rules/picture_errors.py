"""Why a picture cannot be used, in words that tell its taker what to do next.

Invalid
├─ PictureRefused      base: the upload itself
│  ├─ NotAPicture, PictureBroken, PictureTooLarge, PictureTooSmall
├─ NoCardFound         a good picture, but of something else
├─ CardUnreadable      a card, but no text on it could be read
"""

from __future__ import annotations

from shared.errors import Invalid


class PictureRefused(Invalid):
    code = "identity.picture_refused"
    message = "Ảnh chưa dùng được. Đồng chí vui lòng chụp lại."


class NotAPicture(PictureRefused):
    code = "identity.not_a_picture"
    message = "Tệp gửi lên không phải là ảnh. Đồng chí vui lòng chọn ảnh chụp (JPEG, PNG hoặc WebP)."


class PictureBroken(PictureRefused):
    code = "identity.picture_broken"
    message = "Ảnh gửi lên bị thiếu hoặc hỏng, có thể do mất sóng giữa chừng. Đồng chí vui lòng gửi lại."


class PictureTooLarge(PictureRefused):
    code = "identity.picture_too_large"
    message = "Ảnh quá lớn. Đồng chí vui lòng chụp bằng máy ảnh của điện thoại ở chế độ thường rồi gửi lại."


class PictureTooSmall(PictureRefused):
    code = "identity.picture_too_small"
    message = "Ảnh quá nhỏ nên không đọc được chữ. Đồng chí vui lòng chụp lại gần hơn, không gửi ảnh thu nhỏ."


class NoCardFound(Invalid):
    code = "identity.no_card_found"
    message = (
        "Không thấy thẻ trong ảnh. Đồng chí đặt thẻ lên mặt bàn sẫm màu, chụp mặt có ảnh chân dung, "
        "lấy trọn bốn góc thẻ rồi gửi lại."
    )


class CardUnreadable(Invalid):
    code = "identity.card_unreadable"
    message = "Thấy thẻ nhưng chưa đọc được chữ. Đồng chí lau sạch thẻ, chụp lại ở chỗ đủ sáng, giữ yên điện thoại."


BLURRED, GLARE, DARK, TOO_SMALL = "blurred", "glare", "dark", "too_small"

QUALITY_WORDS = {
    BLURRED: "Ảnh bị mờ. Đồng chí giữ yên điện thoại, chạm vào thẻ trên màn hình cho rõ nét rồi chụp lại.",
    GLARE: "Ảnh bị lóa sáng. Đồng chí nghiêng nhẹ thẻ hoặc tránh ánh đèn chiếu thẳng, tắt đèn chớp rồi chụp lại.",
    DARK: "Ảnh bị tối. Đồng chí ra chỗ sáng hơn, tránh để bóng tay che lên rồi chụp lại.",
    TOO_SMALL: "Ảnh chụp từ quá xa. Đồng chí đưa điện thoại lại gần cho đầy khung hình rồi chụp lại.",
}
"""What quality_of() found, in words; a picture with such a remark may still be read."""
