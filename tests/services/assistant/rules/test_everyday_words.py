from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.everyday_words import in_words_of_regulations
from shared.vietnamese.folding import without_diacritics

TABLE = {"hop chi bo": ("sinh hoạt chi bộ",), "hop": ("phiên họp",), "ve huu": ("nghỉ hưu", "hưởng lương hưu")}


def said(text: str) -> list[str]:
    return [" ".join(way) for way in in_words_of_regulations(text.split(), TABLE)]


def test_the_longest_phrase_is_replaced_and_what_was_put_in_is_not() -> None:
    assert said("hop chi bo va hop") == ["sinh hoat chi bo va phien hop"]


def test_there_is_a_way_for_every_wording() -> None:
    assert said("ve huu hop") == ["nghi huu phien hop", "huong luong huu phien hop"]


def test_a_part_of_a_word_is_no_phrase() -> None:
    assert said("hopp chi bo") == said("") == []


def test_the_shipped_phrases_are_folded() -> None:
    table = load_policy().everyday_words
    assert all(phrase == without_diacritics(phrase) and wordings for phrase, wordings in table.items())


def test_to_have_the_right_to_vote_is_to_be_allowed_to() -> None:
    table = load_policy().everyday_words
    asked = "dang vien du bi co quyen bieu quyet"
    assert in_words_of_regulations(asked.split(), table) == [["dang", "vien", "du", "bi", "duoc", "bieu", "quyet"]]
    assert in_words_of_regulations(["dang", "vien", "co", "quyen", "gi"], table) == []
