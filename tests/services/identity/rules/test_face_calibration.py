"""How thresholds err on pairs whose truth is known, and the bands that come of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules.face_calibration import bands_for, rates
from services.identity.rules.faces import Bands, compared

TODAY = Bands("Dlib", 0.45, 0.60, 0.25)
distances = st.lists(st.floats(0.26, 1.2), min_size=1, max_size=30)


def test_the_rates_go_from_nobody_accepted_to_everybody() -> None:
    rows = list(rates([0.3, 0.4], [0.6, 0.8]))
    assert (rows[0].false_accept, rows[0].false_reject) == (0.0, 0.5)
    assert (rows[-1].false_accept, rows[-1].false_reject) == (1.0, 0.0)
    between = next(row for row in rows if 0.4 <= row.threshold < 0.6)
    assert (between.false_accept, between.false_reject) == (0.0, 0.0)


@given(distances, distances)
def test_a_higher_threshold_never_accepts_fewer(same: list[float], different: list[float]) -> None:
    rows = list(rates(same, different))
    assert all(one.false_accept <= other.false_accept for one, other in pairwise(rows))
    assert all(one.false_reject >= other.false_reject for one, other in pairwise(rows))


@given(distances, st.lists(st.floats(0.4, 1.2), min_size=1, max_size=30))
def test_the_bands_accept_no_pair_of_two_people_that_was_shown(same: list[float], different: list[float]) -> None:
    bands = bands_for("Dlib", same, different, TODAY)
    assert all(compared(distance, bands, 0.0).verdict != "same" for distance in different)
