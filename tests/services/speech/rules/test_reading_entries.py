import pytest

from services.speech.engines.reader import load_reader
from services.speech.rules.errors import LexiconRefused, ReadingRefused
from services.speech.rules.reading_entries import EDITABLE, LONGEST_SPOKEN, LONGEST_WRITTEN, checked_entry, laid_over
from services.speech.rules.reading_rules import apply_rules
from services.speech.rules.unknown_words import unknown_words


@pytest.mark.parametrize(
    ("table", "written", "spoken"),
    [
        ("abbreviations", "BKHN", "Ban Kinh tế Hải Lâm"),
        ("abbreviations", "t.tr", "thị trấn"),
        ("places", "Ea H'Leo", "ê a hờ leo"),
        ("loanwords", "Smart City", "sờ mát xi ti"),
        ("document_codes", "BTCHL", "Ban Tổ chức Hải Lâm"),
        ("rules", "KP{số}", "khu phố {số}"),
        ("rules", "Ban {chữ} ĐU", "Ban {chữ} Đảng ủy"),
    ],
)
def test_what_a_province_needs_is_taken_and_lies_over_the_shipped_tables(table: str, written: str, spoken: str) -> None:
    assert checked_entry(table, f" {written} ", spoken) == (written, spoken)
    load_reader(None, laid_over({(table, written): spoken}))


@pytest.mark.parametrize(
    ("table", "written", "spoken", "field"),
    [
        ("abbreviations", "***", "sao", "written"),
        ("abbreviations", "và", "với", "written"),
        ("abbreviations", "B" * (LONGEST_WRITTEN + 1), "bê", "written"),
        ("abbreviations", "BK{số}", "bê ca", "written"),
        ("abbreviations", "BKHN", "BKHN", "spoken"),
        ("abbreviations", "BKHN", "ban 5", "spoken"),
        ("abbreviations", "BKHN", "<b>ban</b>", "spoken"),
        ("abbreviations", "BKHN", "a" * (LONGEST_SPOKEN + 1), "spoken"),
        ("places", "ea súp", "ê a súp", "written"),
        ("loanwords", "họp", "học", "written"),
        ("document_codes", "nq-tw", "nghị quyết", "written"),
        ("rules", "{số}", "số {số}", "written"),
        ("rules", "họp", "học", "written"),
        ("rules", "Tổ {a.*}", "tổ", "written"),
        ("rules", "Tổ {số", "tổ", "written"),
        ("rules", "A {số} {số} {số} {số}", "a", "written"),
        ("rules", "Tổ {số}", "tổ {số} {số}", "spoken"),
        ("rules", "Tổ {số}", "tổ {chữ}", "spoken"),
    ],
)
def test_what_would_be_read_wrongly_everywhere_is_refused_at_its_field(
    table: str, written: str, spoken: str, field: str
) -> None:
    with pytest.raises(ReadingRefused) as refused:
        checked_entry(table, written, spoken)
    assert list(refused.value.details) == [field]


def test_a_rule_is_words_and_never_an_expression() -> None:
    assert apply_rules("a.c abc", {"a.c": "chấm"}) == "chấm abc"
    assert apply_rules("xxxxxy (x+x+)+y", {"(x+x+)+y": "dài"}) == "xxxxxy dài"
    assert apply_rules("tổ 5, Tổ 12; tổ chức", {"Tổ {số}": "tổ số {số}"}) == "tổ số 5, tổ số 12; tổ chức"
    assert apply_rules("từ 5 sang 7", {"từ {số} sang {số}": "{số} rồi {số}"}) == "5 rồi 7"


def test_two_rules_that_would_make_each_other_do_not_loop() -> None:
    assert apply_rules("Khối A và Khối B", {"Khối A": "Khối B", "Khối B": "Khối A"}) == "Khối B và Khối A"


def test_where_two_rules_begin_at_one_word_the_longer_one_counts() -> None:
    assert apply_rules("KT TU", {"KT": "kinh tế", "KT TU": "kinh tế tỉnh ủy"}) == "kinh tế tỉnh ủy"


def test_as_many_rules_as_a_province_may_have_are_applied_at_once() -> None:
    rules = {
        f"Mục X{number} {{số}} {{chữ}}": f"mục {{chữ}} {{số}} {'ơ' * (number % 7)}"
        for number in range(EDITABLE["rules"])
    }
    assert apply_rules("Mục X150 7 đầu", rules).startswith("mục đầu 7")


def test_a_rule_of_the_provinces_folder_is_checked_too() -> None:
    with pytest.raises(LexiconRefused, match="chỗ trống"):
        load_reader(None, {"rules": "written,spoken\nTổ {x},tổ\n"})


def test_the_desks_entry_counts_before_the_shipped_one_and_changes_the_readers_version() -> None:
    shipped = load_reader()
    own = load_reader(None, laid_over({("abbreviations", "BTV"): "ban thư viện", ("places", "Ea Súp"): "ê a súp"}))
    assert shipped.spoken("BTV họp").text == "ban thường vụ họp"
    assert own.spoken("BTV họp ở Ea Súp").text == "ban thư viện họp ở ê a súp"
    assert own.version != shipped.version


def test_a_cell_of_the_desk_may_hold_what_a_csv_file_uses_itself() -> None:
    own = load_reader(None, laid_over({("abbreviations", 'B"C,D'): "bê xê đê"}))
    assert own.lexicon.abbreviations['B"C,D'] == "bê xê đê"


def test_only_capitals_that_no_table_knows_are_proposed() -> None:
    text = "BKHN và BTV dự, khóa XIII, số 18-NQ/TWX, TU DƯỠNG, VXLT.VN; Vxq, BKHN, QLVBĐH"
    assert unknown_words(text, load_reader().lexicon) == {"BKHN", "QLVBĐH"}
