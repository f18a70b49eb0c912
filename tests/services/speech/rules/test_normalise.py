"""How written Vietnamese is read. Every expectation was written down as a reader would say it."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.speech.engines.reader import load_reader
from services.speech.rules.normalise import LIMIT, normalise

READER = load_reader()

DOCUMENTS = [
    ("Nghị quyết 18-NQ/TW", "nghị quyết mười tám nờ quy trung ương"),
    (
        "Nghị quyết số 57-NQ/TW của Bộ Chính trị",
        "nghị quyết số năm mươi bảy nờ quy trung ương của bộ chính trị",
    ),
    ("Quyết định số 27-QĐ/TU", "quyết định số hai mươi bảy quy đê tỉnh ủy"),
    ("Chỉ thị số 05-CT/TW", "chỉ thị số không năm xê tê trung ương"),
    ("Hướng dẫn 12/HD-BTCTW", "hướng dẫn mười hai hát đê ban tổ chức trung ương"),
    ("Thông báo 45-TB/UBKTTU", "thông báo bốn mươi lăm tê bê ủy ban kiểm tra tỉnh ủy"),
    ("Luật số 08/2012/QH13", "luật số không tám năm hai nghìn không trăm mười hai quốc hội khóa mười ba"),
    (
        "Nghị định 105/2021/NĐ-CP",
        "nghị định một trăm lẻ năm năm hai nghìn không trăm hai mươi mốt nờ đê chính phủ",
    ),
    ("Quyết định 1234/QĐ-UBND", "quyết định một nghìn hai trăm ba mươi bốn quy đê ủy ban nhân dân"),
    ("Công văn 31-CV/ĐU", "công văn ba mươi mốt xê vê đảng ủy"),
    ("điểm đ khoản 2 Điều 7", "điểm đê khoản hai điều bảy"),
    ("Khoản 3, Điều 36a", "khoản ba, điều ba mươi sáu a"),
]

DATES = [
    ("Họp ngày 10/11/2023.", "họp ngày mười tháng mười một năm hai nghìn không trăm hai mươi ba."),
    ("Ban hành 05-6-2021", "ban hành ngày năm tháng sáu năm hai nghìn không trăm hai mươi mốt"),
    ("ngày 7.9.2025", "ngày bảy tháng chín năm hai nghìn không trăm hai mươi lăm"),
    ("Sáng 15/8", "sáng mười lăm tháng tám"),
    ("ngày 3/2 và 19/5", "ngày ba tháng hai và mười chín tháng năm"),
    ("lễ 2/9", "lễ hai tháng chín"),
    ("dịp 30/4 và 1/5", "dịp ba mươi tháng bốn và một tháng năm"),
    ("kỷ niệm 22/12", "kỷ niệm hai mươi hai tháng mười hai"),
    ("tháng 7/2025", "tháng bảy năm hai nghìn không trăm hai mươi lăm"),
    ("tháng 6-7/2025", "tháng sáu đến bảy năm hai nghìn không trăm hai mươi lăm"),
    ("ngày 8-10/12/2025", "ngày tám đến mười tháng mười hai năm hai nghìn không trăm hai mươi lăm"),
    (
        "từ 01/01/2025-31/12/2025",
        (
            "từ ngày một tháng một năm hai nghìn không trăm hai mươi lăm "
            "đến ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi lăm"
        ),
    ),
    ("Lúc 8h30", "lúc tám giờ ba mươi phút"),
    ("Lúc 14:00", "lúc mười bốn giờ"),
    ("Từ 7h00 - 9h15'", "từ bảy giờ đến chín giờ mười lăm phút"),
    ("thứ 2 - thứ 6", "thứ hai đến thứ sáu"),
    ("năm 1945–1975", "năm một nghìn chín trăm bốn mươi lăm đến một nghìn chín trăm bảy mươi lăm"),
]

ROMAN = [
    ("Đại hội XIII của Đảng", "đại hội mười ba của đảng"),
    ("Đại hội lần thứ XI, khóa X", "đại hội lần thứ mười một, khóa mười"),
    ("các khóa X, XI và XII", "các khóa mười, mười một và mười hai"),
    ("nhiệm kỳ XIII - XIV", "nhiệm kỳ mười ba đến mười bốn"),
    ("quý IV/2025", "quý bốn năm hai nghìn không trăm hai mươi lăm"),
    ("Chương V", "chương năm"),
    ("thế kỷ XX", "thế kỷ hai mươi"),
    ("CHỐNG VI PHẠM", "chống vi phạm"),
]

SHORTENED = [
    ("UBND TP. Hà Nội và BTV Tỉnh ủy", "ủy ban nhân dân thành phố hà nội và ban thường vụ tỉnh ủy"),
    ("ĐCSVN lãnh đạo", "đảng cộng sản việt nam lãnh đạo"),
    ("Đ/c Nguyễn Văn A, đ/c B", "đồng chí nguyễn văn a, đồng chí bê"),
    ("KT-XH, QP-AN", "kinh tế, xã hội, quốc phòng, an ninh"),
    ("TM. BAN THƯỜNG VỤ", "thay mặt ban thường vụ"),
    ("v/v triển khai, v.v.", "về việc triển khai, vân vân"),
    ("PGS.TS. Lê Thị C", "phó giáo sư tiến sĩ lê thị xê"),
    ("SĐT 0912345678", "số điện thoại không chín một hai ba bốn năm sáu bảy tám"),
    ("BKHN họp", "bê ca hát nờ họp"),
    ("TU DƯỠNG, RÈN LUYỆN", "tu dưỡng, rèn luyện"),
    ("xã/phường", "xã, phường"),
    ("Zalo và COVID-19", "da lô và cô vít mười chín"),
    ("gửi hop@tinhuy.vn", "gửi hop a còng tinhuy chấm vê nờ"),
    ("xem https://dangbo.hailam.vn/tin-tuc.", "xem dangbo chấm hailam chấm vê nờ."),
]

AMOUNTS = [
    ("Tỷ lệ đạt 95,5%", "tỷ lệ đạt chín mươi lăm phẩy năm phần trăm"),
    ("1.250.000 đồng", "một triệu hai trăm năm mươi nghìn đồng"),
    ("500.000đ/người/tháng", "năm trăm nghìn đồng một người một tháng"),
    ("12,5 tỷ đồng", "mười hai phẩy năm tỷ đồng"),
    ("2.000.000 VNĐ", "hai triệu đồng"),
    ("5 USD", "năm đô la mỹ"),
    ("10-15 người", "mười đến mười lăm người"),
    ("từ 5% - 10%", "từ năm phần trăm đến mười phần trăm"),
    ("2/3 số đảng viên", "hai phần ba số đảng viên"),
    ("15/15 chi bộ", "mười lăm trên mười lăm chi bộ"),
    ("27/30 đảng viên", "hai mươi bảy trên ba mươi đảng viên"),
    ("05 đồng chí", "năm đồng chí"),
    ("12 km2, 30 m²", "mười hai ki lô mét vuông, ba mươi mét vuông"),
    ("≥ 50%", "lớn hơn hoặc bằng năm mươi phần trăm"),
    ("số thẻ 012345678901", "số thẻ không một hai ba bốn năm sáu bảy tám chín không một"),
    ("điện thoại (0253) 3876 543", "điện thoại không hai năm ba ba tám bảy sáu năm bốn ba"),
]

LISTS = [
    ("- Gạch đầu dòng", "gạch đầu dòng"),
    ("+ Dấu cộng", "dấu cộng"),
    ("• Chấm tròn", "chấm tròn"),
    ("II. KẾT QUẢ THỰC HIỆN", "hai. kết quả thực hiện"),
    ("1. Mục đích, yêu cầu", "một. mục đích, yêu cầu"),
    ("đ) Nội dung thứ năm", "đê, nội dung thứ năm"),
    ("“Trích dẫn” và (chú thích)", "trích dẫn và, chú thích"),
    ("uỷ ban, thuỷ lợi, hoà bình, quý báu", "ủy ban, thủy lợi, hòa bình, quý báu"),
    ("😀 🎉 !!! ***", ""),
    ("", ""),
]


with (Path(__file__).parent / "readings.csv").open(encoding="utf-8", newline="") as file:
    READINGS = [(row["written"], row["spoken"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("written", "spoken"), READINGS, ids=lambda text: text[:30])
def test_a_line_of_the_table_is_read_as_it_says(written: str, spoken: str) -> None:
    assert READER.spoken(written).text == spoken


def test_the_table_holds_hundreds_of_lines_and_none_twice() -> None:
    written = [line for line, _ in READINGS]
    assert len(set(written)) == len(written) > 400


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_every_line_of_the_table_sounds_the_same_in_decomposed_letters(form: str) -> None:
    """NFKD also takes superscripts apart, which are other signs then."""
    for written, spoken in READINGS:
        if form == "NFD" or unicodedata.normalize("NFKC", written) == unicodedata.normalize("NFC", written):
            assert READER.spoken(unicodedata.normalize(form, written)).text == spoken


def test_a_text_without_a_vietnamese_letter_is_not_read_in_english() -> None:
    assert READER.spoken("Lan 5 con").text == "lan năm con"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [*DOCUMENTS, *DATES, *ROMAN, *SHORTENED, *AMOUNTS, *LISTS],
    ids=lambda text: text[:30],
)
def test_written_text_is_read_as_a_person_would_say_it(written: str, spoken: str) -> None:
    assert READER.spoken(written).text == spoken


def test_a_text_in_decomposed_unicode_is_read_like_the_composed_one() -> None:
    assert READER.spoken("Đa\u0323i hô\u0323i").text == READER.spoken("Đại hội").text == "đại hội"


def test_a_text_longer_than_the_speller_survives_is_refused_before_it_reaches_it() -> None:
    reached: list[str] = []

    def spell(text: str) -> str:
        reached.append(text)
        return text

    with pytest.raises(ValueError, match="at most"):
        normalise("a" * (LIMIT + 1), READER.lexicon, spell)
    assert reached == []


def test_a_document_number_lights_up_while_its_words_sound() -> None:
    spoken = READER.spoken("Thực hiện Nghị quyết 18-NQ/TW của Đảng")
    link = next(link for link in spoken.links if link.original == (4, 5))
    assert spoken.words[slice(*link.spoken)] == ("mười", "tám", "nờ", "quy", "trung", "ương")


words = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ XVI0123456789/-.,:;%()@đ"), max_size=120)


@given(words)
def test_every_word_of_both_sides_is_in_exactly_one_link_in_order(text: str) -> None:
    spoken = READER.spoken(text)
    assert [n for link in spoken.links for n in range(*link.original)] == list(range(len(spoken.original_words)))
    assert [n for link in spoken.links for n in range(*link.spoken)] == list(range(len(spoken.words)))


@given(words)
def test_no_digit_and_no_markup_is_left_for_the_engine(text: str) -> None:
    said = READER.spoken(text).text
    assert not any(character.isdigit() or character in "<>*_@/%" for character in said)
