"""Our QR code, read by a reader of another make (OpenCV's)."""

import cv2
import numpy as np
import pytest

from services.gateway.qr import matrix, svg


@pytest.mark.parametrize(
    "text",
    [
        "https://so.vn",
        "https://sotay.example.vn/register",
        "http://127.0.0.1:23400/register",
        "https://sotay.tinh-truong-son.example.vn/register?d=01a2173c",
        "https://sotay.tinh-truong-son.example.vn/register?day=01a2173c-0580-7680-bef1",
        "https://sotay.tinh-truong-son.example.vn/register?day=01a2173c-0580-7680-bef1-16a6b445ac53",
    ],
)
def test_a_reader_reads_what_was_written(text: str) -> None:
    dark = np.pad(np.array(matrix(text)), 4)
    picture = np.where(np.kron(dark, np.ones((8, 8))) > 0, 0, 255).astype(np.uint8)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == text


def test_one_that_is_too_long_is_refused() -> None:
    assert svg("a" * 106).startswith("<svg ")
    with pytest.raises(ValueError, match="too long"):
        svg("a" * 107)
