"""What Prometheus is told of the roll-out."""

from services.identity.queries.measure_roll_out import MEMBERS, measure_roll_out
from services.identity.usecases.noting_sign_in import note_sign_in
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.roll_out import follow_everybody


def test_the_sets_of_the_province_are_told_as_counts(province: Province) -> None:
    follow_everybody()
    note_sign_in(province.member("Đinh Thị Hương"), NOW, by_code=False)
    note_sign_in(province.member("Nông Văn Điền"), NOW, by_code=True)
    measure_roll_out()
    told = {sample.labels["state"]: sample.value for sample in MEMBERS._metric.collect()[0].samples}
    assert told == {
        "eligible": 7,
        "excluded": 1,
        "registered_eligible": 1,
        "registered_excluded": 1,
        "active": 2,
    }


def test_before_the_first_import_there_is_nothing_to_tell(store: None) -> None:
    measure_roll_out()
