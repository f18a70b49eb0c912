from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.computing.amounts import amounts
from services.assistant.rules.computing.lines import line_of, vietnamese


def values(text: str) -> list[Decimal | None]:
    line = line_of(text)
    assert line is not None
    return [amount.value for amount in amounts(line)]


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        ("12 triệu", 12_000_000),
        ("12triệu", 12_000_000),
        ("12tr", 12_000_000),
        ("8,5 triệu", 8_500_000),
        ("8.5 triệu", 8_500_000),
        ("2.5 triệu/tháng", 2_500_000),
        ("0,5 triệu", 500_000),
        ("1,2 tr", 1_200_000),
        ("5tr2", 5_200_000),
        ("5tr250", 5_250_000),
        ("12tr5 đóng", 12_500_000),
        ("12 triệu rưỡi", 12_500_000),
        ("12 triệu 500 nghìn", 12_500_000),
        ("9 triệu 350 nghìn đồng", 9_350_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("500k", 500_000),
        ("500 nghìn đồng", 500_000),
        ("12.000.000 đồng", 12_000_000),
        ("12,000,000 VND", 12_000_000),
        ("12 000 000 đồng", 12_000_000),
        ("12000000", 12_000_000),
        ("12.000.000đ/tháng", 12_000_000),
        ("5.000 đồng", 5_000),
        ("mười hai triệu", 12_000_000),
        ("mười hai triệu rưỡi", 12_500_000),
        ("hai mươi mốt triệu", 21_000_000),
        ("hai mươi tư triệu", 24_000_000),
        ("năm triệu", 5_000_000),
        ("từ năm triệu", 5_000_000),
        ("một trăm linh năm triệu", 105_000_000),
        ("chín triệu ba trăm năm mươi nghìn", 9_350_000),
        ("-12 triệu", -12_000_000),
        ("âm 12 triệu", -12_000_000),
    ],
)
def test_an_amount_is_read_as_it_is_meant(written: str, dong: int) -> None:
    assert values(f"lương {written} thì sao") == [Decimal(dong)]


@pytest.mark.parametrize(
    "written",
    [
        "2.500 triệu",  # two and a half million, or two and a half thousand of them
        "1,250 triệu",
        "5tr25",
        "12 triệu ba",
        "12 triệu năm",
        "12 triệu 50",
        "12 triệu 500 đồng",
        "9 triệu 3 trăm",
        "12 triệu 1500 nghìn",
        "1.2.3 triệu",
        "12.000.00 đồng",
        "12,5 đồng",
        "năm mươi triệu",  # fifty, or ten a year
        "sáu mươi hai triệu",
        "bà mười triệu",
        "hai ba triệu",
        "trăm triệu",
        "12 nghìn tỷ",
        "12 triệu mấy",
        "l2 triệu",
        f"{'9' * 30} triệu",
    ],
)
def test_what_can_be_read_in_two_ways_has_no_value(written: str) -> None:
    assert values(f"lương {written} thì sao")[:1] == [None]


@pytest.mark.parametrize("written", ["27 đảng viên", "3 đồng chí", "30 ngày", "12 củ", "12", "O triệu", "triệu rưỡi"])
def test_what_is_no_amount_is_not_one(written: str) -> None:
    assert values(f"có {written} thì sao") == []


@given(st.integers(PLAIN := 1_000_000, 10**12))
def test_every_way_of_printing_a_number_is_read_back(number: int) -> None:
    dotted = vietnamese(number)
    for written in (
        f"{number}",
        f"{number} đồng",
        dotted,
        f"{dotted}đ",
        dotted.replace(".", ","),
        dotted.replace(".", " "),
    ):
        assert values(f"lương {written} thì sao") == [Decimal(number)]


@given(st.integers(1, 999), st.integers(0, 9))
def test_tenths_of_millions_are_exact(millions: int, tenths: int) -> None:
    exact = Decimal(millions * 10 + tenths) * 100_000
    for written in (f"{millions},{tenths} triệu", f"{millions}.{tenths}tr", f"{millions}tr{tenths}"):
        assert values(f"lương {written} thì sao") == [exact]


@given(st.text(st.sampled_from("0123456789.,-–/ %đdtrkiệunghìỷươmtrăm"), max_size=40))
def test_no_writing_raises(text: str) -> None:
    line = line_of(text)
    if line is not None:
        for amount in amounts(line):
            assert 0 <= amount.start < amount.end <= len(line)
