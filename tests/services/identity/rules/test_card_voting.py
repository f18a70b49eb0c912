from services.identity.rules.card_values import Lexicon
from services.identity.rules.card_voting import Ballot, vote

LEXICON = Lexicon(family_names=frozenset({"NGUYỄN"}))


def _vote(kind: str, *ballots: tuple[str, float]) -> tuple[str, float]:
    reading = vote(kind, [Ballot(text, weight) for text, weight in ballots], LEXICON)
    assert reading is not None
    return reading.text, reading.confidence


def test_readers_that_agree_are_sure() -> None:
    assert _vote("name", ("LÊ AN", 0.6), ("LÊ AN", 0.9)) == ("LÊ AN", 1.0)


def test_a_number_is_never_put_together_from_two() -> None:
    text, confidence = _vote("card_number", ("99123456", 0.5), ("99123465", 0.9), ("99123456", 0.2))
    assert (text, confidence) == ("99123465", 0.562)


def test_a_name_is_put_together_word_by_word() -> None:
    assert _vote("name", ("TRẦN VĂN HÒA", 0.6), ("TRÂN VĂN HÓA", 0.5), ("TRẦN VÂN HÒA", 0.5))[0] == "TRẦN VĂN HÒA"


def test_who_sees_another_number_of_words_has_no_say_in_them() -> None:
    assert _vote("name", ("TRẦN VĂN HÒA", 0.6), ("TRẦN VĂNHÒA", 0.5), ("TRẦN VĂN HÓA", 0.5))[0] == "TRẦN VĂN HÒA"


def test_a_syllable_that_cannot_be_weighs_less() -> None:
    assert _vote("name", ("LÊ QỐC", 0.9), ("LÊ QUỐC", 0.6))[0] == "LÊ QUỐC"


def test_a_family_name_that_is_one_weighs_more() -> None:
    assert _vote("name", ("NGUYÊN THU", 0.9), ("NGUYỄN THU", 0.7))[0] == "NGUYỄN THU"


def test_nobody_voted() -> None:
    assert vote("name", [], LEXICON) is None


def test_what_no_reader_is_sure_of_is_no_reading() -> None:
    assert vote("name", [Ballot("LÊ AN", 0.0), Ballot("LÊ ÁN", 0.0)], LEXICON) is None
