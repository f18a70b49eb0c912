import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.card_values import Lexicon, closest, value_of
from services.identity.rules.dates import write_date
from services.identity.rules.syllables import is_syllable

LEXICON = Lexicon(
    ("Bắc Giang", "Bắc Kạn", "Hà Giang", "Hà Nam", "Hà Nội", "Thanh Hóa"), ("Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Nam")
)


@pytest.mark.parametrize(
    ("kind", "read", "value"),
    [
        ("card_number", "99.213800", "99213800"),
        ("card_number", "99.2138OO", "99213800"),
        ("card_number", "99.21380", None),
        ("citizen_number", ": 999 053 422 114", "999053422114"),
        ("date", "05/04/1993", "05/04/1993"),
        ("date", "5.4.1993", "05/04/1993"),
        ("date", "ngày 03 tháng 02 năm 2010", "03/02/2010"),
        ("date", "O7/O6/196O", "07/06/1960"),
        ("date", "07061960", "07/06/1960"),
        ("date", "0710611960", "07/06/1960"),
        ("date", "31/02/1960", None),
        ("date", "05/04/1793", None),
        ("name", ": Võ BÁ THỰC.", "VÕ BÁ THỰC"),
        ("name", "THỰC", None),
        ("sex", "L Nữ", "Nữ"),
        ("sex", "Nm", "Nam"),
        ("sex", "Việt", None),
        ("place", "Xã Bản Hồ , tinh Bắc Giạng", "Xã Bản Hồ, tỉnh Bắc Giang"),
        ("place", "Hậu Lộc,Thanh Hoá", "Hậu Lộc, Thanh Hóa"),
        ("place", "Thôn ó, Xã Bản Hồ, tỉnh Hà Nam", "Thôn 6, Xã Bản Hồ, tỉnh Hà Nam"),
        ("place", "Tổ T2, Hà Nam", "Tổ 12, Hà Nam"),
        ("place", "Thôn Hạ, Hà Nam", "Thôn Hạ, Hà Nam"),
        ("issuer", "Tỉnh ùy Hà Giang", "Tỉnh ủy Hà Giang"),
    ],
)
def test_what_was_read_takes_the_form_of_its_kind_or_is_refused(kind: str, read: str, value: str | None) -> None:
    assert value_of(kind, read, LEXICON) == value


def test_a_word_as_close_to_two_entries_is_left_as_it_was_read() -> None:
    assert closest("Hà Ngm", ("Hà Nam", "Hà Nom")) == "Hà Ngm"
    assert closest("Quảng Xyz", ("Quảng Nam", "Quảng Trị")) == "Quảng Xyz"


@given(st.dates(), st.sampled_from("/.- "))
def test_every_date_of_a_century_is_read_as_it_is_written(day: object, stroke: str) -> None:
    written = write_date(day)  # type: ignore[arg-type]
    expected = written if 1900 <= int(written[-4:]) <= 2100 else None
    assert value_of("date", written.replace("/", stroke), LEXICON) == expected


@given(
    st.text(max_size=40), st.sampled_from(["card_number", "citizen_number", "date", "name", "sex", "place", "issuer"])
)
def test_a_value_in_its_form_is_read_as_itself(text: str, kind: str) -> None:
    value = value_of(kind, text, LEXICON)
    assert value is None or value_of(kind, value, LEXICON) == value


@pytest.mark.parametrize("word", ["Nguyễn", "NGHIÊNG", "quyết", "Thúy", "gì", "ưu", "Ỷ", "khuya", "giếng", "hoạch"])
def test_what_can_be_said_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["NGUYÊNG", "Nguyễnn", "bàt", "qốc", "Ksor", "THẬC̀", "ngx"])
def test_what_cannot_be_said_is_none(word: str) -> None:
    assert not is_syllable(word)
