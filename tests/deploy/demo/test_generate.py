"""The fictional province: what the demonstration and other services rely on."""

from collections import Counter
from datetime import date
from pathlib import Path

from deploy.demo import generate, people, tree

COMMITTED = Path(generate.__file__).parent
INVENTED = people.invent_people(tree.cells())


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    generate.main(tmp_path)
    for name in ("organisations.csv", "members.xlsx"):
        assert (tmp_path / name).read_bytes() == (COMMITTED / name).read_bytes(), name


def test_the_tree_has_three_levels_six_communes_and_at_least_forty_cells() -> None:
    parents = {row[0]: row[3] for row in tree.organisation_rows()}
    assert parents["ts"] == ""
    assert sum(parent == "ts" and code.startswith("x") for code, parent in parents.items()) == 6
    assert sum(code.startswith("c") for code in parents) >= 40
    assert parents[parents["c0101"]] == "ts"


def test_two_thousand_members_share_no_number() -> None:
    assert len(INVENTED) == 2000
    for numbers in (
        [person.record_number for person in INVENTED],
        [person.card_number for person in INVENTED if person.card_number],
        [person.phone for person in INVENTED if person.phone],
        [person.citizen_number for person in INVENTED if person.citizen_number],
    ):
        assert len(set(numbers)) == len(numbers)


def test_many_members_are_old_and_every_status_occurs() -> None:
    seventy = date(people.TODAY.year - 70, people.TODAY.month, people.TODAY.day)
    assert sum(person.birth_date < seventy for person in INVENTED) > 300
    assert set(Counter(person.status for person in INVENTED)) == {
        people.OFFICIAL,
        people.PROBATIONARY,
        people.EXEMPT,
        people.SUSPENDED,
    }


def test_every_cell_may_exist_by_the_charter() -> None:
    officials = Counter(person.cell_code for person in INVENTED if person.status == people.OFFICIAL)
    assert min(officials[cell.code] for cell in tree.cells()) >= 3


def test_only_women_carry_the_middle_name_thi() -> None:
    assert not [person for person in INVENTED if " Thị " in person.full_name and person.sex == "Nam"]
    assert not [person for person in INVENTED if " Văn " in person.full_name and person.sex == "Nữ"]


def test_lives_are_in_order() -> None:
    for person in INVENTED:
        assert person.admitted_on.year - person.birth_date.year >= 18, person
        assert person.official_on is None or person.official_on > person.admitted_on
        assert (person.status == people.PROBATIONARY) is (person.official_on is None)
        assert (person.card_number == "") is (person.status == people.PROBATIONARY)
