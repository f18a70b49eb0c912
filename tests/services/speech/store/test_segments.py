from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from services.speech.rules.segment_facts import Facts, SegmentLost
from services.speech.store.segments import ArticleSegments, SpokenSegment, forget_article, sweep

pytestmark = pytest.mark.usefixtures("store")
FACTS = Facts(3, 22_050, ((0.0, 0.25), (0.25, 0.5)))
MONTH = timedelta(days=30)


def now() -> datetime:
    return datetime.now(UTC)


def aged(key: str, days: float) -> None:
    SpokenSegment.objects(pk=key).update(set__used_at=now() - timedelta(days=days))


@pytest.fixture
def keep() -> Callable[..., None]:
    def make(*keys: str, article: str = "a1", size: int = 100) -> None:
        for key in keys:
            ArticleSegments(article).keep(key, FACTS, b"x" * size)

    return make


def kept() -> list[str]:
    return sorted(row.id for row in SpokenSegment.objects)


def test_a_segment_is_found_with_its_words_and_sound(keep: Callable[..., None]) -> None:
    keep("k1")
    cache = ArticleSegments("a2")
    assert cache.find(["k1", "k2"]) == {"k1": FACTS}
    assert cache.load("k1") == b"x" * 100
    assert SpokenSegment.objects.get().articles == ["a1", "a2"]


def test_of_two_that_say_the_same_the_first_is_kept(keep: Callable[..., None]) -> None:
    keep("k1")
    other = Facts(9, 22_050, ())
    assert ArticleSegments("a2").keep("k1", other, b"other") == FACTS
    assert ArticleSegments("a2").load("k1") == b"x" * 100


def test_more_segments_than_one_question_takes_are_all_found(keep: Callable[..., None]) -> None:
    keys = [f"k{number}" for number in range(601)]
    keep(*keys)
    assert set(ArticleSegments("a1").find(keys)) == set(keys)


def test_the_sound_of_a_withdrawn_article_goes_and_what_others_say_stays(keep: Callable[..., None]) -> None:
    keep("mine", "shared")
    ArticleSegments("a2").find(["shared"])
    for _ in range(2):
        forget_article("a1")
    assert kept() == ["shared"]
    with pytest.raises(SegmentLost):
        ArticleSegments("a1").load("mine")


def test_what_nobody_used_for_long_is_swept(keep: Callable[..., None]) -> None:
    keep("old", "fresh")
    aged("old", 31)
    assert sweep(now(), MONTH, most_bytes=1000) == 1
    assert kept() == ["fresh"]


def test_what_does_not_fit_goes_the_longest_unused_first(keep: Callable[..., None]) -> None:
    keep("k1", "k2", "k3", "k4")
    for days, key in enumerate(("k1", "k2", "k3"), start=2):
        aged(key, days)
    assert sweep(now(), MONTH, most_bytes=250) == 2
    assert kept() == ["k1", "k4"]


def test_what_is_in_use_is_never_swept_however_full_it_is(keep: Callable[..., None]) -> None:
    keep("k1", "k2")
    aged("k1", 20)
    ArticleSegments("a1").find(["k1"])
    assert sweep(now(), timedelta(0), most_bytes=0) == 0
    assert kept() == ["k1", "k2"]
