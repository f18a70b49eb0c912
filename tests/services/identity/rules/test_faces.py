"""What a distance means, and when two pictures are one."""

import pytest

from services.identity.rules.faces import Bands, compared

BANDS = Bands("Dlib", accept=0.45, review=0.6, copy=0.25)


@pytest.mark.parametrize(("distance", "verdict"), [(0.3, "same"), (0.45, "same"), (0.5, "unsure"), (0.61, "different")])
def test_the_bands_of_a_model_decide(distance: float, verdict: str) -> None:
    assert compared(distance, BANDS, 0.0).verdict == verdict


def test_a_copy_is_near_and_looks_alike_or_is_nearer_than_any_two_photographs() -> None:
    assert compared(0.2, BANDS, 0.9).same_picture
    assert compared(0.1, BANDS, 0.3).same_picture


def test_somebody_who_hardly_changes_is_no_copy() -> None:
    assert not compared(0.2, BANDS, 0.6).same_picture
    assert not compared(0.3, BANDS, 0.99).same_picture


def test_bands_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        Bands("Dlib", accept=0.2, review=0.6, copy=0.25)
