"""A cover that is drawn is what podcast directories take, and holds the whole title however long it is."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from services.gateway.book_cover import drawn

LONG = "Lịch sử Đảng bộ xã Trường Sơn từ ngày thành lập đến thời kỳ đổi mới và hội nhập quốc tế, giai đoạn 1930–2025"


@pytest.mark.parametrize("title", ["Sổ tay", LONG, "Ă" * 200, "một " * 50, "🎉"])
def test_a_cover_is_a_square_picture_without_transparency_of_the_size_that_directories_ask_for(title: str) -> None:
    picture = Image.open(io.BytesIO(drawn(title, "Đảng bộ tỉnh Hải Lâm " * 3)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (1400, 1400))
    assert not picture.getexif()
    assert Image.open(io.BytesIO(drawn(title, "Hải Lâm", 480))).size == (480, 480)


def test_another_title_is_another_cover_and_the_same_one_the_same_also_with_its_tones_apart() -> None:
    assert drawn("Một", "Hải Lâm") != drawn("Hai", "Hải Lâm")
    assert drawn("Tiến", "Hải Lâm") == drawn("Tie\u0302\u0301n", "Hải Lâm")
