import pytest

from services.identity.engines.cards.layout_files import load_layouts
from services.identity.rules.card_labels import Box, ReadLine, Word, titles_seen, worth_reading_again
from services.identity.rules.card_layouts import Layout
from services.identity.rules.card_parsing import read_fields
from services.identity.rules.card_values import Lexicon

LAYOUTS = {layout.name: layout for layout in load_layouts()}
NOTHING_KNOWN = Lexicon()


def _lines(*rows: tuple[str, float, float] | tuple[str, float, float, float]) -> list[ReadLine]:
    """Text, left, top, height: as wide as its letters."""
    found = []
    for text, left, top, *height in rows:
        tall = height[0] if height else 30
        found.append(ReadLine(text, 0.9, Box(left, top, left + len(text) * tall * 0.5, top + tall)))
    return found


def _read(layout: str, *rows: tuple[str, float, float] | tuple[str, float, float, float]) -> dict[str, str]:
    found = read_fields(_lines(*rows), LAYOUTS[layout], NOTHING_KNOWN)
    return {name: field.text for name, field in found.items()}


def test_a_value_stands_beside_its_label() -> None:
    read = _read("party_card_2010", ("Số: 99.213800", 300, 150), ("Họ và tên: VÕ BÁ THỰC", 300, 220))
    assert read == {"card_number": "99213800", "full_name": "VÕ BÁ THỰC"}


def test_a_value_stands_below_its_label_in_its_own_column() -> None:
    read = _read(
        "party_card_2025",
        ("Ngày sinh", 40, 200, 24), ("Giới tính", 390, 198, 24), ("23/06/1955", 40, 230), ("Nam", 390, 230),
        ("Ngày vào Đảng", 40, 365, 24), ("Ngày chính thức", 390, 367, 24),
        ("12/08/1990", 391, 400), ("18/07/1989", 38, 400),
    )  # fmt: skip
    assert read == {"birth_date": "23/06/1955", "sex": "Nam", "admitted_on": "18/07/1989", "official_on": "12/08/1990"}


def test_the_colon_alone_between_label_and_number_is_passed_over() -> None:
    read = _read("party_card_2025", ("Số thẻ", 390, 550, 26), (":", 470, 552, 20), ("99383118", 490, 545, 36))
    assert read == {"card_number": "99383118"}


def test_two_languages_and_two_facts_on_a_line_are_kept_apart() -> None:
    read = _read(
        "citizen_card",
        ("Sô/No.: 999053422114", 300, 190),
        ("Giới tính L SeX: Nữ Quốc tỉch / Nationaliy: Việt Nam", 310, 360),
        ("Ngày sinh / Date oi bith: 09/11/1953", 310, 320),
        ("Quê quán / Place of origin:", 310, 402, 24),
        ("Hòa Lộc, Mỏ Cày, Bắc Ninh", 310, 435),
    )
    assert read == {
        "citizen_number": "999053422114",
        "sex": "Nữ",
        "birth_date": "09/11/1953",
        "hometown": "Hòa Lộc, Mỏ Cày, Bắc Ninh",
    }


def test_a_long_place_goes_on_in_the_next_line() -> None:
    read = _read(
        "citizen_card",
        ("Nơi thường trú / Place of residence:", 310, 480, 24),
        ("Thôn 5, Xã Quỳnh Đôi,", 310, 512),
        ("tỉnh Quảng Ninh", 310, 546),
        ("Có giá trị đến: 27/05/2038", 40, 560, 20),
    )
    assert read == {"residence": "Thôn 5, Xã Quỳnh Đôi, tỉnh Quảng Ninh", "expires_on": "27/05/2038"}


@pytest.mark.parametrize("name", ["VÕ BÁ THỰC", "LƯU BÁ THUẬN", "HỌ VĂN TÊN", "SỐ THỊ HỌ"])
def test_a_name_that_looks_like_a_label_is_still_a_name(name: str) -> None:
    assert _read("party_card_2010", (f"Họ và tên: {name}", 300, 220)) == {"full_name": name}


def test_a_name_like_its_own_label_is_read_below_it() -> None:
    rows = (("Họ và tên", 32, 111, 33), ("HỒ VĂN KIÊN", 31, 138, 41))
    assert _read("party_card_2025", *rows) == {"full_name": "HỒ VĂN KIÊN"}


def test_a_number_that_nothing_else_can_be_needs_no_label() -> None:
    rows = (("SốINo: 999053422114", 300, 190), ("Có giá trị đến: 27/05/2038", 40, 560, 20))
    assert _read("citizen_card", *rows) == {"citizen_number": "999053422114", "expires_on": "27/05/2038"}
    two = (("99.213800", 300, 150), ("99.213801", 300, 190))
    assert _read("party_card_2010", *two) == {}


def test_labels_are_known_although_letters_were_lost() -> None:
    rows = (
        ("Ho v ten", 40, 120, 24),
        ("LƯƠNG THỊ THU", 38, 150),
        ("NGi cấp thẻ", 40, 445, 24),
        ("Tỉnh ủy Hà Nam", 40, 480),
    )
    assert _read("party_card_2025", *rows) == {"full_name": "LƯƠNG THỊ THU", "issued_by": "Tỉnh ủy Hà Nam"}


def test_where_a_value_lies_in_its_line_is_told_by_the_words() -> None:
    words = (Word(0.9, 0.0, 0.1), Word(0.9, 0.12, 0.2), Word(0.9, 0.22, 0.3), Word(0.8, 0.4, 0.6), Word(0.7, 0.62, 1.0))
    line = ReadLine("Họ và tên: VÕ THỰC", 0.9, Box(300, 220, 640, 250), words)
    found = read_fields([line], LAYOUTS["party_card_2010"], NOTHING_KNOWN)["full_name"]
    assert (found.begins, found.ends, found.confidence) == (0.4, 1.0, 0.7)


def _titles(layout: Layout, *texts: str) -> float:
    return titles_seen(_lines(*((text, 0.0, float(40 * row)) for row, text in enumerate(texts))), layout)


def test_a_layout_is_known_by_its_titles() -> None:
    assert _titles(LAYOUTS["party_card_2010"], "ĐẢNG CÔNG SẢN VIÊT NAM", "THẺ ĐÁNG VIỀN") == 1
    assert _titles(LAYOUTS["citizen_card"], "ĐẢNG CÔNG SẢN VIÊT NAM", "THẺ ĐÁNG VIỀN") == 0


def test_titles_and_labels_alone_are_not_read_again() -> None:
    texts = ("THẺ ĐẢNG VIÊN", "Ngày sinh", "23/06/1955", "Số thẻ: 99383118", "Họ vỗ tôn", "LÊ AN")
    lines = _lines(*((text, 0.0, float(40 * row)) for row, text in enumerate(texts)))
    assert worth_reading_again(lines, LAYOUTS["party_card_2025"]) == [2, 3, 4, 5]
