from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.demo.people import invent_people
from deploy.demo.tree import cells
from services.identity.rules import dates
from services.identity.rules.card_reading import FieldReading
from services.identity.rules.field_likeness import of_dates, of_names, of_numbers
from services.identity.rules.register_match import RegisterRecord, match, nearby_numbers, spelling_key, verdict

PEOPLE = [
    RegisterRecord(person.record_number, person.full_name, person.birth_date, person.card_number,
                   admitted_on=person.admitted_on)
    for person in invent_people(cells())
    if person.card_number
][::6]  # fmt: skip
HOA = RegisterRecord("1", "Đặng Thị Hòa", date(1960, 3, 5), "99123456", admitted_on=date(1990, 2, 3))


def _read(record: RegisterRecord, **changed: str) -> dict[str, FieldReading]:
    texts = {name: record.written(name) for name in ("card_number", "full_name", "birth_date", "admitted_on")}
    return {name: FieldReading(text, 1.0) for name, text in {**texts, **changed}.items() if text}


def _verdict(read: dict[str, FieldReading], *others: RegisterRecord) -> str:
    return verdict(match(read, [HOA, *others]))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PEOPLE) - 1))
def test_everybody_of_a_province_is_found_by_the_own_card_and_by_no_other(number: int) -> None:
    matches = match(_read(PEOPLE[number]), PEOPLE)
    assert (matches[0].record_id, matches[0].score, verdict(matches)) == (PEOPLE[number].record_id, 100.0, "certain")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PEOPLE) - 1), st.randoms(use_true_random=False))
def test_a_card_of_somebody_who_is_not_registered_is_never_taken_for_certain(number: int, chance: Random) -> None:
    stranger = PEOPLE[number]
    rest = [person for person in PEOPLE if person is not stranger]
    assert verdict(match(_read(stranger, card_number=f"98{chance.randint(0, 999999):06d}"), rest)) != "certain"


@pytest.mark.parametrize(
    "changed",
    [
        {"full_name": "ĐẶNG THỊ HOÀ"},
        {"full_name": "DANG THI HOA"},
        {"full_name": "ĐẶNG HÒA"},
        {"full_name": "ĐĂNG THỊ HÓA"},
        {"birth_date": "03/05/1960"},
        {"birth_date": "05/03/1966"},
        {"card_number": "99123465"},
        {"card_number": "99128456"},
        {"full_name": "ĐẶNG THI HÒA", "birth_date": "03/05/1960"},
    ],
    ids=str,
)
def test_one_slip_of_pen_or_reader_leaves_the_match_certain(changed: dict[str, str]) -> None:
    assert _verdict(_read(HOA, **changed)) == "certain"


def test_a_right_number_alone_does_not_make_another_person_the_owner() -> None:
    assert _verdict(_read(HOA, full_name="TRẦN VĂN BÁCH", birth_date="17/11/1985", admitted_on="02/09/2010")) == "none"


def test_a_wrong_number_with_right_name_and_dates_is_left_to_a_person() -> None:
    namesake = _read(HOA, card_number="99777000")
    assert _verdict(namesake) == "unsure"


def test_a_contradiction_counts_as_far_as_the_readers_were_sure() -> None:
    read = _read(HOA, card_number="22777456", full_name="ĐẶNG THỊ HÓA")
    doubted = {**read, "card_number": FieldReading("22777456", 0.4)}
    sure, unsure = match(read, [HOA])[0], match(doubted, [HOA])[0]
    assert sure.score < unsure.score
    assert verdict([unsure]) == "unsure"


def test_two_namesakes_born_on_one_day_are_left_to_a_person() -> None:
    twin = RegisterRecord("2", HOA.full_name, HOA.birth_date, "99123457", admitted_on=HOA.admitted_on)
    read = _read(HOA)
    del read["card_number"]
    assert _verdict(read, twin) == "unsure"


def test_name_and_dates_without_a_number_are_never_certain() -> None:
    read = _read(HOA)
    del read["card_number"]
    assert _verdict(read) == "unsure"


def test_a_field_the_register_does_not_know_counts_for_nothing() -> None:
    record = RegisterRecord("1", HOA.full_name, None, HOA.card_number)
    found = match(_read(HOA), [record])[0]
    assert (found.score, {field.field for field in found.fields}) == (100.0, {"card_number", "full_name"})


def test_nobody_matches_nothing() -> None:
    assert verdict(match({}, [HOA])) == "none"
    assert verdict([]) == "none"


@pytest.mark.parametrize(
    ("read", "registered", "words"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "cách đặt dấu"),
        ("Lê Văn Quí", "Lê Văn Quý", "i và y"),
        ("Do Thi My", "Đỗ Thị Mỹ", "Đ và D"),
        ("Nguyễn Lan", "Nguyễn Thị Lan", "chữ đệm"),
        ("Văn Thuận Hoàng", "Hoàng Văn Thuận", "thứ tự"),
        ("Trần Văn Bách", "Lê Thị Xuân", "khác nhau"),
    ],
)
def test_what_differs_between_two_names_is_said(read: str, registered: str, words: str) -> None:
    assert words in of_names(read, registered).words


def test_what_differs_between_two_dates_and_numbers_is_said() -> None:
    assert of_dates("03/05/1960", "05/03/1960").words == "Ngày và tháng bị đảo chỗ."
    assert of_dates("31/02/1960", "05/03/1960").score == 0
    assert of_numbers("99.123 456", "99123456").score == 100
    assert of_numbers("99123465", "99123456").words == "Hai chữ số liền nhau bị đảo chỗ."


vietnamese = st.text("aàáảãạăâđeêiíyýoôơuưhklnqt", min_size=1, max_size=6)


@given(st.lists(vietnamese, min_size=2, max_size=4).map(" ".join), st.lists(vietnamese, min_size=2).map(" ".join))
def test_likeness_of_names_knows_no_order_and_stays_within_its_bounds(one: str, other: str) -> None:
    assert of_names(one, other) == of_names(other, one)
    assert 0 <= of_names(one, other).score <= 100 == of_names(one, one).score


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_only_equal_dates_are_wholly_alike(one: date, other: date) -> None:
    alike = of_dates(dates.write_date(one), dates.write_date(other))
    assert alike == of_dates(dates.write_date(other), dates.write_date(one))
    assert (alike.score == 100) == (one == other)


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.sampled_from("0123456789"))
def test_a_number_read_with_one_wrong_digit_is_among_the_nearby_ones(number: str, place: int, digit: str) -> None:
    assert number in nearby_numbers(number[:place] + digit + number[place + 1 :])


def test_spellings_of_one_name_share_their_key() -> None:
    assert spelling_key("Vũ Thị Thuý  Mỹ") == spelling_key("VŨ THỊ THÚY MĨ") != spelling_key("Vũ Thị Thủ My")
