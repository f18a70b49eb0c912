"""What a record contradicts, and when two records may be one person."""

from datetime import date

import pytest

from services.identity.rules.doubled_records import likeness, turned
from services.identity.rules.record_fields import BY_NAME, Keeper
from services.identity.rules.record_problems import CODES, basis_of, findings, look_again_on

TODAY = date(2026, 11, 22)
WHOLE = {
    "full_name": "Đinh Thị Hương", "sex": "female", "birth_date": "1990-03-02", "ethnicity": "Tày",
    "citizen_number": "001190000001", "residence": "thôn Thượng", "record_number": "000001TS",
    "card_number": "99000001", "status": "official", "admitted_on": "2015-02-03", "official_on": "2016-02-03",
}  # fmt: skip


def _found(**changed: str) -> dict[str, dict[str, str]]:
    return {item.code: dict(item.values) for item in findings(WHOLE | changed, TODAY)}


def test_a_record_in_order_has_no_problem() -> None:
    assert _found() == {}
    assert _found(status="left", official_on="", card_number="") == {}, "a closed file is left alone"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"residence": ""}, {"missing_residence": {}}),
        ({"sex": ""}, {"missing_sex": {"sex": "female"}}),
        ({"card_number": "", "status": "probationary", "official_on": "", "admitted_on": "2026-02-03"}, {}),
        ({"official_on": ""}, {"missing_official_on": {}}),
        ({"admitted_on": "2007-02-28", "official_on": "2008-03-01"}, {"admitted_too_young": {}}),
        ({"admitted_on": "2008-03-01", "official_on": "2009-03-01"}, {}),
        ({"admitted_on": "1989-02-03", "official_on": "1991-01-01"}, {"admitted_before_birth": {}}),
        ({"official_on": "2016-02-02"}, {"probation_too_short": {}}),
        (
            {"official_on": "2013-02-03"},
            {"official_before_admission": {"admitted_on": "2013-02-03", "official_on": "2015-02-03"}},
        ),
        ({"official_on": "2014-09-03"}, {"official_before_admission": {}}),
        (
            {"status": "probationary"},
            {"probationary_with_official_day": {"status": "official", "status_since": "2016-02-03"}},
        ),
        ({"status": "probationary", "official_on": "", "admitted_on": "2025-10-08"}, {}),
        ({"status": "probationary", "official_on": "", "admitted_on": "2025-10-07"}, {"probation_overdue": {}}),
        ({"status_since": "2015-02-02"}, {"status_since_against_admission": {}}),
        ({"youth_union_on": "2015-02-04"}, {"youth_union_on_against_admission": {}}),
        ({"youth_union_on": "2027-01-01"}, {"future_youth_union_on": {}, "youth_union_on_against_admission": {}}),
        ({"citizen_number": "001191000001"}, {"citizen_number_year": {}}),
        ({"citizen_number": "001090000001"}, {"citizen_number_sex": {"sex": "male"}}),
        ({"birth_date": "2005-03-02", "citizen_number": "001305000001", "admitted_on": "2024-01-01",
          "official_on": "2025-01-01"}, {}),
    ],
)  # fmt: skip
def test_what_is_found_and_what_is_proposed(changed: dict[str, str], expected: dict[str, dict[str, str]]) -> None:
    assert _found(**changed) == expected
    assert set(expected) <= set(CODES)


def test_every_field_it_is_about_is_one_that_the_cell_reads() -> None:
    bare = {"full_name": "A B", "birth_date": "1990-01-01", "record_number": "1", "status": "official"}
    for values in (bare, WHOLE | {"official_on": "2013-01-01", "citizen_number": "001091000001"}):
        for item in findings(values, TODAY):
            assert all((item.reason, item.proposal))
            assert all(BY_NAME[name].seen_by is Keeper.CELL for name in item.fields)


def test_time_alone_makes_a_probation_overdue_and_the_day_is_known() -> None:
    values = WHOLE | {"status": "probationary", "official_on": "", "admitted_on": "2026-02-03"}
    day = look_again_on(values)
    assert day is not None
    assert [item.code for item in findings(values, day)] == ["probation_overdue"]
    assert findings(values, date.fromordinal(day.toordinal() - 1)) == []
    assert look_again_on(WHOLE) is None


def test_the_basis_changes_with_the_fields_it_rests_on_and_with_nothing_else() -> None:
    [item] = findings(WHOLE | {"official_on": "2016-01-01"}, TODAY)
    basis = basis_of(item, WHOLE | {"official_on": "2016-01-01"})
    assert basis == basis_of(item, WHOLE | {"official_on": "2016-01-01", "residence": "thôn Hạ"})
    assert basis != basis_of(item, WHOLE | {"official_on": "2016-01-02"})


@pytest.mark.parametrize(
    ("name", "born", "code"),
    [
        ("Đinh Thị Hương", "1990-03-02", "same_person"),
        ("ĐINH THỊ  HƯƠNG", "1990-03-02", "same_person"),
        ("Đinh Thị Hường", "1990-03-02", "near_name"),
        ("Đinh Thị Hươn", "1990-03-02", "near_name"),
        ("Đinh Thị Hương", "1990-02-03", "turned_birth_date"),
        ("Đinh Thị Hương", "1990-03-03", None),
        ("Đinh Thị Hường", "1990-02-03", None),
        ("Đinh Thị Hoa", "1990-03-02", None),
    ],
)
def test_two_records_alike(name: str, born: str, code: str | None) -> None:
    assert likeness("Đinh Thị Hương", "1990-03-02", name, born) == code
    assert likeness(name, born, "Đinh Thị Hương", "1990-03-02") == code


def test_only_a_day_that_is_a_month_can_be_turned() -> None:
    assert turned("1990-03-02") == "1990-02-03"
    assert turned("1990-03-13") is None
    assert turned("1990-03-03") is None
