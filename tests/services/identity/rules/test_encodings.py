import unicodedata

import pytest

from services.identity.rules.encodings import Encoding, decoded, guess, guess_of_text, recoded
from tests.services.identity.old_encodings import as_bytes, as_painted

EVERY_LETTER = "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ ăâêôơưđ ĂÂÊÔƠƯĐ"
TEXT = """Số lý lịch;Họ và tên;Ngày sinh;Nơi ở hiện nay
000001TS;Đinh Thị Hương;02/03/1990;thôn Thượng, xã Một
000002TS;Nguyễn Văn Thuận;05/06/1966;bản Nà Phặc
000003TS;Lường Thị Ngọc Ánh;08/05/1943;tổ 4, phường Quyết Thắng
"""


@pytest.mark.parametrize("encoding", list(Encoding))
def test_each_encoding_is_recognised_and_read(encoding: Encoding) -> None:
    content = as_bytes(TEXT, encoding)
    assert guess(content).encoding is encoding
    read = decoded(content, encoding)
    assert read is not None
    assert read.replace("ánh", "Ánh") == TEXT  # a capital with a tone has no code of its own in TCVN3


@pytest.mark.parametrize("encoding", list(Encoding))
def test_every_letter_comes_back_in_one_spelling(encoding: Encoding) -> None:
    read = decoded(as_bytes(EVERY_LETTER, encoding), encoding)
    assert read == EVERY_LETTER == unicodedata.normalize("NFC", EVERY_LETTER)


def test_vni_capitals_are_read_with_the_mark_in_either_case() -> None:
    assert recoded("AÙnh Aùnh ÑAËNG Ñaëng", Encoding.VNI) == "Ánh Ánh ĐẶNG Đặng"


@pytest.mark.parametrize("encoding", [Encoding.UTF8, Encoding.TCVN3, Encoding.VNI])
def test_letters_that_a_font_paints_over_are_recognised_in_a_workbook(encoding: Encoding) -> None:
    cells = TEXT if encoding is Encoding.UTF8 else as_painted(TEXT, encoding)
    assert guess_of_text(cells).encoding is encoding
    assert guess(cells.encode("utf-8")).encoding is encoding


@pytest.mark.parametrize("mark", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(mark: str) -> None:
    assert decoded(TEXT.encode(mark), guess(TEXT.encode(mark)).encoding) == TEXT


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", "\ufeffa;b".encode()])
def test_text_without_vietnamese_letters_is_utf_8(content: bytes) -> None:
    assert guess(content).encoding is Encoding.UTF8


def test_a_long_file_is_judged_by_its_beginning_cut_after_a_line() -> None:
    assert guess(as_bytes(TEXT * 3000, Encoding.UTF8)).score > 0.9


def test_bytes_that_cannot_be_of_an_encoding_are_told_and_not_guessed_at() -> None:
    assert decoded(b"\xff", Encoding.UTF8) is None
    assert decoded(b"\xff\xfea", Encoding.UTF16) is None
