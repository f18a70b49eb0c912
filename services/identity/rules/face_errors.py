"""Why a picture of a face cannot be used, or a challenge was not met, in words that tell what to do differently."""

from __future__ import annotations

from services.identity.rules.picture_errors import PictureRefused


class NoFace(PictureRefused):
    code = "identity.no_face"
    message = "Không thấy khuôn mặt trong ảnh. Đồng chí nhìn thẳng vào máy, để mặt nằm giữa khung và đủ sáng."


class SeveralFaces(PictureRefused):
    code = "identity.several_faces"
    message = "Trong ảnh có nhiều hơn một khuôn mặt. Đồng chí chụp một mình, phía sau không có người hoặc tranh ảnh."


class FaceTooSmall(PictureRefused):
    code = "identity.face_too_small"
    message = "Khuôn mặt trong ảnh còn nhỏ. Đồng chí đưa điện thoại lại gần mặt hơn."


class FaceBlurred(PictureRefused):
    code = "identity.face_blurred"
    message = "Ảnh khuôn mặt bị mờ. Đồng chí giữ yên điện thoại, lau ống kính rồi chụp lại."


class FaceTooDark(PictureRefused):
    code = "identity.face_too_dark"
    message = "Khuôn mặt bị tối. Đồng chí quay mặt về phía có ánh sáng rồi chụp lại."


class SelfieUsed(PictureRefused):
    """The very same file was sent in another registration."""

    code = "identity.selfie_used"
    message = (
        "Ảnh này đã được dùng trong một lần đăng ký khác. Đồng chí chụp ảnh mới, trực tiếp trước máy ảnh của "
        "điện thoại; không chọn ảnh có sẵn trong máy."
    )


NOT_TAKEN_LIVE = "not_taken_live"
"""All that the person at the camera is told of a picture that was refused as a copy: which check failed teaches only
whoever cheats."""

REFUSED_WORDS = {
    NOT_TAKEN_LIVE: (
        "Ảnh này chưa dùng được. Đồng chí chụp lại trực tiếp trước máy ảnh: nhìn thẳng vào máy, không chụp lại ảnh có "
        "sẵn, ảnh trên thẻ hay trên màn hình, rồi làm lần lượt các động tác mới."
    ),
}

TOO_FEW_FRAMES = "too_few_frames"
WRONG_MOVEMENTS = "wrong_movements"
STANDS_STILL = "stands_still"
FACE_LOST = "face_lost"
FACE_CHANGED = "face_changed"
SCREEN = "screen"

LIVENESS_WORDS = {
    TOO_FEW_FRAMES: "Máy chưa ghi đủ hình. Đồng chí giữ máy trước mặt đến khi hiện chữ “Xong”.",
    WRONG_MOVEMENTS: "Các động tác chưa đúng thứ tự. Đồng chí làm chậm từng động tác theo mũi tên.",
    STANDS_STILL: "Hình không chuyển động như người thật trước máy. Đồng chí không chụp lại ảnh có sẵn.",
    FACE_LOST: "Khuôn mặt ra khỏi khung hình. Đồng chí giữ mặt ở giữa khung trong lúc làm động tác.",
    FACE_CHANGED: "Khuôn mặt trong các hình không giống nhau.",
    SCREEN: "Hình giống ảnh chụp lại từ màn hình. Đồng chí chụp trực tiếp khuôn mặt.",
}
